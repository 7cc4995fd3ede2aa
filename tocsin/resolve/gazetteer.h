#pragma once
/// The gazetteer: every place that the engine knows by name, looked up in a mapped file, and in a
/// second one of the desk's own additions, which win.

#include <array>
#include <cstdint>
#include <filesystem>
#include <optional>
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
  bool is_own = false;  ///< an addition of the desk's own, and no entry of a wider gazetteer
};

/// Threads: const after construction; one may serve any number of threads.
class Gazetteer {
 public:
  /// The gazetteer in file `path`.
  /// Throws: Error(kGazetteerMissing), Error(kGazetteerInvalid). Cost: some milliseconds.
  static Gazetteer open(const std::filesystem::path& path);

  /// The same with the additions of a second file: where both know a place, that of `additions`
  /// stands for both. Throws: as `open`.
  static Gazetteer open(const std::filesystem::path& path, const std::filesystem::path& additions);

  /// Every place that bears `name`, folded: each place once, with its best match. Names that differ
  /// by articles or spelling are looked at only where no place bears the name itself or only by
  /// its adjective. In order of match, then population (falling), then row.
  /// Throws: Error(kGazetteerInvalid) where the file turns out to be damaged.
  std::vector<PlaceRow> find(std::string_view name) const;

  /// As `find`, but places with other articles or spellings always follow the exact ones.
  std::vector<PlaceRow> find_loosely(std::string_view name) const;

  /// The place with people nearest to a point, no farther than `within_km`.
  /// Returns: nothing where there is none. Cost: reads every row, some milliseconds.
  std::optional<PlaceRow> nearest(double lat, double lon, double within_km) const;

  std::uint32_t size() const { return own_begin_ + (own_ ? own_->row_count : 0); }
  PlaceRow row(std::uint32_t number) const;
  const NameFolding& folding() const { return folding_; }

  /// Compares the checksums of the whole files. Throws: Error(kGazetteerInvalid).
  void verify() const;

 private:
  struct Index {
    std::string_view keys;
    std::string_view refs;
  };

  enum Names : std::uint8_t { kExact, kStripped, kSkeletons, kConsonants };

  /// One mapped file.
  struct Layer {
    explicit Layer(GazetteerFile mapped);
    std::string_view text(std::uint32_t offset) const;
    PlaceRow row(std::uint32_t number) const;

    GazetteerFile file;
    std::string_view rows;
    std::array<Index, 4> names;  ///< by Names
    std::string_view strings;
    std::uint32_t row_count = 0;
  };

  explicit Gazetteer(GazetteerFile file, std::optional<GazetteerFile> additions = {});
  static void look_up(const Layer& layer, std::uint32_t begin, Names names, std::string_view key,
                      NameMatch floor, std::vector<PlaceRow>& found);
  void look_up(Names names, std::string_view key, NameMatch floor,
               std::vector<PlaceRow>& found) const;
  static void settle(std::vector<PlaceRow>& rows, std::uint32_t own_begin);

  Layer base_;
  std::optional<Layer> own_;
  std::uint32_t own_begin_ = 0;  ///< number of the first row of `own_`
  NameFolding folding_;
};

}  // namespace tocsin::resolve
