#include "tocsin/resolve/place.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "tocsin/resolve/place_candidate.h"
#include "tocsin/resolve/place_described.h"
#include "tocsin/resolve/place_document.h"
#include "tocsin/resolve/place_focus.h"
#include "tocsin/resolve/place_points.h"

namespace tocsin::resolve {
namespace {

constexpr double kLooseSupport = 0.5;     // another spelling needs a neighbour that speaks for it
constexpr double kStrippedSupport = 0.3;  // as does a name without its article
constexpr double kPartialSupport = 0.5;   // and a part of a longer name
constexpr double kConsonantSupport = 0.9;
constexpr double kThingSupport = 1.0;       // as does what a thing is called after
constexpr double kAnySupport = 0.2;         // a people named somewhere in the text is not enough
constexpr double kUnsupportedShare = 0.35;  // of the probability, where nothing else speaks for it
constexpr std::uint32_t kVillage = 1000;
constexpr std::uint32_t kKnownTown = 15000;   // people: news may name it with no context
constexpr std::uint32_t kKnownCity = 100000;  // and that even among places of another country
constexpr double kFarFromFocusKm = 20;        // a quarter of a town does not lie farther away
constexpr double kFocusScore = 0.3;
constexpr double kLongestRoadKm = 600;
constexpr double kQuarterScore = 0.4;
constexpr double kUnsupportedFactor = 0.7;
constexpr double kPartialFactor = 0.6;
constexpr double kShapeFactor = 0.9;
constexpr std::array<double, 6> kMatchFactor = {1.0, 0.95, 0.85, 0.7, 0.5, 0.6};

std::string in_quotes(std::string_view words) { return "\"" + std::string(words) + "\""; }

std::string title(const PlaceRow& row) {
  std::string result(row.name);
  result += " (" + std::string(row.id);
  for (const std::string_view part : {row.admin1, row.country}) {
    if (!part.empty() && part != row.name) result += ", " + std::string(part);
  }
  return result + ")";
}

std::string kilometres(double km) {
  std::array<char, 32> buffer{};
  std::snprintf(buffer.data(), buffer.size(), "%.3g km", km);
  return buffer.data();
}

std::string_view how_spelt(NameMatch match) {
  switch (match) {
    case NameMatch::kStripped:
      return ", written with another article";
    case NameMatch::kSkeleton:
      return ", spelt in another way";
    case NameMatch::kAdjective:
      return ", by the name of its people";
    default:
      return "";
  }
}

/// What the words beside the name add, for the reason.
std::string shape_words(const PlaceReading& reading) {
  switch (reading.shape) {
    case PlaceShape::kWithin:
      return "; the mention is a part of it";
    case PlaceShape::kNear:
      return "; the mention is near it";
    case PlaceShape::kOffset:
      return "; the mention is " + kilometres(reading.offset_km) + " from it";
    case PlaceShape::kWhole:
    case PlaceShape::kBetween:
      break;
  }
  return "";
}

class Resolver {
 public:
  Resolver(const Report& report, const Text& text, const PlaceWords& words,
           const Gazetteer& gazetteer, DocumentPlaces document)
      : report_(report),
        text_(text),
        words_(words),
        gazetteer_(gazetteer),
        document_(std::move(document)),
        ranked_(rank_rows(document_.names)) {}

  std::map<Span, PlaceValue> resolve() {
    find_home();
    for (const PlaceMention& mention : document_.mentions) {
      values_.emplace(mention.mention, by_name(mention));
    }
    find_focus_places();
    for (std::size_t i = 0; i < document_.mentions.size(); ++i) by_focus(i);
    const auto known = [this](const PlaceReading& reading) { return known_by_name(reading); };
    take_descriptions({report_, text_, words_, gazetteer_, document_.mentions, known}, values_);
    take_points({report_, words_, gazetteer_, document_.mentions}, values_);
    return std::move(values_);
  }

 private:
  const PlaceRow& row_of(std::size_t name, const RankedRow& ranked) const {
    return document_.names[name].rows[ranked.row];
  }

  std::string_view surface(const PlaceMention& mention) const {
    return slice(report_.text, mention.target);
  }

  /// Why this row and not another one.
  std::string choice_words(std::size_t name, const RankedRow& ranked) const {
    const PlaceName& its = document_.names[name];
    if (ranked.supporter) {
      const PlaceName& other = document_.names[*ranked.supporter];
      const std::string said =
          other.positions.empty() ? other.key : std::string(word_at(*ranked.supporter));
      return ranked.is_stated ? ", which the text puts in " + in_quotes(said)
                              : ", chosen with regard to " + in_quotes(said);
    }
    if (its.rows.size() == 1) return ", the only place of that name";
    return ", the largest of " + std::to_string(its.rows.size()) +
           " places of that name, with no other support in the text";
  }

  /// The words of a name where it first stands.
  std::string word_at(std::size_t name) const {
    for (const PlaceMention& mention : document_.mentions) {
      if (mention.name == name) return std::string(slice(report_.text, mention.reading.name));
    }
    const std::uint32_t at = document_.names[name].positions.front();
    for (const Span token : text_.tokens) {
      if (token.begin == at) return std::string(slice(report_.text, token));
    }
    return document_.names[name].key;
  }

  PlaceCandidate candidate(const PlaceMention& mention, const RankedRow& ranked) const {
    const PlaceReading& reading = mention.reading;
    const PlaceRow& row = row_of(*mention.name, ranked);
    PlaceCandidate result = candidate_of(row);
    apply_shape(reading, result);
    result.score = ranked.probability * kMatchFactor[static_cast<std::size_t>(row.match)];
    if (ranked.support <= 0) result.score *= kUnsupportedFactor;
    if (reading.is_partial) result.score *= kPartialFactor;
    if (reading.shape != PlaceShape::kWhole) result.score *= kShapeFactor;
    result.score = std::clamp(result.score, 0.0, 1.0);
    result.reason = in_quotes(slice(report_.text, reading.name)) + " is " + title(row) +
                    std::string(how_spelt(row.match)) + choice_words(*mention.name, ranked) +
                    shape_words(reading) + ".";
    return result;
  }

  /// Support that a row needs where its name is not quite that of the mention.
  double support_needed(const PlaceMention& mention, const PlaceRow& row) const {
    if (row.match == NameMatch::kConsonants) return kConsonantSupport;
    if (row.match == NameMatch::kSkeleton) return kLooseSupport;
    const bool is_town_known = row.population >= kKnownTown || row.is_own;
    if (row.match == NameMatch::kStripped && !is_town_known) return kStrippedSupport;
    if (is_unsure_part(mention) && !is_town_known) return kPartialSupport;
    return 0;
  }

  /// Whether the name is a part of a longer one, and never stands alone.
  bool is_unsure_part(const PlaceMention& mention) const {
    if (!mention.reading.is_partial) return false;
    return std::none_of(document_.mentions.begin(), document_.mentions.end(),
                        [&mention](const PlaceMention& other) {
                          return other.name == mention.name && !other.reading.is_partial;
                        });
  }

  /// Whether the document speaks enough for the first of the candidates.
  bool is_supported(const PlaceMention& mention, const RankedRow& best) const {
    const PlaceRow& row = row_of(*mention.name, best);
    if (best.support < support_needed(mention, row)) return false;
    // "Deir" of an unknown "Deir al-Samah" is any of a hundred: support from elsewhere does not
    // help.
    // Nor is a city far away meant by another of its names.
    if (is_unsure_part(mention)) {
      return best.is_stated || (row.match == NameMatch::kPrimary && is_known(row, kKnownCity));
    }
    const bool is_abroad = !home_.empty() && !row.country.empty() && !home_.contains(row.country);
    if (is_thing(mention.reading) && row.feature.starts_with("PPL")) {
      // Streets, camps and quarters are called after places elsewhere.
      if (is_abroad) return best.is_stated;
      return best.support >= kThingSupport || is_known(row, kKnownCity);
    }
    if (!row.feature.starts_with("PPL")) return true;
    // Most small towns are in no gazetteer, and have a namesake abroad that is.
    if (is_abroad && !best.is_stated) {
      return row.match == NameMatch::kPrimary && is_known(row, kKnownCity);
    }
    if (best.support >= kAnySupport) return true;
    if (row.is_own) return true;
    if (row.match != NameMatch::kPrimary) return row.population >= kKnownTown;
    return best.probability >= kUnsupportedShare &&
           (row.population >= kVillage || document_.names[*mention.name].rows.size() == 1);
  }

  static bool is_thing(const PlaceReading& reading) {
    return reading.type == PlaceType::kFacility || reading.type == PlaceType::kQuarter;
  }

  static bool is_known(const PlaceRow& row, std::uint32_t population) {
    if (row.is_own && row.match <= NameMatch::kStripped) return true;
    return row.population >= population && row.match <= NameMatch::kStripped;
  }

  /// The countries of the places that others of the document speak for.
  void find_home() {
    for (std::size_t i = 0; i < document_.names.size(); ++i) {
      if (ranked_[i].empty() || document_.names[i].is_adjective) continue;
      const RankedRow& best = ranked_[i].front();
      const PlaceRow& row = row_of(i, best);
      if (best.support >= kLooseSupport && row.match <= NameMatch::kAlternate) {
        home_.insert(row.country);
      }
    }
  }

  /// What a name that is no mention means: as one of the text it means what that does; else the
  /// largest place of that name in the text's country.
  std::optional<PlaceCandidate> known_by_name(const PlaceReading& reading) const {
    for (std::size_t i = 0; i < document_.names.size(); ++i) {
      if (document_.names[i].key != reading.key || ranked_[i].empty()) continue;
      PlaceCandidate found = candidate_of(row_of(i, ranked_[i].front()));
      found.score = ranked_[i].front().probability;
      return found;
    }
    const PlaceRow* best = nullptr;
    for (const PlaceRow& row : reading.rows) {
      if (row.match > NameMatch::kSkeleton || !home_.contains(row.country)) continue;
      if (best == nullptr || row.population > best->population) best = &row;
    }
    if (best == nullptr) return std::nullopt;
    PlaceCandidate found = candidate_of(*best);
    found.score = kFocusScore;
    return found;
  }

  std::string doubt(const PlaceMention& mention) const {
    const PlaceName& name = document_.names[*mention.name];
    if (name.rows.size() == 1) {
      return " may be " + title(name.rows.front()) + ", but the text does not speak enough for it.";
    }
    return " may be one of " + std::to_string(name.rows.size()) +
           " places, and the text does not speak enough for any of them.";
  }

  PlaceValue by_name(const PlaceMention& mention) const {
    PlaceValue value{.span = mention.mention};
    if (!mention.name) {
      value.reason = in_quotes(surface(mention)) + (mention.reading.is_common
                                                        ? " names no place by itself."
                                                        : " has no name that the gazetteer knows.");
      return value;
    }
    if (mention.end) return road(mention);
    const std::vector<RankedRow>& ranked = ranked_[*mention.name];
    for (std::size_t i = 0; i < std::min(ranked.size(), kMostCandidates); ++i) {
      value.candidates.push_back(candidate(mention, ranked[i]));
    }
    if (is_supported(mention, ranked.front())) {
      value.place = value.candidates.front();
      value.reason = value.place->reason;
    } else {
      value.reason = in_quotes(slice(report_.text, mention.reading.name)) + doubt(mention);
    }
    if (mention.target != mention.mention) {
      value.reason = in_quotes(slice(report_.text, mention.mention)) + " stands for " +
                     in_quotes(surface(mention)) + ". " + value.reason;
    }
    return value;
  }

  /// A road or line from one place to another, where the document speaks for both.
  PlaceValue road(const PlaceMention& mention) const {
    PlaceValue value{.span = mention.mention};
    const auto end_of = [&](std::size_t name) {
      const RankedRow& best = ranked_[name].front();
      PlaceCandidate end = candidate_of(row_of(name, best));
      end.score = best.probability;
      end.reason = in_quotes(word_at(name)) + " is " + title(row_of(name, best)) +
                   choice_words(name, best) + ".";
      return end;
    };
    const PlaceCandidate one = end_of(*mention.name);
    const PlaceCandidate other = end_of(*mention.end);
    value.candidates = {one, other};
    const bool is_near = distance_km(one, other) <= kLongestRoadKm;
    value.reason = in_quotes(surface(mention)) + " runs between " + one.name + " (" + one.id +
                   ") and " + other.name + " (" + other.id + ")";
    if (!is_near || std::min(one.score, other.score) < kUnsupportedShare) {
      value.reason += "; the text does not speak enough for these two.";
      return value;
    }
    value.reason += "; its middle is given, with half its length as radius.";
    value.place = between(one, other);
    value.place->reason = value.reason;
    value.candidates.insert(value.candidates.begin(), *value.place);
    return value;
  }

  /// Towns and areas smaller than a country that a mention was resolved to, wherever the text has
  /// their names: also within those of groups ("Daraa Central Committees").
  void find_focus_places() {
    std::map<std::size_t, std::vector<std::uint32_t>> positions;
    std::map<std::string, std::size_t> words;
    for (const PlaceMention& mention : document_.mentions) {
      const PlaceValue& value = values_.at(mention.mention);
      if (!mention.name || mention.end || !value.place || mention.reading.is_partial ||
          value.place->precision == PlacePrecision::kCountry ||
          (is_thing(mention.reading) &&
           row_of(*mention.name, ranked_[*mention.name].front()).match > NameMatch::kAlternate)) {
        continue;
      }
      positions[*mention.name].push_back(mention.mention.begin);
      const auto [known, is_new] =
          words.emplace(slice(report_.text, mention.reading.name), *mention.name);
      if (!is_new && is_town(*mention.name) && !is_town(known->second))
        known->second = *mention.name;
    }
    for (const Span token : text_.tokens) {
      const auto known = words.find(std::string(slice(report_.text, token)));
      if (known != words.end()) positions[known->second].push_back(token.begin);
    }
    for (auto& [name, bytes] : positions) {
      std::sort(bytes.begin(), bytes.end());
      bytes.erase(std::unique(bytes.begin(), bytes.end()), bytes.end());
      FocusPlace place{name, row_of(name, ranked_[name].front()), std::move(bytes)};
      written_.push_back(place);
      // Where a report was written says less of where its events were than the places it tells of.
      std::erase_if(place.positions,
                    [&](std::uint32_t at) { return is_in_dateline(report_.text, at); });
      if (place.positions.empty()) continue;
      focus_.push_back(place);
      if (is_town(name)) towns_.push_back(std::move(place));
    }
  }

  bool is_town(std::size_t name) const {
    return row_of(name, ranked_[name].front()).feature.starts_with("PPL");
  }

  /// Whether the mention before or after it in a list is a part of a town.
  bool is_listed_with_part(std::size_t i) const {
    const auto is_part = [this](std::size_t j) {
      return document_.mentions[j].reading.type == PlaceType::kQuarter;
    };
    const auto& mentions = document_.mentions;
    if (mentions[i].listed_after && is_part(*mentions[i].listed_after)) return true;
    return i + 1 < mentions.size() && mentions[i + 1].listed_after == i && is_part(i + 1);
  }

  /// Mentions that no name resolves: common nouns and unknown quarters lie in the place in focus.
  void by_focus(std::size_t i) {
    const PlaceMention& mention = document_.mentions[i];
    PlaceValue& value = values_.at(mention.mention);
    const PlaceReading& reading = mention.reading;
    const bool is_quarter = !reading.is_common && (reading.type == PlaceType::kQuarter ||
                                                   (!value.place && is_listed_with_part(i)));
    if (mention.target != mention.mention && !reading.is_common) return;
    if (!is_quarter && !(reading.is_common && !value.place)) return;
    const bool is_area = reading.is_common && reading.type == PlaceType::kProvince;
    auto focus = is_area ? std::nullopt : find_focus(text_, towns_, mention.mention.begin);
    const std::vector<FocusPlace>* places = &towns_;
    for (const std::vector<FocusPlace>* next : {&focus_, &written_}) {
      if (focus) break;
      places = next;
      focus = find_focus(text_, *places, mention.mention.begin);
    }
    if (!focus || (is_quarter && !may_hold_quarter((*places)[focus->place].row, value))) {
      return;
    }
    if (reading.is_common && reading.type == PlaceType::kFacility &&
        focus->basis == FocusBasis::kDocument) {
      return;
    }
    take_focus(mention, (*places)[focus->place], focus->basis, value);
  }

  /// Whether the quarter lies in the place in focus rather than where the gazetteer knows its name.
  static bool may_hold_quarter(const PlaceRow& town, const PlaceValue& value) {
    if (!town.feature.starts_with("PPL")) return false;
    if (value.candidates.empty()) return true;
    if (value.place && value.place->id == town.id) return false;
    return !value.place || distance_km(*value.place, candidate_of(town)) > kFarFromFocusKm;
  }

  void take_focus(const PlaceMention& mention, const FocusPlace& place, FocusBasis basis,
                  PlaceValue& value) const {
    const std::optional<PlaceRow> row = row_meant(mention.reading, place.row);
    if (!row) return;
    PlaceReading part{.type = mention.reading.type, .shape = PlaceShape::kWithin};
    part.bearing = mention.reading.bearing;
    PlaceCandidate result = candidate_of(*row);
    apply_shape(part, result);
    result.score = mention.reading.is_common ? kFocusScore : kQuarterScore;
    result.reason = in_quotes(slice(report_.text, mention.mention)) +
                    (mention.reading.is_common ? " names no place by itself"
                                               : " is not known as a place by itself") +
                    "; it is taken to lie in " + title(*row) + ", as " + in_quotes(place.row.name) +
                    " is named " + std::string(words(basis)) + ".";
    take_place(std::move(result), value);
  }

  /// The row in focus, or what holds it where the common noun says so ("the province").
  std::optional<PlaceRow> row_meant(const PlaceReading& reading, const PlaceRow& row) const {
    const auto holder = [&](std::string_view feature) -> std::optional<PlaceRow> {
      for (const PlaceRow& area : gazetteer_.find(row.admin1)) {
        if (area.feature == feature && area.country == row.country) return area;
      }
      return std::nullopt;
    };
    if (!reading.is_common) return row;
    if (reading.type == PlaceType::kCountry) return country_of(row);
    if (reading.type != PlaceType::kProvince || row.feature == "ADM1") return row;
    return row.admin1.empty() ? std::nullopt : holder("ADM1");
  }

  std::optional<PlaceRow> country_of(const PlaceRow& row) const {
    for (const PlaceName& name : document_.names) {
      for (const PlaceRow& other : name.rows) {
        if (other.feature == "PCLI" && other.country == row.country) return other;
      }
    }
    return std::nullopt;
  }

  const Report& report_;
  const Text& text_;
  const PlaceWords& words_;
  const Gazetteer& gazetteer_;
  DocumentPlaces document_;
  std::vector<std::vector<RankedRow>> ranked_;
  std::map<Span, PlaceValue> values_;
  std::set<std::string_view> home_;
  std::vector<FocusPlace> focus_;
  std::vector<FocusPlace> towns_;    ///< those of `focus_` that are no areas
  std::vector<FocusPlace> written_;  ///< with those that only say where it was written
};

}  // namespace

std::map<Span, PlaceValue> resolve_places(const Report& report, const Text& text,
                                          const Analysis& analysis, const PlaceRules& rules,
                                          const Gazetteer& gazetteer) {
  DocumentPlaces document = read_places(report, text, analysis, rules.words(), gazetteer);
  return Resolver(report, text, rules.words(), gazetteer, std::move(document)).resolve();
}

}  // namespace tocsin::resolve
