#pragma once
/// Points that a text gives itself: decimal degrees, degrees with minutes and seconds, MGRS.

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "tocsin/core/span.h"

namespace re2 {
class RE2;
}

namespace tocsin::resolve {

/// The words of all languages for the four sides of the compass, as they stand beside degrees.
struct CompassWords {
  std::vector<std::string> north;
  std::vector<std::string> south;
  std::vector<std::string> east;
  std::vector<std::string> west;
};

/// A point with the words that give it.
struct TextPoint {
  Span span;
  double lat = 0;  ///< degrees, WGS 84
  double lon = 0;
  double radius_km = 0;  ///< as far as the last digit may be off
};

/// Threads: const after construction.
class PointPatterns {
 public:
  explicit PointPatterns(const CompassWords& compass);
  ~PointPatterns();

  /// The points in `text`, in its order, never overlapping. Digits of any script are read. Bare
  /// pairs of numbers count only with three digits or more behind both points.
  /// Cost: linear in the text.
  /// Source: NGA, military grid reference system; GeographicLib.
  std::vector<TextPoint> find(std::string_view text) const;

 private:
  std::unique_ptr<re2::RE2> decimal_;
  std::unique_ptr<re2::RE2> named_decimal_;
  std::unique_ptr<re2::RE2> sexagesimal_;
  std::unique_ptr<re2::RE2> sexagesimal_before_;
  std::unique_ptr<re2::RE2> mgrs_;
  CompassWords compass_;
};

}  // namespace tocsin::resolve
