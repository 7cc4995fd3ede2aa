#include "tocsin/fuse/when.h"

#include "tocsin/core/reality.h"

namespace tocsin::fuse {
namespace {

std::int64_t days(Date date) { return date.time_since_epoch().count(); }

}  // namespace

std::optional<When> when(const Claim& claim, const DateRules& rules) {
  const bool dated = claim.date && (claim.date->start || claim.date->end);
  if (!dated) {
    if (!claim.published) return std::nullopt;
    const std::int64_t published = days(*claim.published);
    if (is_ahead(claim.reality))
      return When{published, published + rules.unstated_days, false, false};
    return When{published - rules.unstated_days, published, false, false};
  }
  const DateInterval& date = *claim.date;
  const bool said =
      claim.date_basis == DateBasis::kStated || claim.date_basis == DateBasis::kRelative;
  When when;
  when.stated = true;
  when.sure = said && date.start && date.end && claim.reality == Reality::kActual;
  if (date.start && date.end) {
    when.start = days(*date.start);
    when.end = days(*date.end);
  } else if (date.end) {
    when.end = days(*date.end);
    when.start = when.end - rules.document_days;
  } else {
    when.start = days(*date.start);
    when.end = when.start + rules.ongoing_days;
  }
  if (when.end < when.start) when.end = when.start;
  return when;
}

}  // namespace tocsin::fuse
