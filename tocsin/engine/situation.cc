#include "tocsin/engine/situation.h"

#include "tocsin/engine/desk.h"
#include "tocsin/fuse/claims.h"
#include "tocsin/fuse/fuser.h"

namespace tocsin::engine {

assess::Situation situation_of(std::span<const CodedReport> reports,
                               const std::filesystem::path& data_dir) {
  const fuse::Rules rules = fuse::load_rules(data_dir / "fuse");
  assess::Situation situation;
  for (const CodedReport& report : reports) {
    for (Claim& claim : fuse::claims_of(report, rules)) {
      situation.claims.push_back(std::move(claim));
    }
  }
  situation.incidents = fuse::fuse_all(situation.claims, rules);
  return situation;
}

assess::Situation situation_of(Desk& desk) {
  assess::Situation situation;
  desk.claims(Filter{}, [&](const Claim& claim) {
    situation.claims.push_back(claim);
    return true;
  });
  desk.incidents(Filter{}, [&](const Incident& incident) {
    situation.incidents.push_back(incident);
    return true;
  });
  return situation;
}

}  // namespace tocsin::engine
