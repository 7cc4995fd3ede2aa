#pragma once
/// The gazetteer for those who keep it: look up names, say why a name means a place, add places of
/// the desk's own.

#include <cstddef>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tocsin/core/filter.h"
#include "tocsin/core/frame.h"
#include "tocsin/core/report.h"
#include "tocsin/core/values.h"
#include "tocsin/engine/paths.h"

namespace tocsin::engine {

/// A file of places to take over.
struct PlaceFile {
  std::filesystem::path file;
  std::string
      format;  ///< "geonames", "pcodes", "csv", "geojson"; empty: by its name and first line
  std::filesystem::path alternate_names;       ///< of GeoNames; may be empty
  std::vector<std::string> countries;          ///< only of these; empty: all
  std::map<std::string, std::string> columns;  ///< "name" → the column or property that holds it
  std::string name;                            ///< of the table it is kept in; empty: the file's
};

/// What adding or building has made.
struct PlacesMade {
  std::filesystem::path table;  ///< that was written; empty where none was
  std::size_t added = 0;        ///< places in it
  std::filesystem::path file;   ///< the gazetteer of all additions
  std::size_t all = 0;          ///< places in that
};

/// Threads: const after construction.
class Places {
 public:
  /// Throws: Error(kGazetteerMissing, kGazetteerInvalid, kDataMissing, kDataInvalid).
  explicit Places(const Paths& paths);
  ~Places();
  Places(Places&&) noexcept;
  Places& operator=(Places&&) noexcept;

  /// Every place that bears `name`, best first, each with how its name and that agree.
  std::vector<PlaceCandidate> find(std::string_view name) const;

  /// What `name` means in a text that names `near` too; `near` may be empty.
  PlaceValue explain(std::string_view name, std::string_view near) const;

  /// What `name` means wherever the report has it, beside the places that were found in it.
  std::vector<PlaceValue> explain(std::string_view name, const Report& report,
                                  const std::vector<Mention>& found) const;

  /// The place with that id; nothing where there is none. Cost: reads every row.
  std::optional<PlaceCandidate> with_id(std::string_view id) const;

  /// Places in the circle, nearest first, at most `limit`. Cost: reads every row.
  std::vector<PlaceCandidate> within(const Circle& circle, std::size_t limit) const;

  std::size_t size() const;

 private:
  struct Resources;
  std::unique_ptr<const Resources> resources_;
};

/// The kinds of file that places can be taken from.
std::vector<std::string> place_format_names();

/// Adds one place under further `names` to the desk's own table, in the stead of one with the same
/// id; an empty id is made of its name. `place.score` and the like do not count.
/// Throws: Error(kBadValue) for a place that cannot be, Error(kNotWritable).
PlacesMade add_place(const Paths& paths, const PlaceCandidate& place, std::uint32_t population,
                     const std::vector<std::string>& names);

/// Takes a file over as a table of its own, in the stead of one of the same name.
/// Throws: Error(kFileMissing, kDataInvalid, kNotWritable).
PlacesMade add_places(const Paths& paths, const PlaceFile& file);

/// Makes the gazetteer file of the desk's tables anew. Throws: as `add_places`.
PlacesMade build_places(const Paths& paths);

}  // namespace tocsin::engine
