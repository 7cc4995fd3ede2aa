#pragma once
/// Hand-made frames over an invented text, so that coding is tested without a model.

#include <doctest/doctest.h>

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "tocsin/code/code.h"

namespace tocsin::code {

inline const Codebook& codebook() {
  static const Codebook kCodebook =
      Codebook::load(std::filesystem::path(TOCSIN_SOURCE_DIR) / "data");
  return kCodebook;
}

/// A report under construction: spans are found by their words.
struct Sample {
  explicit Sample(std::string words) {
    report.id = "sample";
    report.text = std::move(words);
    text.language = "en";
    std::uint32_t begin = 0;
    for (std::uint32_t at = 0; at < report.text.size(); ++at) {
      if (report.text[at] != '.') continue;
      text.sentences.push_back({{begin, at + 1}, 0, 0, 0});
      begin = std::min<std::uint32_t>(at + 2, static_cast<std::uint32_t>(report.text.size()));
    }
    text.paragraphs.push_back({0, static_cast<std::uint32_t>(report.text.size())});
  }

  Span span(std::string_view words) const {
    const std::size_t at = report.text.find(words);
    REQUIRE(at != std::string::npos);
    return {static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + words.size())};
  }

  Frame& frame(std::string_view type, std::string_view mode, std::string_view trigger) {
    Frame made;
    made.trigger = span(trigger);
    made.type = type;
    made.mode = mode;
    made.confidence = 0.9;
    for (std::uint32_t i = 0; i < text.sentences.size(); ++i) {
      if (contains(text.sentences[i].span, made.trigger)) made.sentence = i;
    }
    analysis.frames.push_back(made);
    return analysis.frames.back();
  }

  void role(std::size_t frame, Role role, std::string_view kind, std::string_view words) {
    analysis.frames[frame].roles.push_back({role, {span(words), std::string(kind), 1, {}}});
  }

  void quantity(std::string_view words, std::int64_t value) {
    values.quantities[span(words)] = {span(words), value, value, "test"};
  }

  void place(std::string_view words, std::string_view country) {
    PlaceCandidate candidate;
    candidate.name = words;
    candidate.country = country;
    candidate.precision = PlacePrecision::kTown;
    candidate.score = 1;
    values.places[span(words)] = {span(words), candidate, {candidate}, "test"};
  }

  void actor(std::string_view words, std::string_view country, std::string_view sector) {
    ActorValue value;
    value.span = span(words);
    value.name = words;
    value.country = country;
    value.sector = sector;
    values.actors[value.span] = value;
  }

  Coding coding() const { return code(report, text, analysis, values, codebook()); }
  Event event(std::size_t index = 0) const {
    const Coding made = coding();
    REQUIRE(made.events.size() > index);
    return made.events[index];
  }
  /// The ACLED code of the first event, "type/sub-type", or "-".
  std::string acled() const {
    const Event made = event();
    return made.acled ? made.acled->event_type + "/" + made.acled->sub_event_type : "-";
  }

  Report report;
  Text text;
  Analysis analysis;
  Values values;
};

}  // namespace tocsin::code
