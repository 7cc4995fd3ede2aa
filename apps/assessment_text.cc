#include "apps/assessment_text.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "apps/styled_text.h"
#include "apps/terminal.h"

namespace tocsin::apps {
namespace {

constexpr std::size_t kSentences = 3;  // of an indicator, without --why

std::string number(double value, const char* pattern = "%.1f") {
  char text[64];
  std::snprintf(text, sizeof text, pattern, value);
  return text;
}

std::string paragraph(std::string_view words, std::size_t indent, int width) {
  const std::string margin(indent, ' ');
  Layout layout;
  layout.width = width;
  layout.first = margin;
  layout.rest = margin;
  return wrapped(words_of(shown(words)), layout);
}

std::string quoted(const Evidence& evidence) {
  return "“" + isolated(evidence.sentence_text) + "” ";
}

std::string source(const Evidence& evidence) {
  return "(" + evidence.report + (evidence.date ? ", " + to_string(*evidence.date) : "") + ")";
}

std::string indicator_text(const IndicatorState& state, int width) {
  std::string text = "  " + number(state.weight, "%+5.1f") + "  " + state.name + "\n";
  std::size_t count = 0;
  for (const Evidence& each : state.evidence) {
    if (count++ == kSentences) break;
    text += paragraph(quoted(each) + source(each), 9, width);
  }
  if (state.evidence.size() > kSentences) {
    text += std::string(9, ' ') + "and " + std::to_string(state.evidence.size() - kSentences) +
            " more (--why)\n";
  }
  return text;
}

std::string listed(const std::string& title, const std::vector<std::string>& lines, int width) {
  if (lines.empty()) return {};
  std::string text = "\n" + title + "\n";
  for (const std::string& line : lines) text += paragraph("· " + line, 2, width);
  return text;
}

std::string indicators_text(const Assessment& assessment, bool raises, int width) {
  std::string text;
  for (const IndicatorState& each : assessment.indicators) {
    if (each.raises == raises) text += indicator_text(each, width);
  }
  if (text.empty()) return {};
  return (raises ? "\nWhat raises it\n" : "\nWhat eases it\n") + text;
}

std::string chance(const char* span, const Probability& probability) {
  return std::string("  ") + span + "  " + number(100 * probability.p, "%.0f") + " %  (" +
         number(100 * probability.low, "%.0f") + " to " + number(100 * probability.high, "%.0f") +
         " %)\n";
}

std::string forecast_text(const std::optional<Forecast>& forecast) {
  if (!forecast) return {};
  std::string text = "\nChance of escalation\n" +
                     chance("within 7 days ", forecast->within_7_days) +
                     chance("within 30 days", forecast->within_30_days) +
                     "  deaths to expect in 30 days: " + number(forecast->expected_deaths_30_days);
  if (!forecast->death_quantiles.empty()) {
    text += " (" + number(100 * forecast->death_quantiles.front().first, "%.0f") + " % chance of " +
            number(forecast->death_quantiles.front().second, "%.0f") + " or fewer, " +
            number(100 - 100 * forecast->death_quantiles.back().first, "%.0f") +
            " % of more than " + number(forecast->death_quantiles.back().second, "%.0f") + ")";
  }
  return text + "\n";
}

std::string baseline_text(const std::optional<Baseline>& baseline) {
  if (!baseline) return {};
  std::string text =
      "\nAgainst its own past of " + std::to_string(baseline->days_of_history) + " days\n";
  for (const Surprise& each : baseline->families) {
    text += "  " + each.family + ": " + std::to_string(each.observed) + ", expected " +
            number(each.expected) + ", chance of as many " +
            number(100 * each.tail_probability, "%.1f") + " %" +
            (each.change_point ? ", changed about " + to_string(*each.change_point) : "") + "\n";
  }
  return text;
}

void add_reason(const Reason& reason, std::size_t depth, int width, std::string& text) {
  text += paragraph(reason.text, 2 * depth, width);
  for (const Evidence& each : reason.evidence) {
    text += paragraph(quoted(each) + source(each) + " " + number(each.weight, "%.2f"),
                      2 * depth + 4, width);
  }
  for (const Reason& part : reason.parts) add_reason(part, depth + 1, width, text);
}

}  // namespace

std::string assessment_text(const Assessment& assessment, int width) {
  constexpr const char* kArrows[] = {"↓ down", "→ flat", "↑ up"};
  std::string text = (assessment.area.empty() ? "" : shown(assessment.area) + " · ") +
                     to_string(assessment.as_of) + " · " + assessment.level + " · " +
                     kArrows[static_cast<int>(assessment.trend)] + "\n";
  text += indicators_text(assessment, true, width);
  text += indicators_text(assessment, false, width);
  text += listed("What would raise it", assessment.would_raise, width);
  text += listed("What would lower it", assessment.would_lower, width);
  text += baseline_text(assessment.baseline);
  text += forecast_text(assessment.forecast);
  return text + listed("Caveats", assessment.caveats, width);
}

std::string reasons_text(const Reason& reason, int width) {
  std::string text;
  add_reason(reason, 0, width, text);
  return text;
}

}  // namespace tocsin::apps
