#include "tocsin/ingest/record.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

#include "tocsin/core/utf8.h"
#include "tocsin/ingest/encoding.h"
#include "tocsin/ingest/fields.h"
#include "tocsin/ingest/html_tree.h"

namespace tocsin::ingest {
namespace {

using nlohmann::json;

constexpr std::size_t kMaxDepth = 64;
constexpr const char* kRecordFix =
    "Each record is one object with at least a \"text\" (or \"event_text\") string.";
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
std::string reason(const json::exception& error) {
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

// The first of the names that is a key and not null, as it is written or in other case; nullptr
// when none is.
const json* find(const json& record, const std::vector<std::string_view>& names) {
  for (const std::string_view name : names) {
    const auto found = record.find(std::string(name));
    if (found != record.end() && !found->is_null()) return &*found;
  }
  for (const std::string_view name : names) {
    for (const auto& item : record.items()) {
      if (!item.value().is_null() && lower_ascii(item.key()) == name) return &item.value();
    }
  }
  return nullptr;
}

const json* field(const json& record, Field which) { return find(record, names_of(which)); }

// Publishers, languages and days are sometimes given as {"name": …} or a list of such.
const json& inner(const json& value) {
  const json& first = value.is_array() && !value.empty() && value[0].is_object() ? value[0] : value;
  if (!first.is_object()) return value;
  const json* name = find(first, {"name", "title", "original", "created"});
  return name == nullptr ? value : *name;
}

// A field of little weight: one that is not a string is told and left empty.
std::string word(const json& record, Field which, Input& input) {
  const json* given = field(record, which);
  if (given == nullptr) return "";
  const json& value = inner(*given);
  if (value.is_string()) return value.get<std::string>();
  input.diagnostics.push_back(
      {"field_unreadable",
       "\"" + std::string(names_of(which).front()) + "\" is " + kind(value) + "; expected a string",
       {}});
  return "";
}

std::string id_of(const json& record, Input& input) {
  const json* value = field(record, Field::kId);
  if (value != nullptr && value->is_number_integer()) return value->dump();
  return word(record, Field::kId, input);
}

void read_published(const json& record, const Options& options, Input& input) {
  const json* given = field(record, Field::kDate);
  if (given == nullptr) return;
  const json& value = inner(*given);
  const std::string words = value.is_string()           ? value.get<std::string>()
                            : value.is_number_integer() ? value.dump()
                                                        : kind(value);
  set_published(words, options.date_order, PublishedBasis::kGiven, input);
}

// A fault of one field: what() is what was found and expected.
class BadField : public Error {
 public:
  BadField(ErrorCode code, std::string field, std::string value, const std::string& detail)
      : Error(code, detail), field_(std::move(field)), value_(std::move(value)) {}
  const std::string& field() const { return field_; }
  const std::string& value() const { return value_; }

 private:
  std::string field_;
  std::string value_;
};

constexpr std::string_view kExpectedText =
    "; expected a string \"text\" (or \"event_text\", \"body\", \"content\")";

std::string no_text(const json& record) {
  std::string names;
  for (const auto& item : record.items()) {
    names += (names.empty() ? "\"" : ", \"") + item.key() + "\"";
  }
  return "no text among the fields " + (names.empty() ? "(none)" : names.substr(0, 200)) +
         std::string(kExpectedText);
}

std::string text_of(const json& record, const Options& options, Input& input) {
  const json* value = field(record, Field::kText);
  if (value == nullptr) throw BadField(ErrorCode::kBadRecord, "text", "", no_text(record));
  if (!value->is_string()) {
    throw BadField(ErrorCode::kBadRecord, "text", kind(*value),
                   "the text is " + kind(*value) + std::string(kExpectedText));
  }
  std::string text = stored_text(value->get_ref<const std::string&>(), input.diagnostics);
  if (is_blank(text)) {
    throw BadField(ErrorCode::kBadRecord, "text", text, "the text is empty; expected words");
  }
  if (text.size() > options.max_report_bytes) {
    throw BadField(ErrorCode::kTooLarge, "text", "",
                   "the text has " + std::to_string(text.size()) + " bytes; at most " +
                       std::to_string(options.max_report_bytes) + " are read");
  }
  return text;
}

Input to_input(const json& record, const Options& options) {
  if (!record.is_object()) {
    throw Error(ErrorCode::kBadRecord, "found " + kind(record) + "; expected an object");
  }
  Input input;
  input.report.text = text_of(record, options, input);
  input.report.id = id_of(record, input);
  input.report.title = word(record, Field::kTitle, input);
  input.report.source = word(record, Field::kSource, input);
  set_language(word(record, Field::kLanguage, input), input);
  input.report.url = word(record, Field::kUrl, input);
  input.report.author = word(record, Field::kAuthor, input);
  input.report.provenance.encoding = "UTF-8";
  read_published(record, options, input);
  return input;
}

// The records that an object without a text wraps: {"articles": [{…}, …]} and {"data": [{"fields":
// {…}}]}; nullptr for one that wraps none.
const json* wrapped(const json& record) {
  if (!record.is_object() || field(record, Field::kText) != nullptr) return nullptr;
  const json* list = nullptr;
  for (const json& value : record) {
    const bool is_list = value.is_array() && !value.empty() && value[0].is_object();
    if (is_list && list != nullptr) return nullptr;
    if (is_list) list = &value;
  }
  return list;
}

json unwrapped(const json& record) {
  if (!record.is_object() || field(record, Field::kText) != nullptr) return record;
  const auto fields = record.find("fields");
  if (fields == record.end() || !fields->is_object()) return record;
  json merged = *fields;
  for (const auto& item : record.items()) {
    if (item.key() != "fields") merged.emplace(item.key(), item.value());
  }
  return merged;
}

// How deep objects and arrays stand in one another, outside strings.
std::size_t depth_of(std::string_view record) {
  std::size_t depth = 0;
  std::size_t most = 0;
  bool in_string = false;
  for (std::size_t i = 0; i < record.size(); ++i) {
    const char c = record[i];
    if (in_string) {
      if (c == '\\') ++i;
      if (c == '"') in_string = false;
    } else if (c == '"') {
      in_string = true;
    } else if (c == '{' || c == '[') {
      most = std::max(most, ++depth);
    } else if ((c == '}' || c == ']') && depth > 0) {
      --depth;
    }
  }
  return most;
}

// One record, or one of those that a record wraps.
struct Place {
  const Origin& origin;
  Where where;
  std::string id_part;  // of a report without an id, after the origin's id: "#12", "#1.3"
};

void take(const json& record, const Place& at, const Options& options, const Sink& sink) {
  try {
    Input input = to_input(unwrapped(record), options);
    if (input.report.id.empty()) input.report.id = at.origin.id + at.id_part;
    hand_over(std::move(input), at.origin, at.where, options, sink);
  } catch (const BadField& error) {
    Where where = at.where;
    where.column = error.field();
    where.value = error.value();
    sink.on_fault(make_fault(error.code(), at.origin, where, error.what(), kRecordFix));
  } catch (const Error& error) {
    sink.on_fault(make_fault(error.code(), at.origin, at.where, error.what(), kRecordFix));
  }
}

void take_all(const json& record, std::size_t line, const Origin& origin, const Options& options,
              const Sink& sink) {
  const json* list = wrapped(record);
  const std::string row = std::to_string(line);
  if (list == nullptr) {
    take(record, {origin, {"line " + row, line}, "#" + row}, options, sink);
    return;
  }
  std::size_t number = 0;
  for (const json& each : *list) {
    const std::string count = std::to_string(++number);
    take(each, {origin, {"line " + row + ", record " + count, line}, "#" + row + "." + count},
         options, sink);
  }
}

}  // namespace

void read_record(std::string_view record, std::size_t line, const Origin& origin,
                 const Options& options, const Sink& sink) {
  const auto fault = [&](ErrorCode code, std::size_t byte, const std::string& value,
                         const std::string& what) {
    const std::string at = place(record, line, byte);
    Where where{"line " + std::to_string(line), line, at.substr(at.find(':') + 1), value};
    Fault told = make_fault(code, origin, where, what, kRecordFix);
    told.message = replace_invalid_utf8(origin.name + ":" + at + ": " + what);
    sink.on_fault(told);
  };
  if (const std::size_t bad = first_invalid_utf8(record); bad < record.size()) {
    const std::string byte = hexadecimal(static_cast<unsigned char>(record[bad]));
    fault(ErrorCode::kBadEncoding, bad, byte, "byte " + byte + "; expected UTF-8");
    return;
  }
  if (const std::size_t depth = depth_of(record); depth > kMaxDepth) {
    fault(ErrorCode::kBadRecord, 0, "",
          "objects and arrays are nested " + std::to_string(depth) + " deep; at most " +
              std::to_string(kMaxDepth) + " are read");
    return;
  }
  json parsed;
  try {
    parsed = json::parse(record);
  } catch (const json::exception& error) {
    const auto* syntax = dynamic_cast<const json::parse_error*>(&error);
    const std::size_t byte = syntax != nullptr && syntax->byte > 0 ? syntax->byte - 1 : 0;
    fault(ErrorCode::kBadRecord, std::min(byte, record.size()),
          std::string(record.substr(std::min(byte, record.size()), 20)),
          "not valid JSON: " + reason(error) + "; expected an object");
    return;
  }
  take_all(parsed, line, origin, options, sink);
}

}  // namespace tocsin::ingest
