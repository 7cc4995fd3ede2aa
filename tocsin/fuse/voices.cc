#include <algorithm>
#include <map>
#include <set>

#include "tocsin/fuse/copies.h"
#include "tocsin/fuse/credits.h"
#include "tocsin/fuse/fold.h"
#include "tocsin/fuse/incident.h"

namespace tocsin::fuse {
namespace {

/// What one report says of an incident, as far as its voice is concerned.
struct Voice {
  std::string report;
  std::string outlet;             ///< folded
  std::set<std::string> names;    ///< under which others may credit it
  std::set<std::string> credits;  ///< agencies that it credits
  std::set<std::string> sources;  ///< people that it names as its source
  const Claim* whole = nullptr;
};

bool share(const std::set<std::string>& a, const std::set<std::string>& b) {
  return std::any_of(a.begin(), a.end(),
                     [&b](const std::string& item) { return b.contains(item); });
}

bool is_one_voice(const Voice& a, const Voice& b, const Rules& rules) {
  if (!a.outlet.empty() && a.outlet == b.outlet) return true;
  if (share(a.credits, b.credits) || share(a.credits, b.names) || share(b.credits, a.names)) {
    return true;
  }
  if (share(a.sources, b.sources)) return true;
  return a.whole != nullptr && b.whole != nullptr &&
         are_copies(a.whole->copies, b.whole->copies, rules.copies);
}

std::vector<Voice> voices_of(std::span<const Evidence> claims) {
  std::map<std::string, Voice> found;
  for (const Evidence& item : claims) {
    Voice& voice = found[item.claim->report];
    voice.report = item.claim->report;
    voice.outlet = fold(item.claim->outlet);
    for (const std::string& name : credit_names(item.claim->outlet)) voice.names.insert(name);
    voice.sources.insert(item.claim->sources.begin(), item.claim->sources.end());
    if (item.report == nullptr) continue;
    voice.whole = item.report;
    voice.credits.insert(item.report->sources.begin(), item.report->sources.end());
  }
  std::vector<Voice> list;
  for (auto& [report, voice] : found) list.push_back(std::move(voice));
  return list;
}

}  // namespace

std::vector<std::vector<std::string>> voices(std::span<const Evidence> claims, const Rules& rules) {
  const std::vector<Voice> list = voices_of(claims);
  std::vector<std::size_t> group(list.size());
  for (std::size_t at = 0; at < list.size(); ++at) group[at] = at;
  for (std::size_t a = 0; a < list.size(); ++a) {
    for (std::size_t b = a + 1; b < list.size(); ++b) {
      if (group[a] == group[b] || !is_one_voice(list[a], list[b], rules)) continue;
      const auto [kept, gone] = std::minmax(group[a], group[b]);
      std::replace(group.begin(), group.end(), std::size_t{gone}, std::size_t{kept});
    }
  }
  std::map<std::size_t, std::vector<std::string>> groups;
  for (std::size_t at = 0; at < list.size(); ++at) groups[group[at]].push_back(list[at].report);
  std::vector<std::vector<std::string>> result;
  for (auto& [first, reports] : groups) result.push_back(std::move(reports));
  return result;
}

}  // namespace tocsin::fuse
