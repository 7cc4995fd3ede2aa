#include "tocsin/assess/caveats.h"

#include <algorithm>
#include <set>

#include "tocsin/assess/history.h"
#include "tocsin/assess/svg.h"

namespace tocsin::assess {
namespace {

double share(std::size_t part, std::size_t all) {
  return all > 0 ? static_cast<double>(part) / static_cast<double>(all) : 0;
}

std::string percent(double value) { return std::to_string(static_cast<int>(100 * value + 0.5)); }

struct Tally {
  std::set<std::string> voices;
  std::set<std::string> reports;
  std::size_t single = 0;
  std::size_t unplaced = 0;
  std::size_t undated = 0;
  std::optional<Date> last;
};

Tally tally(const std::vector<const Deed*>& used) {
  Tally result;
  for (const Deed* deed : used) {
    std::set<std::string> voices;
    for (const Claim* claim : deed->claims) {
      voices.insert(voice_of(*claim));
      result.reports.insert(claim->report);
      if (claim->published && (!result.last || *claim->published > *result.last)) {
        result.last = claim->published;
      }
    }
    result.single +=
        (deed->incident != nullptr ? deed->voices : static_cast<int>(voices.size())) < 2;
    result.voices.insert(voices.begin(), voices.end());
    result.unplaced += deed->unplaced ? 1 : 0;
    result.undated += deed->undated ? 1 : 0;
  }
  return result;
}

}  // namespace

std::string counted(std::size_t number, std::string_view one, std::string_view many) {
  return std::to_string(number) + " " + std::string(number == 1 ? one : many);
}

std::vector<std::string> caveats(const std::vector<const Deed*>& used, const Question& question,
                                 const CaveatRules& rules) {
  if (used.empty()) {
    return {"no report tells of the area in these " + std::to_string(question.window_days) +
            " days: this says that nothing was read, not that nothing happened"};
  }
  const Tally found = tally(used);
  std::vector<std::string> lines;
  if (found.voices.size() < static_cast<std::size_t>(rules.few_voices)) {
    lines.push_back("all evidence comes from " +
                    counted(found.voices.size(), "independent source", "independent sources") +
                    " (" + counted(found.reports.size(), "report", "reports") + ")");
  }
  const double single = share(found.single, used.size());
  if (single >= rules.single_source_share) {
    lines.push_back(percent(single) + " % of the happenings rest on a single source (" +
                    std::to_string(found.single) + " of " + std::to_string(used.size()) + ")");
  }
  if (found.last) {
    const int age = days_between(*found.last, question.as_of);
    if (age > rules.old_days) {
      lines.push_back("the last report is " + std::to_string(age) + " days old (" +
                      to_string(*found.last) + ")");
    }
  } else {
    lines.push_back("no report has a date of publication");
  }
  if (share(found.unplaced, used.size()) >= rules.unplaced_share) {
    lines.push_back(std::to_string(found.unplaced) + " of " + std::to_string(used.size()) +
                    " happenings name no place and are taken as in the area, as most of their "
                    "reports' other happenings are");
  }
  if (found.undated > 0) {
    lines.push_back(counted(found.undated, "happening has", "happenings have") +
                    " no date and is taken as current");
  }
  return lines;
}

}  // namespace tocsin::assess
