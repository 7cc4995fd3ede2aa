// A word counts by how often it stands in a report (damped), where (title, lead), whether it looks
// like a name, and how rare it is in its language. Rarity comes from a fixed table, so that the
// likeness of two reports depends on these two alone.
#include "tocsin/fuse/story.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <unordered_map>

#include "tocsin/fuse/fold.h"

namespace tocsin::fuse {
namespace {

struct Sum {
  double count = 0;
  double rarity = 0;
  WordKind kind = WordKind::kPlain;
};
using Sums = std::unordered_map<std::uint32_t, Sum>;

bool is_single(const FoldedWord& word) {
  return word.text.size() == 1 || (word.number && word.text.size() < 2);
}

double rarity(const FoldedWord& word, const Rules& rules) {
  if (is_single(word)) return 0;
  return word.number ? rules.report.number_rarity : rules.rarity_of(word.hash);
}

/// Adds the words of `text`, each counting `factor` times.
void add(Sums& sums, std::string_view text, double factor, const Rules& rules) {
  const std::vector<FoldedWord> words = folded_words(text);
  const ReportRules& report = rules.report;
  const std::size_t end = std::min(words.size(), report.text_words);
  for (std::size_t at = 0; at < end; ++at) {
    const FoldedWord& word = words[at];
    double count = factor * (at < report.lead_words ? report.lead_weight : 1);
    if (word.capital && !word.opens) count *= report.name_weight;
    Sum& sum = sums[word.hash];
    sum.count += count;
    sum.rarity = rarity(word, rules);
    if (!word.number && sum.rarity >= report.rare) sum.kind = WordKind::kRare;
    const bool pair = at > 0 && word.capital && !word.opens && words[at - 1].capital;
    if (!pair || is_single(word) || is_single(words[at - 1])) continue;
    Sum& both = sums[hash32(word.text, words[at - 1].hash + 1)];
    both.count += count * report.pair_weight;
    both.rarity = (rarity(word, rules) + rarity(words[at - 1], rules)) / 2;
    constexpr double kShare = 2.0 / 3;  // a common first name beside a rare one
    if (both.rarity > report.rare * kShare) both.kind = WordKind::kRarePair;
  }
}

bool is_heavier(const ClaimWord& a, const ClaimWord& b) {
  return a.weight != b.weight ? a.weight > b.weight : a.word < b.word;
}

/// Whether the words from `at` on say that the number before them is an age.
bool is_age(const std::vector<FoldedWord>& words, std::size_t at, const Rules& rules) {
  return std::any_of(
      rules.age_words.begin(), rules.age_words.end(), [&](const std::vector<std::string>& after) {
        if (at + after.size() > words.size()) return false;
        return std::equal(after.begin(), after.end(),
                          words.begin() + static_cast<std::ptrdiff_t>(at),
                          [](const std::string& a, const FoldedWord& b) { return a == b.text; });
      });
}

/// The heaviest words, of length 1 together. Weights are whole multiples of 1/65535, so that they
/// are the same after a store has kept them in two bytes.
std::vector<ClaimWord> weighted(const Sums& sums, std::size_t most) {
  std::vector<ClaimWord> words;
  for (const auto& [word, sum] : sums) {
    const double weight = std::log1p(sum.count) * sum.rarity;
    const std::uint32_t marked = (word & ~3U) | static_cast<std::uint32_t>(sum.kind);
    if (weight > 0) words.push_back({marked, static_cast<float>(weight)});
  }
  words = heaviest(std::move(words), most);
  double squares = 0;
  for (const ClaimWord& word : words) squares += static_cast<double>(word.weight) * word.weight;
  for (ClaimWord& word : words) {
    constexpr double kSteps = 65535;
    word.weight =
        static_cast<float>(std::round(word.weight / std::sqrt(squares) * kSteps) / kSteps);
  }
  std::sort(words.begin(), words.end(),
            [](const ClaimWord& a, const ClaimWord& b) { return a.word < b.word; });
  return words;
}

}  // namespace

std::vector<ClaimWord> words_of_report(const Report& report, const Rules& rules) {
  Sums sums;
  add(sums, report.title, rules.report.title_weight, rules);
  add(sums, report.text, 1, rules);
  return weighted(sums, rules.report.words);
}

std::vector<ClaimWord> words_of_sentence(std::string_view sentence, const Rules& rules) {
  constexpr std::size_t kMost = 24;
  Sums sums;
  add(sums, sentence, 1, rules);
  return weighted(sums, kMost);
}

std::vector<ClaimWord> heaviest(std::vector<ClaimWord> words, std::size_t most) {
  std::sort(words.begin(), words.end(), is_heavier);
  if (words.size() > most) words.resize(most);
  return words;
}

Common common(const std::vector<ClaimWord>& a, const std::vector<ClaimWord>& b) {
  Common found;
  for (auto left = a.begin(), right = b.begin(); left != a.end() && right != b.end();) {
    if (left->word == right->word) {
      found.cosine += static_cast<double>(left->weight) * right->weight;
      if (kind_of(left->word) == WordKind::kRare) ++found.rare;
      if (kind_of(left->word) == WordKind::kRarePair) ++found.pairs;
      ++left;
      ++right;
    } else if (left->word < right->word) {
      ++left;
    } else {
      ++right;
    }
  }
  found.cosine = std::min(found.cosine, 1.0);
  return found;
}

std::vector<std::int32_t> ages_of(const Report& report, const Rules& rules) {
  std::set<std::int32_t> ages;
  for (const std::string_view text :
       {std::string_view(report.title), std::string_view(report.text)}) {
    std::vector<FoldedWord> words = folded_words(text);
    if (words.size() > rules.report.age_words) words.resize(rules.report.age_words);
    for (std::size_t at = 0; at + 1 < words.size(); ++at) {
      if (words[at].number && words[at].text.size() <= 2 && is_age(words, at + 1, rules)) {
        ages.insert(std::stoi(words[at].text));
      }
    }
  }
  return {ages.begin(), ages.end()};
}

std::vector<Date> days_of(const Report& report, const Rules& rules) {
  std::set<Date> days;
  if (!report.published) return {};
  const std::chrono::weekday published(*report.published);
  for (const std::string_view text :
       {std::string_view(report.title), std::string_view(report.text)}) {
    std::vector<FoldedWord> words = folded_words(text);
    if (words.size() > rules.report.day_words) words.resize(rules.report.day_words);
    for (const FoldedWord& word : words) {
      const auto found = rules.weekdays.find(word.text);
      if (found == rules.weekdays.end()) continue;
      days.insert(*report.published - (published - std::chrono::weekday(found->second)));
    }
  }
  return {days.begin(), days.end()};
}

}  // namespace tocsin::fuse
