/// Resolves given mentions of places: JSON lines {"id","text","mentions":[[start,end],...]} with
/// offsets in code points in, the same with "places" out. For eval/place.py.

#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "tocsin/core/error.h"
#include "tocsin/core/utf8.h"
#include "tocsin/resolve/gazetteer.h"
#include "tocsin/resolve/place.h"
#include "tocsin/resolve/place_name.h"
#include "tocsin/text/languages.h"
#include "tocsin/text/read.h"

namespace {

using nlohmann::json;
using namespace tocsin;

/// Byte offset of each code point, and of the end.
std::vector<std::uint32_t> byte_offsets(const std::string& text) {
  std::vector<std::uint32_t> offsets;
  for (std::size_t at = 0; at < text.size(); at += decode_utf8(text, at).bytes) {
    offsets.push_back(static_cast<std::uint32_t>(at));
  }
  offsets.push_back(static_cast<std::uint32_t>(text.size()));
  return offsets;
}

json to_json(const PlaceCandidate& place) {
  return {{"name", place.name},
          {"id", place.id},
          {"lat", place.lat},
          {"lon", place.lon},
          {"country", place.country},
          {"admin1", place.admin1},
          {"feature", place.feature},
          {"score", place.score},
          {"precision", to_string(place.precision)}};
}

json to_json(const PlaceValue& value) {
  json result = {{"reason", value.reason}, {"place", nullptr}, {"candidates", json::array()}};
  if (value.place) result["place"] = to_json(*value.place);
  for (const auto& candidate : value.candidates) result["candidates"].push_back(to_json(candidate));
  return result;
}

/// Every row of the gazetteer that bears a name: for the ceiling and the baseline.
json rows_of(const resolve::Gazetteer& gazetteer, std::string_view name) {
  json rows = json::array();
  for (const auto& row : gazetteer.find_loosely(name)) {
    rows.push_back({row.lat, row.lon, row.population, static_cast<int>(row.match), row.feature});
  }
  return rows;
}

void run(const std::filesystem::path& data, const std::filesystem::path& file) {
  const auto languages = text::Languages::load(data);
  const auto rules = resolve::PlaceRules::load(data);
  const auto gazetteer = resolve::Gazetteer::open(file);
  for (std::string line; std::getline(std::cin, line);) {
    const json input = json::parse(line);
    Report report{.id = input.at("id"), .text = input.at("text")};
    const Text text = text::read(report, languages);
    const auto bytes = byte_offsets(report.text);
    Analysis analysis;
    for (const auto& pair : input.at("mentions")) {
      const Span span{bytes.at(pair[0].get<std::size_t>()), bytes.at(pair[1].get<std::size_t>())};
      analysis.mentions.push_back({.span = span, .kind = "loc"});
    }
    const auto values = resolve_places(report, text, analysis, rules, gazetteer);
    json output = {{"id", report.id}, {"places", json::array()}, {"rows", json::array()}};
    for (const Mention& mention : analysis.mentions) {
      output["places"].push_back(to_json(values.at(mention.span)));
      const auto reading =
          resolve::read_place_name(report.text, mention.span, rules.words(), gazetteer);
      const Span name = is_empty(reading.name) ? mention.span : reading.name;
      output["rows"].push_back(rows_of(gazetteer, slice(report.text, name)));
    }
    std::cout << output.dump() << "\n";
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    std::cerr << "use: place_driver DATA_DIR GAZETTEER < documents.jsonl\n";
    return 2;
  }
  try {
    run(argv[1], argv[2]);
  } catch (const std::exception& error) {
    std::cerr << error.what() << "\n";
    return 1;
  }
  return 0;
}
