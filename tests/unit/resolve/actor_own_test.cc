#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "tocsin/core/error.h"
#include "tocsin/resolve/actor_table.h"

namespace tocsin::resolve {
namespace {

namespace fs = std::filesystem;

const fs::path kData = fs::path(TOCSIN_SOURCE_DIR) / "data";

/// A folder of the desk's tables of actors, gone when the test ends.
class OwnActors {
 public:
  OwnActors(const std::string& name, const std::string& bytes)
      : path_(fs::temp_directory_path() / "tocsin-own-actors") {
    fs::remove_all(path_);
    fs::create_directories(path_);
    std::ofstream(path_ / name, std::ios::binary) << bytes;
  }
  ~OwnActors() { fs::remove_all(path_); }

  ActorTable load() const { return ActorTable::load(kData, path_); }

  std::string fault() const {
    try {
      load();
    } catch (const Error& error) {
      return error.what();
    }
    return "";
  }

 private:
  fs::path path_;
};

TEST_CASE("the register holds more than six hundred groups and bodies, each checked") {
  const ActorTable table = ActorTable::load(kData);
  std::size_t groups = 0;
  for (const ActorRecord& record : table.records()) groups += record.is_person ? 0 : 1;
  CHECK(groups >= 600);
}

TEST_CASE("an actor of the desk's stands for one of ours with the same id") {
  const OwnActors own("a.toml",
                      "[[actor]]\nid = \"lbn-hezbollah\"\nname = \"Party of God\"\n"
                      "country = \"LBN\"\nsectors = [\"PTY\"]\n");
  const ActorTable table = own.load();
  REQUIRE(table.find("actors:lbn-hezbollah") != nullptr);
  CHECK(table.find("actors:lbn-hezbollah")->name == "Party of God");
  CHECK(table.named("Hezbollah").empty());
  REQUIRE(table.named("Party of God").size() == 1);
  CHECK(table.named("Party of God").front()->is_own);
}

TEST_CASE("a name that the desk and we have is the desk's") {
  const OwnActors own("a.csv",
                      "id,kind,name,aliases,country,sectors,class\n"
                      "our-hamas,group,Hamas,Harakat,YEM,REB|PTY,rebel_group\n");
  const ActorTable table = own.load();
  const auto found = table.named("Hamas");
  REQUIRE(found.size() == 1);
  CHECK(found.front()->id == "actors:our-hamas");
  CHECK(found.front()->country == "YEM");
  CHECK(found.front()->sectors.size() == 2);
}

TEST_CASE("a table of actors with a fault names file, line, what was found and expected") {
  const std::string start = "[[actor]]\nid = \"x\"\nname = \"X\"\n";
  CHECK(OwnActors("a.toml", start + "sectors = [\"GOVT\"]\n").fault().find("\"GOVT\"") !=
        std::string::npos);
  const std::string country =
      OwnActors("a.toml", start + "sectors = [\"GOV\"]\ncountry = \"SY\"\n").fault();
  CHECK(country.find("a.toml:1") != std::string::npos);
  CHECK(country.find("\"SY\"") != std::string::npos);
  CHECK(OwnActors("a.toml", start + "sector = \"GOV\"\n").fault().find("\"sector\"") !=
        std::string::npos);
  CHECK(OwnActors("a.toml", start + "sectors = [\"REB\"]\nclass = \"rebels\"\n")
            .fault()
            .find("\"rebels\"") != std::string::npos);
  CHECK(OwnActors("a.toml", "[[group]]\nid = \"x\"\n").fault().find("\"group\"") !=
        std::string::npos);
  const std::string row = OwnActors("a.csv", "name,sectors,kind\nX,GOV,band\n").fault();
  CHECK(row.find("a.csv:2") != std::string::npos);
  CHECK(row.find("\"band\"") != std::string::npos);
  CHECK(OwnActors("a.csv", "name,sectors\n,GOV\n").fault().find("name") != std::string::npos);
}

TEST_CASE("a folder that is not there adds nothing") {
  const ActorTable table = ActorTable::load(kData, "/nowhere/actors");
  CHECK(table.records().size() == ActorTable::load(kData).records().size());
}

}  // namespace
}  // namespace tocsin::resolve
