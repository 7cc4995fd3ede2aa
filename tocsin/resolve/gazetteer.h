#pragma once
/// The gazetteer: every place that the engine knows by name, looked up in one mapped file.

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "tocsin/resolve/gazetteer_file.h"
#include "tocsin/resolve/gazetteer_fold.h"

namespace tocsin::resolve {

/// How the name that was asked for and a name of the place agree, best first.
enum class NameMatch : std::uint8_t {
  kPrimary,     ///< the chief name, folded
  kAlternate,   ///< one of its other names, folded
  kStripped,    ///< alike but for articles
  kSkeleton,    ///< another spelling of an Arabic name in Latin letters
  kConsonants,  ///< an Arabic name whose consonants are those of one known only in Latin letters
  kAdjective,   ///< the name of its people or its adjective: "Syrian"
};

/// One entry. The views point into the gazetteer and live as long as it does.
struct PlaceRow {
  std::uint32_t number = 0;  ///< of the row in the file
  std::string_view id;       ///< "geonames:170905", "supplement:golan", "ucdp:…"
  std::string_view name;
  std::string_view country;  ///< ISO 3166 alpha-3; empty for seas and the like
  std::string_view admin1;
  std::string_view admin2;
  std::string_view feature;  ///< GeoNames feature code
  double lat = 0;            ///< degrees, WGS 84
  double lon = 0;
  std::uint32_t population = 0;
  double radius_km = 0;
  NameMatch match = NameMatch::kPrimary;
};

/// Threads: const after construction; one may serve any number of threads.
class Gazetteer {
 public:
  /// The gazetteer in file `path`.
  /// Throws: Error(kGazetteerMissing), Error(kGazetteerInvalid). Cost: some milliseconds.
  static Gazetteer open(const std::filesystem::path& path);

  /// Every place that bears `name`, folded: each place once, with its best match. Names that differ
  /// by articles or spelling are looked at only where no place bears the name itself or only by
  /// its adjective. In order of match, then population (falling), then row.
  /// Throws: Error(kGazetteerInvalid) where the file turns out to be damaged.
  std::vector<PlaceRow> find(std::string_view name) const;

  /// As `find`, but places with other articles or spellings always follow the exact ones.
  std::vector<PlaceRow> find_loosely(std::string_view name) const;

  std::uint32_t size() const { return row_count_; }
  PlaceRow row(std::uint32_t number) const;
  const NameFolding& folding() const { return folding_; }

  /// Compares the checksum of the whole file. Throws: Error(kGazetteerInvalid).
  void verify() const { file_.verify(); }

 private:
  struct Index {
    std::string_view keys;
    std::string_view refs;
  };

  explicit Gazetteer(GazetteerFile file);
  std::string_view text(std::uint32_t offset) const;
  void look_up(const Index& index, std::string_view key, NameMatch floor,
               std::vector<PlaceRow>& found) const;

  GazetteerFile file_;
  NameFolding folding_;
  std::string_view rows_;
  Index exact_;
  Index stripped_;
  Index skeletons_;
  Index consonants_;
  std::string_view strings_;
  std::uint32_t row_count_ = 0;
};

}  // namespace tocsin::resolve
