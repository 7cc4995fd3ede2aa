#pragma once
/// A happening: what formats of rows and marks write, made of an event of a report or of an
/// incident.

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tocsin/core/citation.h"
#include "tocsin/core/incident.h"

namespace tocsin::exports {

/// A number over all that is said; `best` is the one figure to show.
struct Figure {
  std::optional<std::int64_t> low;
  std::optional<std::int64_t> best;
  std::optional<std::int64_t> high;
};

struct Happening {
  std::string id;
  std::string type;
  std::string mode;
  std::string cameo;
  std::optional<AcledCode> acled;
  int quad_code = 0;
  double score = 0;
  Reality reality = Reality::kActual;
  Aspect aspect = Aspect::kOnce;
  double confidence = 0;
  std::optional<DateInterval> date;
  DateBasis date_basis = DateBasis::kNone;
  std::vector<ClaimActor> actors;
  std::optional<ClaimPlace> place;
  std::string place_words;  ///< as the report names it, where the place is not known
  std::optional<Figure> killed;
  std::optional<Figure> injured;
  std::optional<Figure> detained;
  std::optional<Figure> displaced;
  std::vector<std::string> weapons;
  bool is_repeat = false;           ///< a second mention of another event of its report
  std::size_t voices = 1;           ///< independent ones
  std::vector<Citation> citations;  ///< the one to quote first
};

Happening happening_of(const CodedReport& coded, const Event& event);
Happening happening_of(const Incident& incident,
                       const std::function<std::optional<Citation>(const IncidentEvent&)>& cite);

/// Those on one side, in order.
std::vector<const ClaimActor*> on_side(const Happening& happening, Side side);

/// Names joined by "; ", on one line.
std::string names_of(const std::vector<const ClaimActor*>& actors);

/// Each different outlet once, in the order of the citations, joined by "; ".
std::string outlets_of(const Happening& happening);

/// The sentence to quote; empty where there is none.
std::string_view sentence_of(const Happening& happening);

/// Whether it counts as one happening that took place: told as actual, no second mention, and,
/// where told as history, dated by the text itself.
bool took_place(const Happening& happening);

/// The first day of its interval, or else the last.
std::optional<Date> day_of(const Happening& happening);

}  // namespace tocsin::exports
