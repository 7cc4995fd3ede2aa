#pragma once
/// Coded reports for the eye: every event with its sentence, the words it was read from marked in
/// it, and what they were resolved to.

#include <ostream>
#include <string>
#include <utility>
#include <vector>

#include "apps/styled_text.h"
#include "tocsin/export/writer.h"

namespace tocsin::apps {

struct TableStyle {
  int width = 100;
  Colour colour = Colour::kOff;
  exports::Detail detail = exports::Detail::kPlain;
  std::vector<std::string> told;  ///< codes of diagnostics told once for all reports
};

class TableView : public exports::Writer {
 public:
  TableView(std::ostream& out, TableStyle style) : out_(out), style_(std::move(style)) {}
  void report(const CodedReport& coded) override;

 private:
  std::ostream& out_;
  TableStyle style_;
  bool first_ = true;
};

/// Why a report gave no event: how many sentences were read, and what follows.
std::string why_no_events(const CodedReport& coded);

}  // namespace tocsin::apps
