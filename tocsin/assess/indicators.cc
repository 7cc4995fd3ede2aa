#include "tocsin/assess/indicators.h"

#include <algorithm>
#include <set>

#include "tocsin/assess/data_file.h"
#include "tocsin/assess/fold.h"
#include "tocsin/core/error.h"

namespace tocsin::assess {
namespace {

bool has_sector(const Claim& claim, Side side, const std::vector<std::string>& sectors) {
  return std::any_of(claim.actors.begin(), claim.actors.end(), [&](const ClaimActor& actor) {
    return actor.side == side &&
           std::find(sectors.begin(), sectors.end(), actor.sector) != sectors.end();
  });
}

bool has_words(const std::vector<std::string>& words, const std::string& sentence) {
  return std::any_of(words.begin(), words.end(), [&](const std::string& word) {
    return sentence.find(word) != std::string::npos;
  });
}

template <typename Value>
bool lists(const std::vector<Value>& values, const Value& value) {
  return values.empty() || std::find(values.begin(), values.end(), value) != values.end();
}

bool sectors_match(const Feed& feed, const Claim& claim) {
  return (feed.actor_sectors.empty() || has_sector(claim, Side::kActor, feed.actor_sectors)) &&
         (feed.recipient_sectors.empty() ||
          has_sector(claim, Side::kRecipient, feed.recipient_sectors)) &&
         !has_sector(claim, Side::kActor, feed.not_actor_sectors) &&
         !has_sector(claim, Side::kRecipient, feed.not_recipient_sectors);
}

template <typename Value>
std::vector<Value> read_names(const DataFile& file, const toml::table& table, std::string_view key,
                              std::optional<Value> (*parse)(std::string_view)) {
  std::vector<Value> values;
  for (const std::string& name : file.texts(table, key)) {
    const std::optional<Value> value = parse(name);
    if (!value) file.fail(*table.get(key), "\"" + name + "\"", "one of the names of that field");
    values.push_back(*value);
  }
  return values;
}

std::vector<std::string> read_words(const DataFile& file, const toml::table& table,
                                    std::string_view key) {
  std::vector<std::string> words;
  for (const std::string& word : file.texts(table, key)) words.push_back(fold_words(word));
  return words;
}

Feed read_feed(const DataFile& file, const toml::table& table) {
  file.check_keys(table, {"events", "reality", "aspect", "actor_sectors", "recipient_sectors",
                          "not_actor_sectors", "not_recipient_sectors", "words", "without_words",
                          "share", "at_least"});
  Feed feed;
  for (const std::string& words : file.texts(table, "events")) {
    feed.events.push_back(parse_event_pattern(words, "events"));
  }
  if (feed.events.empty()) file.fail(table, "no events", "at least one");
  feed.realities = read_names<Reality>(file, table, "reality", parse_reality);
  if (feed.realities.empty()) feed.realities = {Reality::kActual};
  feed.aspects = read_names<Aspect>(file, table, "aspect", parse_aspect);
  feed.actor_sectors = file.texts(table, "actor_sectors");
  feed.recipient_sectors = file.texts(table, "recipient_sectors");
  feed.not_actor_sectors = file.texts(table, "not_actor_sectors");
  feed.not_recipient_sectors = file.texts(table, "not_recipient_sectors");
  feed.words = read_words(file, table, "words");
  feed.without_words = read_words(file, table, "without_words");
  feed.share = file.number_or(table, "share", 1);
  feed.at_least = static_cast<int>(file.number_or(table, "at_least", 1));
  if (feed.share <= 0 || feed.share > 1) file.fail(table, "a share outside (0,1]", "within it");
  return feed;
}

// An example as the claim that it stands for.
Claim example_claim(const DataFile& file, const toml::table& table) {
  Claim claim;
  const std::string event = file.text(table, "event");
  const auto colon = event.find(':');
  claim.type = event.substr(0, colon);
  if (colon != std::string::npos) claim.mode = event.substr(colon + 1);
  const std::string reality = file.text_or_empty(table, "reality");
  const std::string aspect = file.text_or_empty(table, "aspect");
  if (!reality.empty()) {
    const auto parsed = parse_reality(reality);
    if (!parsed) file.fail(table, "the reality \"" + reality + "\"", "one of the guidelines");
    claim.reality = *parsed;
  }
  if (!aspect.empty()) {
    const auto parsed = parse_aspect(aspect);
    if (!parsed) file.fail(table, "the aspect \"" + aspect + "\"", "one of the guidelines");
    claim.aspect = *parsed;
  }
  const auto add = [&](std::string_view key, Side side) {
    const std::string sector = file.text_or_empty(table, key);
    if (!sector.empty()) claim.actors.push_back({"", "", "", sector, side});
  };
  add("actor", Side::kActor);
  add("recipient", Side::kRecipient);
  claim.sentence_text = file.text(table, "sentence");
  return claim;
}

void run_example(const DataFile& file, const toml::table& table, const Indicator& indicator) {
  file.check_keys(table, {"event", "reality", "aspect", "actor", "recipient", "sentence", "fires"});
  const Claim claim = example_claim(file, table);
  FoldedSentence sentence(claim);
  const bool fires =
      claim.aspect != Aspect::kBackground &&
      std::any_of(indicator.feeds.begin(), indicator.feeds.end(), [&](const Feed& feed) {
        return feed.at_least <= 1 && matches(feed, claim, claim.reality, sentence);
      });
  if (fires == file.flag_or_false(table, "fires")) return;
  file.fail(table,
            "that " + indicator.id + (fires ? " fires" : " does not fire") + " on \"" +
                claim.sentence_text + "\"",
            fires ? "that it does not" : "that it does");
}

Indicator read_indicator(const DataFile& file, const toml::table& table) {
  file.check_keys(table, {"id", "name", "group", "direction", "weight", "half_life_days", "basis",
                          "lowered_by", "feed", "example"});
  Indicator indicator;
  indicator.id = file.text(table, "id");
  indicator.name = file.text(table, "name");
  indicator.group = file.text(table, "group");
  const std::string direction = file.text(table, "direction");
  if (direction != "up" && direction != "down") {
    file.fail(*table.get("direction"), "\"" + direction + "\"", "up or down");
  }
  indicator.raises = direction == "up";
  indicator.weight = file.number(table, "weight");
  indicator.half_life_days = file.number(table, "half_life_days");
  if (indicator.weight <= 0 || indicator.half_life_days <= 0) {
    file.fail(table, "a weight or half-life of 0 or less", "more than 0");
  }
  indicator.basis = file.text(table, "basis");
  indicator.lowered_by = file.text_or_empty(table, "lowered_by");
  for (const toml::table* feed : file.tables(table, "feed")) {
    indicator.feeds.push_back(read_feed(file, *feed));
  }
  if (indicator.feeds.empty()) file.fail(table, "no feed", "at least one");
  bool yes = false;
  bool no = false;
  for (const toml::table* example : file.tables(table, "example")) {
    run_example(file, *example, indicator);
    (file.flag_or_false(*example, "fires") ? yes : no) = true;
  }
  if (!yes || !no) file.fail(table, "examples of one kind", "one that fires and one that does not");
  return indicator;
}

}  // namespace

bool matches(const EventPattern& pattern, std::string_view type, std::string_view mode) {
  return pattern.type == type && (pattern.any_mode || pattern.mode == mode);
}

EventPattern parse_event_pattern(std::string_view words, std::string_view where) {
  const auto colon = words.find(':');
  EventPattern pattern;
  pattern.type = std::string(words.substr(0, colon));
  if (colon != std::string_view::npos) pattern.mode = std::string(words.substr(colon + 1));
  pattern.any_mode = pattern.mode == "*";
  if (pattern.type.empty() || (colon != std::string_view::npos && pattern.mode.empty())) {
    throw Error(ErrorCode::kDataInvalid, std::string(where) + ": found \"" + std::string(words) +
                                             "\", expected TYPE, TYPE:mode or TYPE:*");
  }
  return pattern;
}

const std::string& FoldedSentence::operator()() {
  if (folded_.empty()) folded_ = fold_words(claim_.sentence_text);
  return folded_;
}

bool matches(const Feed& feed, const Claim& claim, Reality reality, FoldedSentence& sentence) {
  const bool event = std::any_of(
      feed.events.begin(), feed.events.end(),
      [&](const EventPattern& pattern) { return matches(pattern, claim.type, claim.mode); });
  return event && lists(feed.realities, reality) && lists(feed.aspects, claim.aspect) &&
         sectors_match(feed, claim) && (feed.words.empty() || has_words(feed.words, sentence())) &&
         (feed.without_words.empty() || !has_words(feed.without_words, sentence()));
}

std::vector<Indicator> load_indicators(const std::filesystem::path& folder) {
  if (!std::filesystem::is_directory(folder)) {
    throw Error(ErrorCode::kDataMissing, folder.string() + ": found no folder of indicators");
  }
  std::set<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() == ".toml") files.insert(entry.path());
  }
  std::vector<Indicator> indicators;
  std::set<std::string> ids;
  for (const std::filesystem::path& path : files) {
    const DataFile file(path);
    file.check_keys(file.root(), {"indicator"});
    for (const toml::table* table : file.tables(file.root(), "indicator")) {
      indicators.push_back(read_indicator(file, *table));
      if (!ids.insert(indicators.back().id).second) {
        file.fail(*table, "\"" + indicators.back().id + "\" a second time", "each id once");
      }
    }
  }
  if (indicators.empty()) {
    throw Error(ErrorCode::kDataInvalid, folder.string() + ": found no indicator");
  }
  return indicators;
}

}  // namespace tocsin::assess
