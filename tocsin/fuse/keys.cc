// Hard keys: the report; day, cell and family of types, for claims that have a sure day and a place
// (anchored ones); words of whole reports. Soft keys: a heavy word of the sentence, a topic of the
// report, a place or an actor, with the family, within a stretch of days; and the day with the
// family. Stretches overlap by half, so that two claims less than half a stretch apart always have
// one in common. Words of whole reports and places are keys without days too: rare names find what
// came a year later, common ones are soon crowded.
//
// The two lowest bits of a key say whether it is soft, and whether a loose claim holds it; of a
// hard key, whether it is that of the name of a place that nobody knows. Anchored claims meet one
// another by day and place alone, which keeps their candidates few.
#include "tocsin/fuse/keys.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <string>

#include "tocsin/fuse/claims.h"
#include "tocsin/fuse/fold.h"
#include "tocsin/fuse/story.h"
#include "tocsin/fuse/when.h"

namespace tocsin::fuse {
namespace {

/// The least mixture that keeps keys of different kinds apart.
class Key {
 public:
  explicit Key(char kind) { hash_ = hash64(std::string_view(&kind, 1)); }
  Key& add(std::string_view text) {
    hash_ = hash64(text, hash_);
    hash_ = hash64(std::string_view("\0", 1), hash_);
    return *this;
  }
  Key& add(std::int64_t number) {
    for (int at = 0; at < 8; ++at) {
      const char byte = static_cast<char>(static_cast<std::uint64_t>(number) >> (8U * at));
      hash_ = hash64(std::string_view(&byte, 1), hash_);
    }
    return *this;
  }
  std::uint64_t hard() const { return hash_ & ~std::uint64_t{3}; }
  std::uint64_t of_name() const { return hard() | 1U; }
  std::uint64_t soft(bool loose) const { return hard() | 2U | (loose ? 1U : 0U); }

 private:
  std::uint64_t hash_;
};

using Keys = std::vector<std::uint64_t>;

std::int64_t floor_div(std::int64_t a, std::int64_t b) {
  return a / b - (a % b != 0 && (a % b < 0) != (b < 0) ? 1 : 0);
}

/// The two stretches that hold a day.
std::vector<std::int64_t> stretches(std::int64_t day, int width) {
  const std::int64_t half = width / 2;
  return {2 * floor_div(day, 2 * half), 2 * floor_div(day + half, 2 * half) + 1};
}

/// Collects the soft keys of one claim.
class SoftKeys {
 public:
  SoftKeys(Keys& keys, std::optional<std::int64_t> day, bool loose, const Rules& rules)
      : keys_(keys), loose_(loose) {
    if (day) stretches_ = stretches(*day, rules.keys.bucket_days);
  }
  void add(const Key& base) {
    for (const std::int64_t stretch : stretches_) {
      keys_.push_back(Key(base).add(stretch).soft(loose_));
    }
  }
  void add_timeless(const Key& base) { keys_.push_back(base.soft(loose_)); }

 private:
  Keys& keys_;
  std::vector<std::int64_t> stretches_;
  bool loose_;
};

/// The cells that hold a point or lie near it.
std::set<std::pair<std::int64_t, std::int64_t>> cells(const ClaimPlace& place,
                                                      const KeyRules& rules) {
  std::set<std::pair<std::int64_t, std::int64_t>> found;
  const auto cell = [&rules](double degrees) {
    return static_cast<std::int64_t>(std::floor(degrees / rules.cell_degrees));
  };
  const double border = rules.border_degrees / 2;
  for (const double lat : {place.lat - border, place.lat + border}) {
    for (const double lon : {place.lon - border, place.lon + border}) {
      found.emplace(cell(lat), cell(lon));
    }
  }
  return found;
}

void add_places(Keys& keys, const Claim& claim, std::string_view family, const When& when,
                const Rules& rules) {
  for (const auto& [row, column] : cells(*claim.place, rules.keys)) {
    // One day more, so that claims of neighbouring days meet.
    for (std::int64_t day = when.start; day <= when.end + 1; ++day) {
      keys.push_back(Key('p').add(family).add(day).add(row).add(column).hard());
    }
  }
}

/// The ids of the first actors that have one.
std::set<std::string> known_actors(const Claim& claim) {
  constexpr std::size_t kMost = 2;
  std::set<std::string> actors;
  for (const ClaimActor& actor : claim.actors) {
    if (!actor.id.empty() && actors.size() < kMost) actors.insert(actor.id);
  }
  return actors;
}

void add_event(Keys& keys, const Claim& claim, const Rules& rules) {
  keys.push_back(Key('r').add(claim.report).hard());
  for (const std::string& name : claim.places) keys.push_back(Key('n').add(name).of_name());
  const std::optional<When> time = when(claim, rules.date);
  std::optional<std::int64_t> day;
  if (time) day = time->stated ? time->start : time->end;
  const bool anchored = is_anchored(claim, rules);
  SoftKeys soft(keys, day, !anchored, rules);
  for (const std::string& family : rules.type_of(claim.type, claim.mode).families) {
    if (anchored) add_places(keys, claim, family, *time, rules);
    if (claim.place && claim.place->precision != PlacePrecision::kCountry) {
      const Key place = Key('l').add(family).add(claim.place->id).add(claim.place->name);
      soft.add_timeless(place);
      soft.add(place);
    }
    for (const ClaimWord& word : heaviest(claim.words, rules.keys.sentence_words)) {
      soft.add(Key('w').add(family).add(word.word));
    }
    if (time && time->stated && time->start == time->end) {
      soft.add_timeless(Key('d').add(family).add(time->start));
    }
    for (const std::uint32_t word : claim.topics) soft.add(Key('t').add(family).add(word));
    soft.add(Key('f').add(family));
    for (const std::string& actor : known_actors(claim)) {
      soft.add(Key('a').add(family).add(actor));
    }
  }
}

void add_report(Keys& keys, const Claim& claim, const Rules& rules) {
  std::vector<std::int64_t> days;
  if (claim.published) {
    days = stretches(claim.published->time_since_epoch().count(), rules.keys.bucket_days);
  }
  for (const ClaimWord& word : heaviest(claim.words, rules.keys.report_words)) {
    const Key base = Key('s').add(word.word);
    keys.push_back(base.hard());
    for (const std::int64_t stretch : days) keys.push_back(Key(base).add(stretch).hard());
  }
}

}  // namespace

bool is_anchored(const Claim& claim, const Rules& rules) {
  if (is_whole_report(claim)) return true;
  if (!claim.place || claim.place->precision == PlacePrecision::kNone ||
      claim.place->precision >= PlacePrecision::kProvince) {
    return false;
  }
  const std::optional<When> time = when(claim, rules.date);
  return time && time->sure && time->end - time->start <= rules.keys.long_days;
}

std::vector<std::uint64_t> blocking_keys(const Claim& claim, const Rules& rules) {
  Keys keys;
  if (is_whole_report(claim)) {
    add_report(keys, claim, rules);
  } else {
    add_event(keys, claim, rules);
  }
  std::sort(keys.begin(), keys.end());
  keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
  return keys;
}

}  // namespace tocsin::fuse
