#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "tocsin/core/error.h"
#include "tocsin/resolve/gazetteer.h"
#include "tocsin/resolve/gazetteer_rules.h"
#include "tocsin/resolve/gazetteer_sources.h"
#include "tocsin/resolve/gazetteer_write.h"

namespace tocsin::resolve {
namespace {

namespace fs = std::filesystem;

const fs::path kRoot = TOCSIN_SOURCE_DIR;
const fs::path kSample = kRoot / "tests/fixtures/gazetteer/sample.tgaz";

/// A folder for the files of one test, gone when it ends.
class Folder {
 public:
  Folder() : path_(fs::temp_directory_path() / ("tocsin-additions-" + std::to_string(counter_++))) {
    fs::remove_all(path_);
    fs::create_directories(path_);
  }
  ~Folder() { fs::remove_all(path_); }
  fs::path write(const std::string& name, const std::string& bytes) const {
    std::ofstream(path_ / name, std::ios::binary) << bytes;
    return path_ / name;
  }

 private:
  static inline int counter_ = 0;
  fs::path path_;
};

std::string rules() { return folding_rules(kRoot / "data/gazetteer/transliteration.toml"); }

Gazetteer with_additions(const Folder& folder, const std::vector<NewPlace>& places) {
  return Gazetteer::open(kSample, folder.write("own.tgaz", compile_gazetteer(places, rules())));
}

std::string fault_of(const PlaceImport& import) {
  try {
    import_places(import, nullptr);
  } catch (const Error& error) {
    return error.what();
  }
  return "";
}

TEST_CASE("the folding rules read from the data are those that the builder writes") {
  const std::string made = compile_gazetteer({}, rules());
  const Folder folder;
  const Gazetteer gazetteer = Gazetteer::open(folder.write("own.tgaz", made));
  const Gazetteer sample = Gazetteer::open(kSample);
  for (const char* name : {"Dar'ā", "Deir ez-Zor", "إزرع", "Al Ḩirāk"}) {
    CHECK(gazetteer.folding().fold(name) == sample.folding().fold(name));
    CHECK(gazetteer.folding().strip(name) == sample.folding().strip(name));
  }
  CHECK_NOTHROW(gazetteer.verify());
}

TEST_CASE("an addition stands for the place of the base that bears its name nearby") {
  const Folder folder;
  const Gazetteer gazetteer = with_additions(
      folder, {{.id = "own:tafas", .name = "Tafas", .country = "SYR", .lat = 32.74, .lon = 36.07}});
  const auto rows = gazetteer.find("Tafas");
  REQUIRE(rows.size() == 1);
  CHECK(rows.front().id == "own:tafas");
  CHECK(rows.front().is_own);
  CHECK(gazetteer.row(rows.front().number).id == "own:tafas");
}

TEST_CASE("namesakes of an addition farther away stay") {
  const Folder folder;
  const Gazetteer gazetteer = with_additions(
      folder, {{.id = "own:paris", .name = "Paris", .country = "SYR", .lat = 33, .lon = 36}});
  const auto rows = gazetteer.find("Paris");
  REQUIRE(rows.size() == 3);
  CHECK(rows.front().id == "own:paris");
}

TEST_CASE("an addition is found under other spellings and in its other script") {
  const Folder folder;
  const Gazetteer gazetteer = with_additions(folder, {{.id = "own:tall-jumua",
                                                       .name = "Tall Jumu'a",
                                                       .names = {"تل الجموع"},
                                                       .country = "SYR",
                                                       .lat = 32.78,
                                                       .lon = 36.01}});
  for (const char* name : {"Tall Jumua", "Tall al-Jumua", "تل الجموع"}) {
    CAPTURE(name);
    const auto rows = gazetteer.find(name);
    REQUIRE_FALSE(rows.empty());
    CHECK(rows.front().id == "own:tall-jumua");
  }
}

TEST_CASE("the town nearest to a point is found in both files") {
  const Folder folder;
  const Gazetteer gazetteer = with_additions(
      folder, {{.id = "own:hut", .name = "Hut", .country = "SYR", .lat = 34.5, .lon = 38.2}});
  CHECK(gazetteer.nearest(34.51, 38.21, 5)->id == "own:hut");
  CHECK(gazetteer.nearest(32.73, 36.06, 5)->id == "supplement:tafas");
  CHECK_FALSE(gazetteer.nearest(0, 0, 50).has_value());
}

TEST_CASE("a table of places is read by the names of its columns") {
  const Folder folder;
  const fs::path file = folder.write(
      "field.csv", "Village;Y;X;iso\n\"Tall; the lower\";32.5;36.25;SY\nAbta;32.8;36.17;SYR\n");
  PlaceImport import{.file = file, .prefix = "field"};
  import.columns = {{"name", "village"}, {"lat", "Y"}, {"lon", "X"}, { "country", "iso" }};
  const auto places = import_places(import, nullptr);
  REQUIRE(places.size() == 2);
  CHECK(places[0].name == "Tall; the lower");
  CHECK(places[0].id == "field:tall-the-lower");
  CHECK(places[1].country == "SYR");
  CHECK(places[1].lat == doctest::Approx(32.8));
}

TEST_CASE("a table of places without a needed column or with a wrong value names the line") {
  const Folder folder;
  CHECK(fault_of({.file = folder.write("a.csv", "name,lat\nAbta,1\n")}).find("lon") !=
        std::string::npos);
  const std::string wrong = fault_of({.file = folder.write("b.csv", "name,lat,lon\nAbta,95,36\n")});
  CHECK(wrong.find("b.csv:2") != std::string::npos);
  CHECK(wrong.find("95") != std::string::npos);
  CHECK(fault_of({.file = folder.write("c.csv", "name,lat,lon,country\nAbta,5,36,XX\n")})
            .find("\"XX\"") != std::string::npos);
}

TEST_CASE("a table of p-codes gives its deepest level with the areas above it") {
  const Folder folder;
  const fs::path file = folder.write(
      "adm3.csv",
      "ADM3_EN,ADM3_AR,ADM3_PCODE,ADM2_EN,ADM2_PCODE,ADM1_EN,ADM1_PCODE,ADM0_PCODE,CENTER_LAT,"
      "CENTER_LON,AREA_SQKM\n"
      "Jasim,جاسم,SY120205,As-Sanamayn,SY1202,Dar'a,SY12,SY,32.99,36.06,314.16\n");
  CHECK(source_of(file) == PlaceSource::kPcodes);
  const Gazetteer known = Gazetteer::open(kSample);
  const auto places = import_places({.source = PlaceSource::kPcodes, .file = file}, &known);
  REQUIRE(places.size() == 1);
  CHECK(places[0].id == "ocha:SY120205");
  CHECK(places[0].names == std::vector<std::string>{"جاسم"});
  CHECK(places[0].country == "SYR");
  CHECK(places[0].admin1 == "Daraa");  // as the gazetteer calls it
  CHECK(places[0].feature == "ADM3");
  CHECK(places[0].radius_km == doctest::Approx(10));
}

TEST_CASE("a dump of GeoNames gives places and areas, with names from the other file") {
  const Folder folder;
  const auto line = [](const std::string& id, const std::string& name, const std::string& feature,
                       const std::string& admin1) {
    return id + "\t" + name + "\t" + name + "\tOther\t32.7\t36.1\t" +
           (feature.starts_with("PPL") ? "P" : "A") + "\t" + feature + "\tSY\t\t" + admin1 +
           "\t\t\t\t1200\t\t\tAsia/Damascus\t2020-01-01\n";
  };
  const fs::path file =
      folder.write("SY.txt", line("1", "Daraa", "ADM1", "06") + line("2", "Tall", "PPL", "06") +
                                 line("3", "Gone", "PPLH", "06"));
  CHECK(source_of(file) == PlaceSource::kGeonames);
  PlaceImport import{.source = PlaceSource::kGeonames, .file = file};
  import.countries = {"SY"};
  import.alternate_names =
      folder.write("names.txt", "9\t2\tar\tتل\t\t\t\t\t\t\n8\t2\tlink\thttps://x\t\t\t\t\t\t\n");
  const auto places = import_places(import, nullptr);
  REQUIRE(places.size() == 2);
  CHECK(places[1].id == "geonames:2");
  CHECK(places[1].admin1 == "Daraa");
  CHECK(places[1].names == std::vector<std::string>{"Other", "تل"});
  import.countries = {"IQ"};
  CHECK(import_places(import, nullptr).empty());
}

TEST_CASE("an area of GeoJSON becomes its centre with the radius of a circle as large") {
  const Folder folder;
  const fs::path file = folder.write(
      "areas.geojson",
      R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":{"shapeName":"Box"},
      "geometry":{"type":"Polygon","coordinates":[[[36,32],[37,32],[37,33],[36,33],[36,32]]]}}]})");
  const auto places = import_places({.source = PlaceSource::kGeojson, .file = file}, nullptr);
  REQUIRE(places.size() == 1);
  CHECK(places[0].lat == doctest::Approx(32.5));
  CHECK(places[0].lon == doctest::Approx(36.5));
  CHECK(places[0].radius_km == doctest::Approx(57.8).epsilon(0.02));
  const fs::path wrong = folder.write("wrong.geojson", R"({"type":"Feature"})");
  CHECK(fault_of({.source = PlaceSource::kGeojson, .file = wrong}).find("FeatureCollection") !=
        std::string::npos);
}

TEST_CASE("the table that is kept gives the same places again") {
  const Folder folder;
  const std::vector<NewPlace> places = {{.id = "own:a-b",
                                         .name = "A, \"B\"",
                                         .names = {"C", "D"},
                                         .country = "SYR",
                                         .admin1 = "Daraa",
                                         .lat = 32.5,
                                         .lon = -36.25,
                                         .population = 70,
                                         .radius_km = 2.5}};
  const auto again = read_place_table(folder.write("own.csv", place_table(places)));
  REQUIRE(again.size() == 1);
  CHECK(again[0].name == places[0].name);
  CHECK(again[0].names == places[0].names);
  CHECK(again[0].lon == doctest::Approx(-36.25));
  CHECK(again[0].population == 70);
  CHECK(again[0].radius_km == doctest::Approx(2.5));
}

}  // namespace
}  // namespace tocsin::resolve
