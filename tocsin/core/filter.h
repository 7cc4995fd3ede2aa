#pragma once
/// The one filter: what a search, a list, an export, a report and the server all ask for in the
/// same words.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tocsin/core/date.h"
#include "tocsin/core/frame.h"

namespace tocsin {

/// Which of a record's dates `from` and `to` mean.
enum class DateKind : std::uint8_t {
  kEvent,      ///< when it happened; an event without a date matches no `from` or `to`
  kPublished,  ///< when the report was published
  kCaptured    ///< when the desk took the report in
};

/// In which order records are handed over.
enum class Order : std::uint8_t {
  kArrival,    ///< as the reports came in, in text order
  kNewest,     ///< the last to happen first; those without a date at the end
  kLeastSure,  ///< the lowest confidence first
  kRelevance   ///< best match of `words` first; no cursor
};

/// Degrees, WGS 84. A box over the date line has `west` > `east`.
struct Box {
  double south = 0;
  double west = 0;
  double north = 0;
  double east = 0;
  bool operator==(const Box&) const = default;
};

struct Circle {
  double lat = 0;  ///< degrees, WGS 84
  double lon = 0;
  double radius_km = 0;
  bool operator==(const Circle&) const = default;
};

/// What stands by hand over an event.
enum class Review : std::uint8_t { kOpen, kAccepted, kRejected };

/// An empty filter lets everything through, save what was rejected by hand.
struct Filter {
  std::string words;  ///< all of them, anywhere in the sentence or the names; "…" is a phrase
  std::optional<Date> from;  ///< both ends included; an interval matches where it touches them
  std::optional<Date> to;
  DateKind date_kind = DateKind::kEvent;
  std::string area;  ///< name or id of a country, an area or a place, spelling folded
  std::vector<std::string> countries;  ///< ISO 3166 alpha-3, of countries that `area` names as
                                       ///< well; filled in by the desk
  std::optional<Box> box;
  std::optional<Circle> near;
  std::vector<std::string> types;   ///< any of: "COERCE", "COERCE:siege"
  std::vector<std::string> actors;  ///< any of: part of a name, or an id, country or sector
  std::vector<Reality> realities;   ///< any of
  double min_confidence = 0;
  std::string language;              ///< of the report, BCP 47
  std::vector<std::string> reports;  ///< any of: ids of reports
  std::vector<std::string> sources;  ///< any of: outlets, as the reports name them
  std::vector<Review> reviews;       ///< any of; empty: open and accepted
  Order order = Order::kArrival;
  std::size_t limit = 0;  ///< 0: no limit
  std::string cursor;     ///< where an earlier list with the same filter ended
  bool operator==(const Filter&) const = default;
};

}  // namespace tocsin
