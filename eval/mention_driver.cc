/// Resolves given mentions of actors and numbers: JSON lines {"id","text","date","lang","mentions":
/// [{"kind","start","end","antecedent":{"start","end"}},...]} with offsets in code points in, the
/// values of each mention out. For eval/actors.py and eval/quantities.py.

#include <iostream>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "tocsin/core/error.h"
#include "tocsin/core/utf8.h"
#include "tocsin/resolve/quantity.h"
#include "tocsin/resolve/resolve.h"
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

Span span_of(const json& item, const std::vector<std::uint32_t>& bytes) {
  return {bytes.at(item.at("start").get<std::size_t>()),
          bytes.at(item.at("end").get<std::size_t>())};
}

json actor_json(const Values& values, Span span) {
  const auto found = values.actors.find(span);
  if (found == values.actors.end()) return nullptr;
  const ActorValue& value = found->second;
  return {{"name", value.name},
          {"id", value.id},
          {"country", value.country},
          {"sector", value.sector},
          {"reason", value.reason}};
}

json quantity_json(const QuantityValue& value) {
  return {{"min", value.min ? json(*value.min) : json(nullptr)},
          {"max", value.max ? json(*value.max) : json(nullptr)},
          {"reason", value.reason}};
}

struct Knowledge {
  Knowledge(const std::filesystem::path& data, const std::filesystem::path& file)
      : languages(text::Languages::load(data)),
        times(resolve::TimeRules::load(data)),
        places(resolve::PlaceRules::load(data)),
        gazetteer(resolve::Gazetteer::open(file)),
        actors(resolve::ActorTable::load(data)),
        numbers(resolve::NumberWords::load(data)),
        realities(resolve::RealityRules::load(data)),
        references(resolve::ReferenceRules::load(data)) {}

  text::Languages languages;
  resolve::TimeRules times;
  resolve::PlaceRules places;
  resolve::Gazetteer gazetteer;
  resolve::ActorTable actors;
  resolve::NumberWords numbers;
  resolve::RealityRules realities;
  resolve::ReferenceRules references;
};

json resolved(const json& input, const Knowledge& knowledge) {
  Report report{.id = input.at("id"), .text = input.at("text")};
  report.language = input.value("lang", "");
  report.published = parse_date(input.value("date", ""));
  const Text text = text::read(report, knowledge.languages);
  const auto bytes = byte_offsets(report.text);
  Analysis analysis;
  for (const json& item : input.at("mentions")) {
    Mention mention{.span = span_of(item, bytes), .kind = item.at("kind")};
    if (item.contains("antecedent")) mention.antecedent = span_of(item.at("antecedent"), bytes);
    analysis.mentions.push_back(std::move(mention));
  }
  const Values values =
      resolve::resolve(report, text, analysis,
                       {knowledge.times, knowledge.places, &knowledge.gazetteer, knowledge.actors,
                        knowledge.numbers, knowledge.realities, knowledge.references});
  json output = {{"id", report.id}, {"actors", json::array()}, {"quantities", json::array()}};
  for (const Mention& mention : analysis.mentions) {
    output["actors"].push_back(actor_json(values, mention.span));
    output["quantities"].push_back(quantity_json(
        resolve::resolve_quantity(report.text, mention, text.language, knowledge.numbers)));
  }
  return output;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    std::cerr << "use: mention_driver DATA_DIR GAZETTEER < documents.jsonl\n";
    return 2;
  }
  try {
    const Knowledge knowledge(argv[1], argv[2]);
    for (std::string line; std::getline(std::cin, line);) {
      if (!line.empty()) std::cout << resolved(json::parse(line), knowledge).dump() << "\n";
    }
  } catch (const std::exception& error) {
    std::cerr << "mention_driver: " << error.what() << "\n";
    return 1;
  }
  return 0;
}
