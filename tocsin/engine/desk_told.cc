#include <algorithm>

#include "tocsin/engine/desk.h"
#include "tocsin/fuse/claims.h"
#include "tocsin/fuse/pair.h"

namespace tocsin::engine {
namespace {

bool is_sure_day(const Claim& claim) {
  const bool is_told =
      claim.date_basis == DateBasis::kStated || claim.date_basis == DateBasis::kRelative;
  return is_told && claim.date && claim.date->start && claim.date->start == claim.date->end;
}

}  // namespace

double Desk::told_by_others(const CodedReport& coded) {
  constexpr std::size_t kMostCompared = 400;  // claims near one day
  double told = 0;
  for (const Claim& claim : fuse::claims_of(coded, rules())) {
    if (fuse::is_whole_report(claim) || !is_sure_day(claim)) continue;
    Filter filter;
    filter.from = filter.to = claim.date->start;
    std::size_t compared = 0;
    double best = 0;
    claims(filter, [&](const Claim& other) {
      if (other.report == claim.report || !is_sure_day(other)) return true;
      const fuse::PairScore score = fuse::score_pair({&claim, nullptr}, {&other, nullptr}, rules());
      if (fuse::is_tie(claim, score, rules())) best = std::max(best, score.score);
      return ++compared < kMostCompared;
    });
    told += best;
  }
  return told;
}

}  // namespace tocsin::engine
