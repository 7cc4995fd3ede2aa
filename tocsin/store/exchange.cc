#include "tocsin/store/exchange.h"

#include "tocsin/core/utf8.h"
#include "tocsin/store/coded_json.h"
#include "tocsin/store/json_parts.h"

namespace tocsin::store {

std::string to_exchange(const CodedReport& coded) {
  const Report& report = coded.report;
  Json json = {{"id", report.id}, {"text", report.text}};
  put(json, "title", report.title);
  put(json, "url", report.url);
  put(json, "source", report.source);
  put(json, "author", report.author);
  put(json, "language", report.language);
  put(json, "origin", report.origin);
  return std::string(kExchangeMark) + dumped(json) + ",\"coding\":" + to_json(coded) + "}";
}

CodedReport from_exchange(std::string_view line) {
  if (const std::size_t bad = first_invalid_utf8(line); bad < line.size()) {
    throw Error(ErrorCode::kBadRecord, "byte " + std::to_string(bad) + " is not UTF-8");
  }
  try {
    const Json json = Json::parse(line);
    const Json& given = json.at("tocsin_report");
    Report report;
    report.id = text_at(given, "id");
    report.text = text_at(given, "text");
    report.title = text_at(given, "title");
    report.url = text_at(given, "url");
    report.source = text_at(given, "source");
    report.author = text_at(given, "author");
    report.language = text_at(given, "language");
    report.origin = text_at(given, "origin");
    CodedReport coded = coded_from_json(dumped(json.at("coding")), std::move(report));
    return coded;
  } catch (const nlohmann::json::exception& error) {
    throw Error(ErrorCode::kBadRecord, std::string("not a coded report: ") + error.what());
  } catch (const Error& error) {
    throw Error(ErrorCode::kBadRecord, std::string("not a coded report: ") + error.what());
  }
}

}  // namespace tocsin::store
