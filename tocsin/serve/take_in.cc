#include "tocsin/serve/take_in.h"

#include "tocsin/serve/problem.h"
#include "tocsin/serve/secret.h"

namespace tocsin::serve {
namespace {

constexpr std::size_t kLongestText = 10'000'000;

CodedReport code_input(const engine::Engine& engine, const ingest::Input& input) {
  CodedReport coded = engine.code(input.report);
  coded.diagnostics.insert(coded.diagnostics.begin(), input.diagnostics.begin(),
                           input.diagnostics.end());
  return coded;
}

}  // namespace

Report report_in(const Request& request, const std::string& usual_id) {
  const Json body =
      body_object(request, {"id", "text", "date", "source", "title", "lang", "url", "author"});
  Report report;
  report.id = text_in(body, "id", 300);
  report.text = needed_text(body, "text", kLongestText);
  report.source = text_in(body, "source", 300);
  report.title = text_in(body, "title", 2000);
  report.language = text_in(body, "lang", 35);
  report.url = text_in(body, "url", 4000);
  report.author = text_in(body, "author", 300);
  report.published = day_in(body, "date");
  if (report.published) report.published_basis = PublishedBasis::kGiven;
  if (report.id.empty()) report.id = usual_id;
  report.origin = "api";
  report.provenance.file = "api";
  report.provenance.format = "json";
  return report;
}

Taken take_in(const Call& call, ingest::Input input, const std::string& raw_sha256) {
  const engine::Engine& engine = call.house.engine();
  engine::Desk& desk = call.own_desk();
  Report& report = input.report;
  const auto known = desk.store().known(report);
  if (known && known->is_coded) {
    return {known->id, false, desk.report(known->id)->coded};
  }
  report.id = known ? known->id : desk.store().free_id(report.id);
  CodedReport coded = code_input(engine, input);
  const std::lock_guard lock(call.house.writing());
  engine::Writing writing = desk.begin();
  const store::Added added = desk.add(report, input.diagnostics, raw_sha256);
  if (added.id != report.id) {  // another came first; ids of events begin with the report's
    report.id = added.id;
    coded = code_input(engine, input);
  }
  desk.save(coded, engine.info().reader);
  writing.commit();
  return {added.id, added.arrival == store::Arrival::kNew, desk.report(added.id)->coded};
}

void fuse_new(const Call& call) {
  const std::lock_guard lock(call.house.writing());
  call.own_desk().fuse();
}

}  // namespace tocsin::serve
