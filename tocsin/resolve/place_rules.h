#pragma once
/// How languages speak of places: type words, directions, and the words between a thing and its
/// place, read from data/lang/<language>/place.toml.

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "tocsin/resolve/place_coordinates.h"

namespace tocsin::resolve {

/// What the words beside a name say that the place is. The names are keys of [types].
enum class PlaceType : std::uint8_t {
  kNone,
  kTown,
  kQuarter,
  kDistrict,
  kProvince,
  kArea,
  kCountry,
  kFacility,
  kNature,
  kBorder
};

using Phrases = std::set<std::string, std::less<>>;
template <typename T>
using PhraseMap = std::map<std::string, T, std::less<>>;

/// All phrases are folded as the gazetteer folds names.
struct PlaceWords {
  Phrases articles;                             ///< "the": says nothing
  Phrases inside;                               ///< "in": what follows holds it
  Phrases near;                                 ///< "close to"
  Phrases away;                                 ///< "to": what follows lies elsewhere
  Phrases joiners;                              ///< "and"
  Phrases parts;                                ///< "downtown": a part of the name
  Phrases focus;                                ///< "there": the place in focus
  PhraseMap<PlaceType> types;                   ///< "governorate"
  PhraseMap<double> bearings;                   ///< degrees from north, clockwise
  PhraseMap<double> units_m;                    ///< metres
  PhraseMap<double> numbers;                    ///< "eight"
  Phrases roads;                                ///< "highway": may run between two places
  Phrases road_words;                           ///< "linking": between such a word and its places
  Phrases point_words;                          ///< "grid": between a place and its point
  Phrases described;                            ///< "lies": between a place and where it is
  std::shared_ptr<const PointPatterns> points;  ///< how points are written; null: not at all
  std::vector<std::string> prefixes;            ///< written together with a name
  std::vector<std::pair<std::string, std::string>> contracted;  ///< prefix, what it stands before
  std::size_t longest = 1;                                      ///< words in the longest phrase
};

/// Threads: const after construction.
class PlaceRules {
 public:
  /// The rules of every folder under `data_dir`/lang that has a place.toml, folded by
  /// `data_dir`/gazetteer/transliteration.toml.
  /// Throws: Error(kDataMissing), Error(kDataInvalid).
  static PlaceRules load(const std::filesystem::path& data_dir);

  const PlaceWords& words() const { return words_; }

 private:
  PlaceWords words_;
};

}  // namespace tocsin::resolve
