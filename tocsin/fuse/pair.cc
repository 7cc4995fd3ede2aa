#include "tocsin/fuse/pair.h"

#include <algorithm>
#include <utility>

#include "tocsin/core/reality.h"
#include "tocsin/fuse/claims.h"
#include "tocsin/fuse/fold.h"
#include "tocsin/fuse/parts.h"

namespace tocsin::fuse {
namespace {

double& part(PairScore& score, Part name) { return score.parts[static_cast<std::size_t>(name)]; }

PairScore score_reports(const Claim& a, const Claim& b, const Rules& rules) {
  PairScore score;
  const ReportLikeness likeness = report_likeness(a, b, rules);
  part(score, Part::kReport) = likeness.words;
  part(score, Part::kNames) = likeness.names;
  part(score, Part::kAges) = likeness.ages;
  part(score, Part::kDays) = likeness.days;
  part(score, Part::kDate) = likeness.date;
  score.score = likeness.probability;
  return score;
}

double report_part(const Evidence& a, const Evidence& b, const Rules& rules) {
  if (a.report == nullptr || b.report == nullptr || a.report == b.report) return 0;
  return report_likeness(*a.report, *b.report, rules).probability;
}

bool is_first_line(const Claim& claim) { return claim.sentence.begin == 0; }

/// Whether one of two claims is the headline of what the other tells.
bool is_headline(const Claim& a, const Claim& b, const JoiningRules& joining) {
  if (is_first_line(a) == is_first_line(b)) return false;
  return std::max(a.sentence.begin, b.sentence.begin) <= joining.headline_bytes;
}

/// Whether the sentence says before the event that it is another one: "in a separate incident".
bool is_told_as_another(const Claim& claim, const Rules& rules) {
  const std::uint32_t before = claim.trigger.begin - claim.sentence.begin;
  if (claim.trigger.begin < claim.sentence.begin || before > claim.sentence_text.size())
    return false;
  const auto words = folded_words(std::string_view(claim.sentence_text).substr(0, before));
  return std::any_of(words.begin(), words.end(), [&](const FoldedWord& word) {
    return rules.another_words.contains(word.text);
  });
}

/// What is added for two claims of one report.
double one_report(const Claim& a, const Claim& b, const PairScore& score, const Rules& rules) {
  const JoiningRules& joining = rules.joining;
  const auto value = [&score](Part name) { return score.parts[static_cast<std::size_t>(name)]; };
  // The place and day of a headline are often no more than those of the report.
  const auto waived = [&](Part name) {
    return -std::min(0.0, value(name)) * rules.weights[static_cast<std::size_t>(name)];
  };
  const double base = joining.same_report;
  if (a.reality != b.reality || value(Part::kType) <= 0 || value(Part::kTarget) < 0 ||
      value(Part::kHour) < 0)
    return base;
  const Claim& first = is_first_line(a) ? a : b;
  const bool dated =
      first.date_basis == DateBasis::kStated || first.date_basis == DateBasis::kRelative;
  if (is_headline(a, b, joining) && !dated) {
    return base + joining.headline + waived(Part::kPlace) + waived(Part::kDate);
  }
  const bool same = a.type == b.type && a.mode == b.mode;
  if (!same || value(Part::kDate) < 0 || (a.place && b.place)) return base;
  const Claim& later = a.trigger < b.trigger ? b : a;
  if (a.sentence != b.sentence && is_told_as_another(later, rules)) return base;
  return base + joining.retold;
}

/// Whether one claim announces what the other, published no earlier, tells as done or as not done.
bool is_announced(const Claim& a, const Claim& b, const PairScore& score) {
  if (is_ahead(a.reality) == is_ahead(b.reality) || a.type != b.type || a.mode != b.mode ||
      a.mode.empty()) {
    return false;
  }
  const Claim& plan = is_ahead(a.reality) ? a : b;
  const Claim& deed = is_ahead(a.reality) ? b : a;
  if (!plan.published || !deed.published || *deed.published < *plan.published) return false;
  const auto value = [&score](Part name) { return score.parts[static_cast<std::size_t>(name)]; };
  constexpr double kSomeWords = 0.1;
  return value(Part::kDate) >= 0 && value(Part::kPlace) >= 0 && value(Part::kActors) >= 0 &&
         (value(Part::kPlace) > 0 || value(Part::kActors) > 0 ||
          value(Part::kWording) > kSomeWords);
}

/// Whether two claims have more in common than their type and a stretch of days: reports of one
/// situation are alike whatever they tell of.
bool has_own_likeness(const PairScore& score) {
  const auto value = [&score](Part name) { return score.parts[static_cast<std::size_t>(name)]; };
  constexpr double kSomeWords = 0.15;
  constexpr double kOneDay = 0.6;
  constexpr double kSamePlace = 0.2;
  return value(Part::kDate) >= kOneDay || value(Part::kPlace) >= kSamePlace ||
         value(Part::kActors) > 0 || value(Part::kCounts) > 0 || value(Part::kTarget) > 0 ||
         value(Part::kWeapon) > 0 || value(Part::kHour) > 0 || value(Part::kWording) >= kSomeWords;
}

/// A plan without a day, and a deed of another mode: "vehicles would be burned", and a bomb.
bool is_announced_otherwise(const Claim& a, const Claim& b) {
  if (is_ahead(a.reality) == is_ahead(b.reality) || a.type != b.type || a.mode == b.mode)
    return false;
  const Claim& plan = is_ahead(a.reality) ? a : b;
  return !plan.date && !a.mode.empty() && !b.mode.empty();
}

/// What one denies and the other tells as done, in another way: "there was no such operation", and
/// the pipeline that was blown up.
bool is_denied_otherwise(const Claim& a, const Claim& b) {
  const auto is = [&](Reality one, Reality other) {
    return a.reality == one && b.reality == other;
  };
  if (!is(Reality::kDenied, Reality::kActual) && !is(Reality::kActual, Reality::kDenied)) {
    return false;
  }
  return a.type != b.type || (a.mode != b.mode && !a.mode.empty() && !b.mode.empty());
}

}  // namespace

PairScore score_pair(const Evidence& a, const Evidence& b, const Rules& rules) {
  if (b.claim->event < a.claim->event) return score_pair(b, a, rules);
  const Claim& left = *a.claim;
  const Claim& right = *b.claim;
  if (is_whole_report(left) != is_whole_report(right)) {
    PairScore score;
    score.apart = "a whole report and an event";
    return score;
  }
  if (is_whole_report(left)) return score_reports(left, right, rules);
  const std::array<std::pair<Part, PartValue>, kEventPartCount - 1> values = {
      {{Part::kType, type_part(left, right, rules)},
       {Part::kDate, date_part(left, right, rules)},
       {Part::kPlace, place_part(left, right, rules)},
       {Part::kActors, actors_part(left, right)},
       {Part::kCounts, counts_part(left, right)},
       {Part::kTarget, target_part(left, right)},
       {Part::kWeapon, weapon_part(left, right)},
       {Part::kHour, hour_part(left, right)},
       {Part::kWording, wording_part(left, right)}}};
  PairScore score;
  for (const auto& [name, value] : values) {
    part(score, name) = value.value;
    if (score.apart.empty()) score.apart = value.apart;
  }
  if (score.apart.empty() && left.report == right.report && part(score, Part::kTarget) < 0) {
    score.apart = "one report tells of two targets";
  }
  constexpr double kSomeWords = 0.15;
  const bool has_nothing_alike = part(score, Part::kCounts) <= 0 && part(score, Part::kHour) <= 0 &&
                                 part(score, Part::kWording) < kSomeWords;
  const bool is_only_near = part(score, Part::kPlace) > 0 && part(score, Part::kPlace) < 1;
  if (score.apart.empty() && part(score, Part::kTarget) < 0 && has_nothing_alike && is_only_near) {
    score.apart = "two targets in two places";
  }
  if (score.apart.empty() && is_announced_otherwise(left, right)) {
    score.apart = "announced in another way than it was done";
  }
  if (score.apart.empty() && is_denied_otherwise(left, right)) {
    score.apart = "denied in another way than it was done";
  }
  // A night has two dates; but then something else must say that it is one.
  const bool agree = part(score, Part::kCounts) == 1 || part(score, Part::kTarget) > 0 ||
                     part(score, Part::kHour) > 0;
  if (score.apart.empty() && !agree && part(score, Part::kDate) < 0 &&
      are_neighbouring_days(left, right, rules)) {
    score.apart = "a day apart and nothing that says it is one";
  }
  for (std::size_t at = 0; at < kEventPartCount; ++at) {
    score.score += rules.weights[at] * score.parts[at];
  }
  // How alike the reports are matters only to claims that have something in common themselves.
  if (score.score > 0 && has_own_likeness(score)) {
    part(score, Part::kReport) = report_part(a, b, rules);
    score.score +=
        rules.weights[static_cast<std::size_t>(Part::kReport)] * part(score, Part::kReport);
  }
  if (is_announced(left, right, score)) score.score += rules.joining.announced;
  if (left.report == right.report) score.score += one_report(left, right, score, rules);
  return score;
}

Join to_join(const Claim& a, const Claim& b, const PairScore& score) {
  Join join;
  join.a = std::min(a.event, b.event);
  join.b = std::max(a.event, b.event);
  join.score = score.score;
  for (std::size_t at = 0; at < kPartCount; ++at) {
    if (score.parts[at] == 0) continue;
    join.parts.emplace_back(part_name(static_cast<Part>(at)), score.parts[at]);
  }
  return join;
}

bool is_tie(const Claim& claim, const PairScore& score, const Rules& rules) {
  const double least = is_whole_report(claim) ? rules.report.threshold : rules.joining.threshold;
  return score.apart.empty() && score.score >= least;
}

std::optional<Join> join(const Evidence& a, const Evidence& b, const Rules& rules) {
  const PairScore score = score_pair(a, b, rules);
  if (!is_tie(*a.claim, score, rules)) return std::nullopt;
  return to_join(*a.claim, *b.claim, score);
}

}  // namespace tocsin::fuse
