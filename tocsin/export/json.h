#pragma once
/// Pieces of JSON that several formats share: spans, dates, places, actors, numbers.

#include <nlohmann/json.hpp>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "tocsin/core/event.h"
#include "tocsin/core/utf8.h"
#include "tocsin/export/detail.h"

namespace tocsin::exports {

using Json = nlohmann::ordered_json;

/// `value` rounded to `decimals`, so that its digits are the same everywhere.
double rounded(double value, int decimals);

/// The string, or null where it is empty: unknown is told apart from blank.
Json text_or_null(std::string_view text);

/// The text of a JSON value on one line; stretches that are not UTF-8 become U+FFFD.
std::string dump(const Json& json);

/// Writes the parts of one report. Keeps references to it: it must not outlive `coded`.
class RecordJson {
 public:
  RecordJson(const CodedReport& coded, Detail detail);

  Json report() const;
  Json event(const Event& event) const;

  /// `{"text","start","end"}`; null for an empty span.
  Json span(Span span) const;
  Json mention(const Mention& mention) const;
  Json mentions(std::span<const Mention> mentions) const;
  Json actor(const EventActor& actor) const;
  Json actors(std::span<const EventActor> actors) const;
  Json date(const std::optional<EventDate>& date) const;
  Json place(const std::optional<PlaceValue>& place) const;
  Json count(const std::optional<EventCount>& count) const;

 private:
  Json candidate(const PlaceCandidate& candidate) const;
  void add_span(Json& json, Span span) const;
  void add_reason(Json& json, std::string_view reason) const;
  void add_who(Json& json, const Event& event) const;
  void add_where_and_when(Json& json, const Event& event) const;
  Json diagnostics() const;

  const CodedReport& coded_;
  Detail detail_;
  CodePointOffsets offsets_;
};

}  // namespace tocsin::exports
