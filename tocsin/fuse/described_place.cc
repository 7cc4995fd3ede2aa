#include "tocsin/fuse/described_place.h"

#include <algorithm>

#include "tocsin/fuse/claims.h"
#include "tocsin/fuse/parts.h"

namespace tocsin::fuse {
namespace {

/// Whether all names of one claim are among those of the other: "Tall" alone is not Tall al-Narinj.
bool share_names(const Claim& a, const Claim& b) {
  return std::includes(a.places.begin(), a.places.end(), b.places.begin(), b.places.end()) ||
         std::includes(b.places.begin(), b.places.end(), a.places.begin(), a.places.end());
}

}  // namespace

bool lacks_place(const Claim& claim) { return !claim.places.empty() && !is_described(claim.place); }

std::optional<ClaimPlace> described_place(const Claim& claim, std::span<const Claim> others) {
  constexpr double kAgreeKm = 15;
  const Claim* first = nullptr;
  std::vector<const Claim*> telling;
  for (const Claim& other : others) {
    if (!is_described(other.place) || other.places.empty() || !share_names(claim, other)) continue;
    telling.push_back(&other);
    if (first == nullptr || other.event < first->event) first = &other;
  }
  if (first == nullptr) return std::nullopt;
  const bool agree = std::all_of(telling.begin(), telling.end(), [&](const Claim* other) {
    return distance_km(*other->place, *first->place) <= kAgreeKm;
  });
  if (!agree) return std::nullopt;
  // "At Umm Laham, on the Kutum road": a hamlet near the town that is told beside it.
  constexpr double kBesideKm = 60;
  const bool is_beside = !claim.place || distance_km(*claim.place, *first->place) <=
                                             kBesideKm + claim.place->radius_km;
  if (!is_beside) return std::nullopt;
  ClaimPlace place = *first->place;
  place.is_inferred = true;
  return place;
}

}  // namespace tocsin::fuse
