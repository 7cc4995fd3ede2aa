#pragma once
/// How tense the areas of a desk are, from one look at all of it.

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "tocsin/assess/track_record.h"
#include "tocsin/core/assessment.h"

namespace tocsin::engine {

class Desk;

/// Threads: const after construction.
class Outlook {
 public:
  /// Looks at all claims and incidents of the desk.
  ///
  /// Throws: Error(kDataMissing, kDataInvalid).
  /// Cost:   memory and time for the whole desk.
  Outlook(Desk& desk, const std::filesystem::path& data_dir);
  ~Outlook();
  Outlook(Outlook&&) noexcept;
  Outlook& operator=(Outlook&&) noexcept;

  /// Ids of the levels, lowest first.
  std::vector<std::string> ladder() const;

  /// The assessment of an area on a day: "area:SYR/Daraa", or a name or id as the filter takes it,
  /// or "LAT,LON,KM".
  Assessment assess(const std::string& area, Date as_of) const;

  /// How the area's chances of escalation turned out in the two years before `as_of`.
  ///
  /// Cost: up to twelve times an assessment.
  std::optional<assess::TrackRecord> track_record(const std::string& area, Date as_of) const;

 private:
  struct State;
  assess::Question question(const std::string& area, Date as_of) const;
  std::unique_ptr<const State> state_;
};

/// What the filter and the assessment call the area of an id such as "area:SYR/Daraa": its last
/// name; anything else as it is.
std::string area_name(const std::string& id);

}  // namespace tocsin::engine
