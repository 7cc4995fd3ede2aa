#include "tocsin/resolve/place.h"

#include <array>
#include <cstdio>
#include <stdexcept>

#include "tests/cases/verbs.h"
#include "tocsin/resolve/gazetteer.h"
#include "tocsin/text/languages.h"
#include "tocsin/text/read.h"

namespace tocsin::cases {
namespace {

/// The places in quotes after the verb; each is the next occurrence of its words in the text.
Analysis mentions_of(const Case& input, const std::string& text) {
  Analysis analysis;
  std::size_t from = 0;
  for (std::size_t at = 0; (at = input.arguments.find('"', at)) != std::string::npos;) {
    const std::size_t end = input.arguments.find('"', at + 1);
    if (end == std::string::npos) throw std::runtime_error("place: a quote is not closed");
    const std::string words = input.arguments.substr(at + 1, end - at - 1);
    const std::size_t begin = text.find(words, from);
    if (begin == std::string::npos) throw std::runtime_error("place: not in the text: " + words);
    from = begin + words.size();
    analysis.mentions.push_back(
        {.span = {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(from)},
         .kind = "loc"});
    at = end + 1;
  }
  return analysis;
}

std::string shown(const PlaceCandidate& place) {
  std::array<char, 64> point{};
  std::snprintf(point.data(), point.size(), "%.2f %.2f", place.lat, place.lon);
  return place.id + "   " + std::string(to_string(place.precision)) + "   " + point.data();
}

}  // namespace

/// For each place in quotes after the verb: its words, entry, precision, latitude and longitude in
/// the gazetteer of tests/fixtures; "-" where it is not resolved.
std::string place(const Case& input) {
  static const auto kGazetteer = resolve::Gazetteer::open(std::filesystem::path(TOCSIN_SOURCE_DIR) /
                                                          "tests/fixtures/gazetteer/sample.tgaz");
  const Report report = report_of(input);
  const Text text = text::read(report, text::Languages::load(data_dir()));
  const Analysis analysis = mentions_of(input, report.text);
  const auto values = resolve::resolve_places(report, text, analysis,
                                              resolve::PlaceRules::load(data_dir()), kGazetteer);
  std::string lines;
  for (const auto& [span, value] : values) {
    lines += in_quotes(slice(report.text, span)) + "   " +
             (value.place ? shown(*value.place) : "-") + "\n";
  }
  return lines;
}

}  // namespace tocsin::cases
