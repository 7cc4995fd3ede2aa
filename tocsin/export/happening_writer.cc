#include "tocsin/export/happening_writer.h"

#include <utility>

namespace tocsin::exports {
namespace {

class OfEvents : public Writer {
 public:
  explicit OfEvents(std::unique_ptr<HappeningWriter> rows) : rows_(std::move(rows)) {}
  void begin() override { rows_->begin(); }
  void report(const CodedReport& coded) override {
    for (const Event& each : coded.events) rows_->happening(happening_of(coded, each));
  }
  void end() override { rows_->end(); }

 private:
  std::unique_ptr<HappeningWriter> rows_;
};

class OfIncidents : public IncidentWriter {
 public:
  OfIncidents(std::unique_ptr<HappeningWriter> rows, CitationOf citation_of)
      : rows_(std::move(rows)), citation_of_(std::move(citation_of)) {}
  void begin() override { rows_->begin(); }
  void incident(const Incident& incident) override {
    rows_->happening(happening_of(incident, citation_of_));
  }
  void end() override { rows_->end(); }

 private:
  std::unique_ptr<HappeningWriter> rows_;
  CitationOf citation_of_;
};

}  // namespace

std::unique_ptr<Writer> write_events(std::unique_ptr<HappeningWriter> rows) {
  return std::make_unique<OfEvents>(std::move(rows));
}

std::unique_ptr<IncidentWriter> write_incidents(std::unique_ptr<HappeningWriter> rows,
                                                CitationOf citation_of) {
  return std::make_unique<OfIncidents>(std::move(rows), std::move(citation_of));
}

}  // namespace tocsin::exports
