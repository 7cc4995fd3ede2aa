// How it works: an export has a desk of its own and reads a few records at a time, whenever the
// client has taken those before; nobody waits for a slow client, and memory stays flat.
#include <algorithm>
#include <memory>
#include <sstream>

#include "tocsin/engine/overview.h"
#include "tocsin/export/incident_writer.h"
#include "tocsin/export/writer.h"
#include "tocsin/serve/json.h"
#include "tocsin/serve/lists.h"
#include "tocsin/serve/problem.h"
#include "tocsin/serve/query.h"
#include "tocsin/serve/resources/resources.h"

namespace tocsin::serve {
namespace {

constexpr std::size_t kReportsAtOnce = 20;
constexpr std::size_t kIncidentsAtOnce = 100;

engine::DeskOptions looking(const Call& call) {
  engine::DeskOptions options;
  options.data_dir = call.house.options().paths.data_dir;
  return options;
}

// What was written since it was last asked for.
std::string taken(std::ostringstream& out) {
  std::string text = out.str();
  out.str("");
  return text;
}

// The events that match, report by report.
class EventExport {
 public:
  EventExport(const Call& call, const Filter& filter, const std::string& format)
      : desk_(call.house.options().desk, looking(call)), filter_(filter) {
    filter_.limit = 0;
    filter_.cursor.clear();
    filter_.order = Order::kArrival;
    writer_ = exports::make_writer(format, out_,
                                   {exports::Detail::kPlain, call.house.options().paths.data_dir});
    desk_.store().matches(filter_, [&](std::int64_t, const std::vector<std::string>& events) {
      reports_.push_back(events.front().substr(0, events.front().rfind('/')));
      total_ += static_cast<std::int64_t>(events.size());
      return true;
    });
  }

  std::int64_t total() const { return total_; }

  std::string next() {
    if (is_done_) return {};
    if (at_ == 0) writer_->begin();
    while (at_ < reports_.size() && out_.tellp() <= 0) write_some();
    if (at_ == reports_.size()) {
      writer_->end();
      is_done_ = true;
    }
    return taken(out_);
  }

 private:
  void write_some() {
    const std::size_t end = std::min(reports_.size(), at_ + kReportsAtOnce);
    Filter some = filter_;
    some.reports.assign(reports_.begin() + static_cast<std::ptrdiff_t>(at_),
                        reports_.begin() + static_cast<std::ptrdiff_t>(end));
    desk_.coded(some, [&](const CodedReport& coded) {
      writer_->report(coded);
      return true;
    });
    at_ = end;
  }

  engine::Desk desk_;
  Filter filter_;
  std::ostringstream out_;
  std::unique_ptr<exports::Writer> writer_;
  std::vector<std::string> reports_;
  std::int64_t total_ = 0;
  std::size_t at_ = 0;
  bool is_done_ = false;
};

class IncidentExport {
 public:
  IncidentExport(const Call& call, const Filter& filter, const std::string& format)
      : desk_(call.house.options().desk, looking(call)), filter_(filter) {
    filter_.limit = kIncidentsAtOnce;
    filter_.cursor.clear();
    filter_.order = Order::kArrival;
    total_ = engine::count_incidents(desk_, filter_);
    exports::IncidentWriterOptions options;
    options.data_dir = call.house.options().paths.data_dir;
    options.text_of = [this](std::string_view report) { return text_of(report); };
    options.citation_of = [this](const IncidentEvent& event) { return citation_of(event); };
    writer_ = exports::make_incident_writer(format, out_, options);
  }

  std::int64_t total() const { return total_; }

  std::string next() {
    if (is_done_) return {};
    if (!has_begun_) writer_->begin();
    has_begun_ = true;
    do {
      const auto page = engine::incident_page(desk_, filter_);
      for (const Incident& incident : page.items) writer_->incident(incident);
      filter_.cursor = page.next;
      is_done_ = page.next.empty();
    } while (!is_done_ && out_.tellp() <= 0);
    if (is_done_) writer_->end();
    return taken(out_);
  }

 private:
  std::string_view text_of(std::string_view report) {
    const auto stored = desk_.store().report(report);
    text_ = stored ? stored->report.text : "";
    return text_;
  }

  // The events of an incident often come from few reports: the last one is kept.
  std::optional<Citation> citation_of(const IncidentEvent& event) {
    if (!report_ || report_->coded.report.id != event.report) report_ = desk_.report(event.report);
    if (!report_) return std::nullopt;
    for (const Event& each : report_->coded.events) {
      if (each.id == event.event) return cite(report_->coded, each);
    }
    return std::nullopt;
  }

  engine::Desk desk_;
  Filter filter_;
  std::ostringstream out_;
  std::unique_ptr<exports::IncidentWriter> writer_;
  std::string text_;
  std::optional<engine::DeskReport> report_;
  std::int64_t total_ = 0;
  bool has_begun_ = false;
  bool is_done_ = false;
};

std::string ending_of(const std::string& format) {
  if (format == "csv" || format == "csv-hxl" || format == "acled" || format == "ucdp" ||
      format == "cameo") {
    return "csv";
  }
  if (format == "plover" || format == "jsonl") return "jsonl";
  if (format == "brat") return "zip";
  return format;
}

template <typename Export>
Response streamed(const Call& call, const Filter& filter, const std::string& format,
                  const std::string& name) {
  const auto source = std::make_shared<Export>(call, filter, format);
  Response response;
  response.with("X-Total", std::to_string(source->total()));
  response.stream.next = [source] { return source->next(); };
  return as_attachment(std::move(response), name + "." + ending_of(format),
                       "application/octet-stream");
}

}  // namespace

Response export_records(const Call& call) {
  const Filter filter = filter_of(call.query, Order::kArrival, {"format", "of"});
  const std::string format = once(call.query, "format", 30).value_or("");
  const auto& known = exports::format_names();
  if (std::find(known.begin(), known.end(), format) == known.end()) {
    throw bad_value("format", "\"" + format + "\" is unknown; see export_formats of /v1/status");
  }
  const std::string of = once(call.query, "of", 20).value_or("events");
  if (of == "events") return streamed<EventExport>(call, filter, format, "events-" + format);
  if (of == "incidents") {
    return streamed<IncidentExport>(call, filter, format, "incidents-" + format);
  }
  throw bad_value("of", "\"" + of + "\" is unknown, expected events or incidents");
}

}  // namespace tocsin::serve
