#include <algorithm>
#include <sstream>

#include "tocsin/export/record.h"
#include "tocsin/serve/etag.h"
#include "tocsin/serve/lists.h"
#include "tocsin/serve/problem.h"
#include "tocsin/serve/query.h"
#include "tocsin/serve/resources/resources.h"
#include "tocsin/serve/secret.h"
#include "tocsin/serve/take_in.h"
#include "tocsin/serve/views.h"

namespace tocsin::serve {
namespace {

Json record_of(const CodedReport& coded) {
  return Json::parse(exports::to_json(coded, exports::Detail::kPlain));
}

Json incidents_of(engine::Desk& desk, const CodedReport& coded) {
  std::vector<std::string> ids;
  for (const Event& event : coded.events) {
    std::string incident = desk.store().incident_of(event.id);
    if (!incident.empty() && std::find(ids.begin(), ids.end(), incident) == ids.end()) {
      ids.push_back(std::move(incident));
    }
  }
  return ids;
}

// A name, not a way to somewhere.
std::string file_name(const Parameters& query) {
  const std::string name = once(query, "name", 255).value_or("");
  const bool is_plain = !name.empty() && name != "." && name != ".." &&
                        name.find_first_of("/\\") == std::string::npos;
  if (!is_plain) throw bad_value("name", "expected the name of a file, without folders");
  return name;
}

ingest::Options options_of(const Parameters& query) {
  ingest::Options options;
  options.published = day_once(query, "date");
  options.source = once(query, "source", 300).value_or("");
  options.language = once(query, "lang", 35).value_or("");
  return options;
}

// What the bytes of a report are saved as.
std::string saved_name(const Report& report) {
  std::string name = report.provenance.file.empty() ? report.id : report.provenance.file;
  const std::size_t slash = name.rfind('/');
  if (slash != std::string::npos) name.erase(0, slash + 1);
  return name;
}

}  // namespace

Response code(const Call& call) {
  expect_only(call.query, {});
  const Report report = report_in(call.request, "text");
  return json_response(record_of(call.house.engine().code(report)));
}

Response list_reports(const Call& call) {
  const Filter filter = filter_of(call.query, Order::kNewest);
  const auto found = engine::report_page(call.desk(), filter);
  Json items = Json::array();
  for (const engine::ReportBrief& brief : found.items) items.push_back(report_row(brief));
  const std::int64_t total = total_of(call, "reports", [filter](engine::Desk& desk) {
    return engine::count_reports(desk, filter);
  });
  return json_response(page(std::move(items), found.next, total));
}

Response add_report(const Call& call) {
  expect_only(call.query, {});
  Report report = report_in(call.request, "");
  if (report.id.empty()) report.id = "api-" + digest(report.text).substr(0, 12);
  const Taken taken = take_in(call, {report, {}}, "");
  if (taken.is_new) fuse_new(call);
  Json json;
  json["id"] = taken.id;
  json["arrival"] = taken.is_new ? "new" : "known";
  json["record"] = record_of(taken.coded);
  json["incidents"] = incidents_of(call.own_desk(), taken.coded);
  Response response = json_response(json, taken.is_new ? 201 : 200);
  response.with("ETag", etag_of(dump(report_view(call.own_desk(), taken.id))));
  return response.with("Location", "/v1/reports/" + encode(taken.id));
}

Response upload(const Call& call) {
  expect_only(call.query, {"name", "date", "source", "lang"});
  const std::string name = file_name(call.query);
  const ingest::Options options = options_of(call.query);
  std::string raw;
  const auto keep = [&] {
    if (!raw.empty()) return;
    const std::lock_guard lock(call.house.writing());
    raw = call.own_desk().keep_raw(std::string_view(call.request.body));
  };
  Json added = Json::array();
  Json failed = Json::array();
  const ingest::Sink sink{
      [&](ingest::Input input) {
        const std::string origin = input.report.origin;
        try {
          keep();
          const Taken taken = take_in(call, std::move(input), raw);
          added.push_back({{"id", taken.id},
                           {"arrival", taken.is_new ? "new" : "known"},
                           {"events", taken.coded.events.size()}});
        } catch (const Error& error) {
          if (error.code() == ErrorCode::kDeskBusy || error.code() == ErrorCode::kNotWritable)
            throw;
          failed.push_back({{"origin", origin}, {"message", error.what()}});
        }
      },
      [&](const ingest::Fault& fault) {
        if (fault.severity == ingest::Severity::kSkipped) return;
        failed.push_back({{"origin", fault.origin}, {"message", fault.message}});
      }};
  std::istringstream stream(call.request.body);
  ingest::read_stream(stream, name, options, sink);
  if (!added.empty()) fuse_new(call);
  Json json;
  json["added"] = std::move(added);
  json["failed"] = std::move(failed);
  return json_response(json);
}

Response get_report(const Call& call) {
  expect_only(call.query, {});
  return tagged(report_view(call.desk(), call.name()));
}

Response get_original(const Call& call) {
  expect_only(call.query, {});
  const auto report = call.desk().store().report(call.name());
  if (!report) {
    throw Problem("not_found", "there is no report \"" + call.name() + "\" in this desk");
  }
  Response response;
  if (!report->raw_sha256.empty()) {
    call.desk().store().each_raw(report->raw_sha256,
                                 [&](std::string_view piece) { response.body += piece; });
  }
  if (response.body.empty()) {
    throw Problem("not_found", "the desk holds no bytes of this report besides its text");
  }
  return as_attachment(std::move(response), saved_name(report->report), "application/octet-stream");
}

}  // namespace tocsin::serve
