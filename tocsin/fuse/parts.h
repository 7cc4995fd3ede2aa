#pragma once
/// The parts of a pair's score, one function each; every part lies in [-1,1], 0 where nothing is
/// known.

#include <string_view>

#include "tocsin/core/claim.h"
#include "tocsin/fuse/rules.h"

namespace tocsin::fuse {

/// A part's value; `apart` says why the claims can never be one, empty when they can.
struct PartValue {
  double value = 0;
  std::string_view apart;
};

PartValue type_part(const Claim& a, const Claim& b, const Rules& rules);
PartValue date_part(const Claim& a, const Claim& b, const Rules& rules);
/// Whether both claims give sure days, and these follow one another.
bool are_neighbouring_days(const Claim& a, const Claim& b, const Rules& rules);

PartValue place_part(const Claim& a, const Claim& b, const Rules& rules);
PartValue actors_part(const Claim& a, const Claim& b);
PartValue counts_part(const Claim& a, const Claim& b);
PartValue target_part(const Claim& a, const Claim& b);
PartValue weapon_part(const Claim& a, const Claim& b);
PartValue hour_part(const Claim& a, const Claim& b);
PartValue wording_part(const Claim& a, const Claim& b);

/// How far two whole reports tell of one happening.
struct ReportLikeness {
  double probability = 0;
  double words = 0;  ///< the cosine of their words, in [0,1]
  double names = 0;  ///< rare words and pairs in common, in [0,1]
  double date = 0;   ///< what the days between them cost, in [-1,0]
  double ages = 0;   ///< 1 one in common, -1 none, 0 not known
  double days = 0;   ///< likewise
};
ReportLikeness report_likeness(const Claim& a, const Claim& b, const Rules& rules);

/// Great-circle distance. Units: degrees in, kilometres out.
double distance_km(const ClaimPlace& a, const ClaimPlace& b);

}  // namespace tocsin::fuse
