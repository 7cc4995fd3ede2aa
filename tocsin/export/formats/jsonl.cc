// JSON lines: one record a report (docs/record.md), or one an incident (docs/exports.md).
#include "tocsin/export/formats/formats.h"
#include "tocsin/export/json.h"

namespace tocsin::exports {
namespace {

class JsonlWriter : public Writer {
 public:
  JsonlWriter(std::ostream& out, const WriterOptions& options)
      : out_(out), detail_(options.detail), text_(options.text) {}

  void report(const CodedReport& coded) override {
    Json json = RecordJson(coded, detail_).report();
    if (text_ == FullText::kIncluded) json["text"] = coded.report.text;
    out_ << dump(json) << '\n';
  }

 private:
  std::ostream& out_;
  Detail detail_;
  FullText text_;
};

class JsonlIncidents : public IncidentWriter {
 public:
  JsonlIncidents(std::ostream& out, TextOf text_of) : out_(out), text_of_(std::move(text_of)) {}
  void incident(const Incident& incident) override { out_ << to_json(incident, text_of_) << '\n'; }

 private:
  std::ostream& out_;
  TextOf text_of_;
};

}  // namespace

std::unique_ptr<Writer> make_jsonl_writer(std::ostream& out, const WriterOptions& options) {
  return std::make_unique<JsonlWriter>(out, options);
}

std::unique_ptr<IncidentWriter> make_jsonl_incidents(std::ostream& out,
                                                     const IncidentWriterOptions& options) {
  return std::make_unique<JsonlIncidents>(out, options.text_of);
}

}  // namespace tocsin::exports
