#include "tocsin/store/decisions.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>

#include "tocsin/core/error.h"
#include "tocsin/store/coded_json.h"

namespace tocsin::store {
namespace {

std::string count_words(const std::optional<EventCount>& count) {
  if (!count) return {};
  if (count->min && count->max && *count->min == *count->max) return std::to_string(*count->min);
  const std::string low = count->min ? std::to_string(*count->min) : "";
  const std::string high = count->max ? std::to_string(*count->max) : "";
  return low + "-" + high;
}

std::string date_words(const std::optional<EventDate>& date) {
  if (!date) return {};
  const std::string start = date->interval.start ? to_string(*date->interval.start) : "";
  const std::string end = date->interval.end ? to_string(*date->interval.end) : "";
  return start == end ? start : start + "/" + end;
}

std::string place_words(const std::optional<PlaceValue>& value) {
  if (!value || !value->place) return {};
  char degrees[64];
  std::snprintf(degrees, sizeof degrees, "@%.5f,%.5f", value->place->lat, value->place->lon);
  return value->place->name + degrees;
}

std::string actor_words(const std::vector<EventActor>& actors) {
  std::string words;
  for (const EventActor& actor : actors) {
    words += (words.empty() ? "" : "; ") + actor.value.name;
    if (!actor.value.sector.empty() || !actor.value.country.empty()) {
      words += " (" + actor.value.country + "/" + actor.value.sector + ")";
    }
  }
  return words;
}

void copy_type(Event& to, const Event& from) {
  to.type = from.type;
  to.mode = from.mode;
  to.score = from.score;
  to.quad_code = from.quad_code;
  to.cameo = from.cameo;
  to.acled = from.acled;
}

struct Field {
  std::string_view name;
  void (*copy)(Event& to, const Event& from);
  std::string (*words)(const Event& event);
};

constexpr std::array kFields{
    Field{"type", copy_type,
          [](const Event& e) { return e.mode.empty() ? e.type : e.type + ":" + e.mode; }},
    Field{"reality", [](Event& to, const Event& from) { to.reality = from.reality; },
          [](const Event& e) { return std::string(to_string(e.reality)); }},
    Field{"aspect", [](Event& to, const Event& from) { to.aspect = from.aspect; },
          [](const Event& e) { return std::string(to_string(e.aspect)); }},
    Field{"date", [](Event& to, const Event& from) { to.date = from.date; },
          [](const Event& e) { return date_words(e.date); }},
    Field{"location", [](Event& to, const Event& from) { to.location = from.location; },
          [](const Event& e) { return place_words(e.location); }},
    Field{"actor", [](Event& to, const Event& from) { to.actor = from.actor; },
          [](const Event& e) { return actor_words(e.actor); }},
    Field{"recipient", [](Event& to, const Event& from) { to.recipient = from.recipient; },
          [](const Event& e) { return actor_words(e.recipient); }},
    Field{"killed", [](Event& to, const Event& from) { to.killed = from.killed; },
          [](const Event& e) { return count_words(e.killed); }},
    Field{"injured", [](Event& to, const Event& from) { to.injured = from.injured; },
          [](const Event& e) { return count_words(e.injured); }},
    Field{"detained", [](Event& to, const Event& from) { to.detained = from.detained; },
          [](const Event& e) { return count_words(e.detained); }},
    Field{"displaced", [](Event& to, const Event& from) { to.displaced = from.displaced; },
          [](const Event& e) { return count_words(e.displaced); }},
    Field{"count", [](Event& to, const Event& from) { to.count = from.count; },
          [](const Event& e) { return count_words(e.count); }},
};

const Field& field_named(std::string_view name) {
  for (const Field& field : kFields) {
    if (field.name == name) return field;
  }
  std::string names;
  for (const Field& field : kFields) {
    names += (names.empty() ? "" : ", ") + std::string(field.name);
  }
  throw Error(ErrorCode::kBadValue,
              "field \"" + std::string(name) + "\"; expected one of " + names);
}

// The event that a decision about `meant` is about: the one with its trigger.
std::vector<Event>::iterator find_trigger(std::vector<Event>& events, const Event& meant) {
  const auto same_id = [&](const Event& e) {
    return e.trigger == meant.trigger && e.id == meant.id;
  };
  const auto exact = std::find_if(events.begin(), events.end(), same_id);
  if (exact != events.end()) return exact;
  const auto same = [&](const Event& e) { return e.trigger == meant.trigger; };
  return std::find_if(events.begin(), events.end(), same);
}

// In text order, as coding gives them.
void insert_kept(std::vector<Event>& events, const Event& kept) {
  const auto after = [](const Event& a, const Event& b) { return a.trigger < b.trigger; };
  events.insert(std::upper_bound(events.begin(), events.end(), kept, after), kept);
}

}  // namespace

void copy_field(Event& to, const Event& from, std::string_view field) {
  field_named(field).copy(to, from);
}

std::string field_words(const Event& event, std::string_view field) {
  return field_named(field).words(event);
}

Judged judge(CodedReport coded, const std::vector<JournalRow>& decisions) {
  Judged judged{std::move(coded), {}, {}};
  for (const JournalRow& row : decisions) {
    if (row.data.empty()) continue;
    const bool is_correction = row.action == action::kCorrect;
    const bool is_accepted = row.action == action::kAccept;
    if (!is_correction && !is_accepted && row.action != action::kReject) continue;
    const Event meant = event_from_json(row.data);
    auto found = find_trigger(judged.coded.events, meant);
    if (found == judged.coded.events.end()) {
      if (!is_correction && !is_accepted) continue;  // what is not there needs no rejection
      insert_kept(judged.coded.events, meant);
      found = find_trigger(judged.coded.events, meant);
    }
    if (is_correction) {
      copy_field(*found, meant, row.field);
      std::vector<std::string>& fields = judged.corrected[found->id];
      if (std::find(fields.begin(), fields.end(), row.field) == fields.end()) {
        fields.push_back(row.field);
      }
    } else {
      judged.reviews[found->id] = is_accepted ? Review::kAccepted : Review::kRejected;
    }
  }
  return judged;
}

void rename_events(CodedReport& coded, std::string_view given) {
  const std::string old = std::string(given) + "/";
  const auto rename = [&](std::string& id) {
    if (id.starts_with(old)) id = coded.report.id + id.substr(old.size() - 1);
  };
  for (Event& event : coded.events) {
    rename(event.id);
    for (EventLink& link : event.links) rename(link.event);
  }
}

std::uint32_t number_in(std::string_view event_id) {
  const std::size_t slash = event_id.rfind('/');
  if (slash == std::string_view::npos) return 0;
  std::uint32_t number = 0;
  std::from_chars(event_id.data() + slash + 1, event_id.data() + event_id.size(), number);
  return number;
}

void keep_ids(CodedReport& fresh, const std::vector<Event>& before, std::uint32_t used) {
  std::vector<bool> taken(before.size(), false);
  std::map<std::string, std::string, std::less<>> renamed;
  const auto take = [&](const Event& event, auto&& fits) {
    for (std::size_t i = 0; i < before.size(); ++i) {
      if (taken[i] || renamed.contains(event.id) || !fits(before[i])) continue;
      taken[i] = true;
      renamed[event.id] = before[i].id;
    }
  };
  for (const Event& event : fresh.events) {
    take(event, [&](const Event& old) {
      return old.trigger == event.trigger && old.type == event.type && old.mode == event.mode;
    });
  }
  for (const Event& event : fresh.events) {
    take(event, [&](const Event& old) { return old.trigger == event.trigger; });
  }
  for (const Event& event : fresh.events) {
    take(event, [&](const Event& old) {
      return old.type == event.type && overlaps(old.trigger, event.trigger);
    });
  }
  const std::string stem = fresh.report.id + "/";
  for (const Event& event : fresh.events) {
    if (!renamed.contains(event.id)) renamed[event.id] = stem + std::to_string(++used);
  }
  for (Event& event : fresh.events) {
    event.id = renamed.at(event.id);
    for (EventLink& link : event.links) {
      if (const auto found = renamed.find(link.event); found != renamed.end()) {
        link.event = found->second;
      }
    }
  }
}

}  // namespace tocsin::store
