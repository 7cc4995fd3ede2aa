#include "apps/table_view.h"

#include <algorithm>
#include <utility>

#include "apps/event_lines.h"
#include "apps/marked_sentence.h"
#include "apps/terminal.h"

namespace tocsin::apps {
namespace {

std::string counted(std::size_t number, std::string_view noun) {
  return std::to_string(number) + " " + std::string(noun) + (number == 1 ? "" : "s");
}

// "read in the text: “June 28, 2021”"
std::string published_basis(const CodedReport& coded) {
  switch (coded.report.published_basis) {
    case PublishedBasis::kGiven:
      return "given with the input";
    case PublishedBasis::kPage:
      return "from the page";
    case PublishedBasis::kFile:
      return "from the file's name";
    case PublishedBasis::kText: {
      const std::string words = shown(slice(coded.report.text, coded.published_evidence));
      return words.empty() ? "read in the text" : "read in the text: “" + isolated(words) + "”";
    }
    case PublishedBasis::kContext:
      return "from the reports beside it";
    case PublishedBasis::kNone:
      break;
  }
  return "";
}

std::string published_line(const CodedReport& coded) {
  const Report& report = coded.report;
  std::string line = "published ";
  if (report.published) {
    line += to_string(*report.published) + " (" + published_basis(coded) + ")";
  } else {
    line += "on an unknown day";
  }
  line += " · language " + (coded.language.empty() ? "unknown" : coded.language);
  line += " · source " +
          (report.source.empty() ? std::string("unknown") : isolated(shown(report.source)));
  return line + " · " + counted(coded.events.size(), "event") + " in " +
         counted(coded.sentences_read, "sentence");
}

// Writes one report.
class ReportView {
 public:
  ReportView(std::ostream& out, const TableStyle& style, const CodedReport& coded)
      : out_(out), style_(style), coded_(coded) {}

  void write() {
    header();
    if (coded_.events.empty())
      paragraph(words_of(why_no_events(coded_), Ink::kWarning), "  ", "  ");
    for (const Event& each : coded_.events) event(each);
    notes();
  }

 private:
  void header() {
    const Report& report = coded_.report;
    std::vector<Word> words = words_of(isolated(shown(report.id)), Ink::kBold);
    if (!report.title.empty()) append(words, words_of("· " + isolated(shown(report.title))));
    paragraph(words, "■ ", "  ");
    paragraph(words_of(published_line(coded_), Ink::kDim), "  ", "  ");
    if (style_.detail == exports::Detail::kExplained && !coded_.published_reason.empty()) {
      paragraph(words_of("why: " + with_isolated_quotes(shown(coded_.published_reason)), Ink::kDim),
                "  ", "       ");
    }
  }

  void event(const Event& event) {
    out_ << "\n";
    paragraph(heading_of(event), "", "    ");
    sentence(event);
    for (const EventLine& line : lines_of(coded_, event, style_.detail)) {
      std::string label = line.label;
      label.resize(std::max(kLabelWidth, label.size() + 1), ' ');
      paragraph(line.words, "    " + label, kLineIndent, Ink::kDim);
    }
  }

  void sentence(const Event& event) {
    const std::vector<Word> words =
        marked_sentence(coded_.report.text, event.sentence, marks_of(event));
    if (words.empty()) return;
    Layout layout = layout_of("    ", "    ");
    layout.right_to_left = starts_right_to_left(slice(coded_.report.text, event.sentence));
    out_ << wrapped(words, layout);
  }

  void notes() {
    bool any = false;
    for (const Diagnostic& each : coded_.diagnostics) {
      if (std::find(style_.told.begin(), style_.told.end(), each.code) != style_.told.end())
        continue;
      if (!std::exchange(any, true)) out_ << "\n";
      note(each);
    }
  }

  void note(const Diagnostic& diagnostic) {
    std::vector<Word> words = words_of(with_isolated_quotes(shown(diagnostic.message)), Ink::kDim);
    const std::string where = shown(slice(coded_.report.text, diagnostic.span));
    if (!where.empty()) append(words, words_of("— “" + isolated(where) + "”", Ink::kDim));
    paragraph(words, "  note: ", "        ", Ink::kWarning);
  }

  Layout layout_of(std::string first, std::string rest) const {
    return {style_.width, std::move(first), std::move(rest), style_.colour};
  }

  void paragraph(const std::vector<Word>& words, std::string first, std::string rest,
                 Ink first_ink = Ink::kPlain) {
    Layout layout = layout_of(std::move(first), std::move(rest));
    layout.first_ink = first_ink;
    out_ << wrapped(words, layout);
  }

  static constexpr std::size_t kLabelWidth = 11;
  static constexpr const char* kLineIndent = "               ";

  std::ostream& out_;
  const TableStyle& style_;
  const CodedReport& coded_;
};

}  // namespace

std::string why_no_events(const CodedReport& coded) {
  std::string text = "0 events: ";
  if (coded.sentences_read == 0) return text + "the report holds no sentence.";
  for (const Diagnostic& each : coded.diagnostics) {
    if (each.code == "below_min_confidence") return text + shown(each.message);
  }
  return text + counted(coded.sentences_read, "sentence") +
         " read; the reader found no event of the codebook.";
}

void TableView::report(const CodedReport& coded) {
  if (!std::exchange(first_, false)) out_ << "\n";
  ReportView(out_, style_, coded).write();
}

}  // namespace tocsin::apps
