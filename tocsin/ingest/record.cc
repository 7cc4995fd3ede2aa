#include "tocsin/ingest/record.h"

#include <initializer_list>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>

#include "tocsin/core/utf8.h"
#include "tocsin/ingest/dates.h"
#include "tocsin/ingest/encoding.h"

namespace tocsin::ingest {
namespace {

using nlohmann::json;
using Names = std::initializer_list<const char*>;

constexpr Names kId{"id", "report_id", "story_id"};
constexpr Names kText{"text", "event_text", "body", "content"};
constexpr Names kDate{"date", "pub_date", "published", "publish_date"};
constexpr Names kSource{"source", "publisher", "outlet"};
constexpr Names kTitle{"title", "headline"};
constexpr Names kLanguage{"lang", "language"};
constexpr Names kUrl{"url", "link"};

// "line:column" of a byte of the record; columns count characters from 1.
std::string place(std::string_view record, std::size_t line, std::size_t byte) {
  const std::string_view before = record.substr(0, byte);
  for (const char c : before) line += c == '\n' ? 1 : 0;
  const std::size_t start = before.rfind('\n') + 1;  // 0 when there is none
  const std::string_view row = before.substr(start);
  const std::size_t column = CodePointOffsets(row)(row.size()) + 1;
  return std::to_string(line) + ":" + std::to_string(column);
}

std::string hexadecimal(unsigned char byte) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  return {'0', 'x', kDigits[byte >> 4], kDigits[byte & 15]};
}

// What nlohmann says after its own preamble: "syntax error while parsing value - …".
std::string reason(const json::parse_error& error) {
  const std::string_view what = error.what();
  const std::size_t at = what.find("syntax error");
  return std::string(at == std::string_view::npos ? what : what.substr(at));
}

// A short name of what stands there: "a number", "a string".
std::string kind(const json& value) {
  const std::string name = value.type_name();
  if (name == "null") return name;
  return (name == "array" || name == "object" ? "an " : "a ") + name;
}

// The first of the fields that is there and not null; nullptr when none is.
const json* field(const json& record, Names names) {
  for (const char* name : names) {
    const auto found = record.find(name);
    if (found != record.end() && !found->is_null()) return &*found;
  }
  return nullptr;
}

// A field of little weight: one that is not a string is told and left empty.
std::string word(const json& record, Names names, Input& input) {
  const json* value = field(record, names);
  if (value == nullptr) return "";
  if (value->is_string()) return value->get<std::string>();
  // Publishers are sometimes given as {"name": …}.
  if (value->is_object()) {
    const json* name = field(*value, {"name", "title"});
    if (name != nullptr && name->is_string()) return name->get<std::string>();
  }
  input.diagnostics.push_back(
      {"field_unreadable",
       "\"" + std::string(*names.begin()) + "\" is " + kind(*value) + "; expected a string",
       {}});
  return "";
}

std::string id_of(const json& record, Input& input) {
  const json* value = field(record, kId);
  if (value != nullptr && value->is_number_integer()) return value->dump();
  return word(record, kId, input);
}

void read_published(const json& record, Input& input) {
  const json* value = field(record, kDate);
  if (value == nullptr || (value->is_string() && value->get_ref<const std::string&>().empty())) {
    return;
  }
  const bool readable = value->is_string() || value->is_number_integer();
  const std::string words = value->is_string() ? value->get<std::string>()
                            : readable         ? value->dump()
                                               : kind(*value);
  input.report.published = readable ? read_date(words) : std::nullopt;
  if (input.report.published) {
    input.report.published_basis = PublishedBasis::kGiven;
  } else {
    input.diagnostics.push_back(
        {"date_unreadable",
         "the date \"" + words.substr(0, 60) + "\" could not be read; expected YYYY-MM-DD",
         {}});
  }
}

std::string text_of(const json& record, const Options& options) {
  const json* value = field(record, kText);
  constexpr std::string_view kExpected =
      "; expected a string \"text\" (or \"event_text\", \"body\", \"content\")";
  if (value == nullptr) {
    std::string names;
    for (const auto& item : record.items()) {
      names += (names.empty() ? "\"" : ", \"") + item.key() + "\"";
    }
    throw Error(ErrorCode::kBadRecord, "no text among the fields " +
                                           (names.empty() ? "(none)" : names.substr(0, 200)) +
                                           std::string(kExpected));
  }
  if (!value->is_string()) {
    throw Error(ErrorCode::kBadRecord, "the text is " + kind(*value) + std::string(kExpected));
  }
  std::string text = normalise_lines(value->get_ref<const std::string&>());
  if (is_blank(text)) throw Error(ErrorCode::kBadRecord, "the text is empty; expected words");
  if (text.size() > options.max_report_bytes) {
    throw Error(ErrorCode::kTooLarge, "the text has " + std::to_string(text.size()) +
                                          " bytes; at most " +
                                          std::to_string(options.max_report_bytes) + " are read");
  }
  return text;
}

Input to_input(const json& record, const Options& options) {
  if (!record.is_object()) {
    throw Error(ErrorCode::kBadRecord, "found " + kind(record) + "; expected an object");
  }
  Input input;
  input.report.text = text_of(record, options);
  input.report.id = id_of(record, input);
  input.report.title = word(record, kTitle, input);
  input.report.source = word(record, kSource, input);
  input.report.language = word(record, kLanguage, input);
  input.report.url = word(record, kUrl, input);
  read_published(record, input);
  apply(options, input.report);
  return input;
}

}  // namespace

void read_record(std::string_view record, std::size_t line, const Origin& origin,
                 const Options& options, const Sink& sink) {
  const std::string name = origin.name + ":" + std::to_string(line);
  const auto fault = [&](ErrorCode code, const std::string& where, const std::string& what) {
    sink.on_fault({code, name, origin.name + ":" + where + ": " + what});
  };
  if (const std::size_t bad = first_invalid_utf8(record); bad < record.size()) {
    fault(ErrorCode::kBadEncoding, place(record, line, bad),
          "byte " + hexadecimal(static_cast<unsigned char>(record[bad])) + "; expected UTF-8");
    return;
  }
  Input input;
  try {
    input = to_input(json::parse(record), options);
  } catch (const json::parse_error& error) {
    const std::size_t byte = error.byte > 0 ? error.byte - 1 : 0;
    fault(ErrorCode::kBadRecord, place(record, line, std::min(byte, record.size())),
          "not valid JSON: " + reason(error) + "; expected an object");
    return;
  } catch (const Error& error) {
    fault(error.code(), std::to_string(line), error.what());
    return;
  }
  if (input.report.id.empty()) input.report.id = origin.id + "#" + std::to_string(line);
  input.report.origin = name;
  sink.on_input(std::move(input));
}

}  // namespace tocsin::ingest
