// How it works: offsets of a record are code points, spans are bytes. The text (given, or sketched
// of blanks and the quoted stretches) gives a table from code points to bytes; then every part is
// read.
#include "tocsin/export/read_record.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "tocsin/core/error.h"
#include "tocsin/core/utf8.h"

namespace tocsin::exports {
namespace {

using Json = nlohmann::json;

std::string text_at(const Json& json, const char* key) {
  const auto found = json.find(key);
  return found == json.end() || found->is_null() ? std::string() : found->get<std::string>();
}

double real_at(const Json& json, const char* key) {
  const auto found = json.find(key);
  return found == json.end() || found->is_null() ? 0 : found->get<double>();
}

std::optional<std::int64_t> number_at(const Json& json, const char* key) {
  const auto found = json.find(key);
  if (found == json.end() || found->is_null()) return std::nullopt;
  return found->get<std::int64_t>();
}

std::optional<Date> day_at(const Json& json, const char* key) {
  const std::string words = text_at(json, key);
  if (words.empty()) return std::nullopt;
  const std::optional<Date> day = parse_date(words);
  if (day) return day;
  throw Error(ErrorCode::kBadRecord, "\"" + std::string(key) + "\" is \"" + words +
                                         "\", expected a day such as 2021-06-28");
}

template <typename Parse>
auto named(const Json& json, const char* key, Parse parse) {
  const std::string name = text_at(json, key);
  const auto value = parse(name);
  if (value) return *value;
  throw Error(ErrorCode::kBadRecord,
              "\"" + std::string(key) + "\" is \"" + name + "\", expected a known name");
}

const Json& part(const Json& json, const char* key) {
  static const Json kNothing;
  const auto found = json.find(key);
  return found == json.end() ? kNothing : *found;
}

// Decoded text: from code points to bytes and back.
class Characters {
 public:
  explicit Characters(std::string text) : text_(std::move(text)) {
    for (std::size_t at = 0; at < text_.size(); at += decode_utf8(text_, at).bytes) {
      byte_of_.push_back(static_cast<std::uint32_t>(at));
    }
    byte_of_.push_back(static_cast<std::uint32_t>(text_.size()));
  }

  const std::string& text() const { return text_; }

  Span span(const Json& json) const {
    if (json.is_null() || !json.contains("start") || json.at("start").is_null()) return {};
    const auto start = json.at("start").get<std::size_t>();
    const auto end = json.at("end").get<std::size_t>();
    if (start > end || end >= byte_of_.size()) {
      throw Error(ErrorCode::kBadRecord, "start " + std::to_string(start) + " and end " +
                                             std::to_string(end) + " lie outside the text of " +
                                             std::to_string(byte_of_.size() - 1) + " characters");
    }
    return {byte_of_[start], byte_of_[end]};
  }

 private:
  std::string text_;
  std::vector<std::uint32_t> byte_of_;
};

// Puts the words of every quoted stretch below `json` at their place.
void sketch(const Json& json, std::vector<char32_t>& characters) {
  constexpr std::size_t kMostCharacters = std::size_t{1} << 26;
  if (json.is_structured()) {
    for (const Json& each : json) sketch(each, characters);
  }
  if (!json.is_object() || !json.contains("text") || !json.contains("start")) return;
  if (!json.at("text").is_string() || !json.at("start").is_number_unsigned()) return;
  const std::string words = json.at("text").get<std::string>();
  auto at = json.at("start").get<std::size_t>();
  if (at + words.size() > kMostCharacters) {
    throw Error(ErrorCode::kBadRecord, "start " + std::to_string(at) + " is beyond any report");
  }
  for (std::size_t byte = 0; byte < words.size(); ++at) {
    const CodePoint point = decode_utf8(words, byte);
    if (characters.size() <= at) characters.resize(at + 1, U' ');
    characters[at] = point.value;
    byte += point.bytes;
  }
}

std::string sketched(const Json& record) {
  std::vector<char32_t> characters;
  sketch(record, characters);
  std::string text;
  for (const char32_t each : characters) append_utf8(text, each);
  return text;
}

// Reads the parts of one record.
class Record {
 public:
  explicit Record(const Json& json)
      : json_(json),
        characters_(json.contains("text") ? json.at("text").get<std::string>() : sketched(json)) {}

  CodedReport report() const {
    CodedReport coded;
    Report& report = coded.report;
    report.id = json_.at("report_id").get<std::string>();
    report.text = characters_.text();
    report.published = day_at(json_, "published");
    report.published_basis = named(json_, "published_basis", parse_published_basis);
    report.source = text_at(json_, "source");
    report.title = text_at(json_, "title");
    report.url = text_at(json_, "url");
    coded.published_evidence = span("published_evidence");
    coded.published_reason = text_at(json_, "published_reason");
    coded.language = text_at(json_, "language");
    report.language = coded.language;
    coded.sentences_read =
        static_cast<std::uint32_t>(number_at(json_, "sentences_read").value_or(0));
    for (const Json& each : json_.at("events")) coded.events.push_back(event(each));
    coded.mentions = mentions(part(json_, "mentions"));
    for (const Json& each : part(json_, "diagnostics")) {
      coded.diagnostics.push_back(
          {text_at(each, "code"), text_at(each, "message"), characters_.span(each)});
    }
    return coded;
  }

 private:
  Span span(const char* key) const { return characters_.span(part(json_, key)); }

  Mention mention(const Json& json) const {
    Mention mention{characters_.span(json), text_at(json, "kind"), real_at(json, "confidence"), {}};
    if (!part(json, "stands_for").is_null()) {
      mention.antecedent = characters_.span(part(json, "stands_for"));
    }
    return mention;
  }

  std::vector<Mention> mentions(const Json& json) const {
    std::vector<Mention> all;
    for (const Json& each : json) all.push_back(mention(each));
    return all;
  }

  std::vector<EventActor> actors(const Json& json) const {
    std::vector<EventActor> all;
    for (const Json& each : json) {
      EventActor actor{mention(each), {}};
      ActorValue& value = actor.value;
      value.span = actor.mention.span;
      value.stands_for = actor.mention.antecedent;
      value.name = text_at(each, "name");
      value.id = text_at(each, "id");
      value.country = text_at(each, "country");
      value.sector = text_at(each, "sector");
      value.reason = text_at(each, "reason");
      for (const Json& one : part(each, "candidates")) {
        value.candidates.push_back({text_at(one, "id"), text_at(one, "name"),
                                    text_at(one, "country"), real_at(one, "score")});
      }
      all.push_back(std::move(actor));
    }
    return all;
  }

  static PlaceCandidate candidate(const Json& json) {
    PlaceCandidate place;
    place.name = text_at(json, "name");
    place.id = text_at(json, "id");
    place.lat = real_at(json, "lat");
    place.lon = real_at(json, "lon");
    place.country = text_at(json, "country");
    place.admin1 = text_at(json, "admin1");
    place.admin2 = text_at(json, "admin2");
    place.feature = text_at(json, "feature");
    place.radius_km = real_at(json, "radius_km");
    place.precision = named(json, "precision", parse_place_precision);
    place.score = real_at(json, "score");
    place.reason = text_at(json, "reason");
    return place;
  }

  std::optional<PlaceValue> place(const Json& json, const std::vector<Mention>& words) const {
    if (json.is_null()) return std::nullopt;
    PlaceValue value;
    if (!words.empty()) value.span = words.front().span;
    // The place's own "reason" is that of its record; "basis" is the reason of the choice.
    if (!part(json, "lat").is_null()) value.place = candidate(json);
    for (const Json& each : part(json, "candidates")) value.candidates.push_back(candidate(each));
    value.reason = text_at(json, "basis");
    return value;
  }

  std::optional<EventDate> date(const Json& json) const {
    if (json.is_null()) return std::nullopt;
    EventDate date;
    date.interval = {day_at(json, "start"), day_at(json, "end"),
                     named(json, "precision", parse_date_precision)};
    date.basis = named(json, "basis", parse_date_basis);
    date.evidence = characters_.span(part(json, "evidence"));
    date.reason = text_at(json, "reason");
    return date;
  }

  std::optional<EventCount> count(const Json& json) const {
    if (json.is_null()) return std::nullopt;
    return EventCount{characters_.span(json), number_at(json, "min"), number_at(json, "max"),
                      text_at(json, "reason")};
  }

  static void read_codes(const Json& json, Event& event) {
    event.id = json.at("id").get<std::string>();
    event.type = json.at("event").get<std::string>();
    event.mode = text_at(json, "mode");
    event.score = real_at(json, "score");
    event.quad_code = static_cast<int>(number_at(json, "quad_code").value_or(0));
    event.cameo = text_at(json, "cameo");
    if (const Json& acled = part(json, "acled"); !acled.is_null()) {
      event.acled = AcledCode{text_at(acled, "event_type"), text_at(acled, "sub_event_type")};
    }
    event.reality = named(json, "reality", parse_reality);
    event.aspect = named(json, "aspect", parse_aspect);
    event.confidence = real_at(json, "confidence");
  }

  void read_harm(const Json& json, Event& event) const {
    event.killed = count(part(json, "killed"));
    event.injured = count(part(json, "injured"));
    event.detained = count(part(json, "detained"));
    event.displaced = count(part(json, "displaced"));
    event.count = count(part(json, "count"));
  }

  Event event(const Json& json) const {
    Event event;
    read_codes(json, event);
    event.trigger = characters_.span(part(json, "trigger"));
    event.sentence = characters_.span(part(json, "sentence"));
    event.actor = actors(part(json, "actor"));
    event.recipient = actors(part(json, "recipient"));
    event.source = actors(part(json, "source"));
    event.weapon = mentions(part(json, "weapon"));
    event.object = mentions(part(json, "object"));
    event.place = mentions(part(json, "place"));
    event.from = mentions(part(json, "from"));
    event.to = mentions(part(json, "to"));
    event.time = mentions(part(json, "time"));
    event.location = place(part(json, "location"), event.place);
    event.from_location = place(part(json, "from_location"), event.from);
    event.to_location = place(part(json, "to_location"), event.to);
    event.date = date(part(json, "date"));
    read_harm(json, event);
    for (const Json& each : part(json, "links")) {
      event.links.push_back({named(each, "link", parse_link_kind), text_at(each, "event")});
    }
    return event;
  }

  const Json& json_;
  Characters characters_;
};

}  // namespace

CodedReport read_coded_json(std::string_view line) {
  try {
    const Json json = Json::parse(line);
    return Record(json).report();
  } catch (const nlohmann::json::exception& error) {
    throw Error(ErrorCode::kBadRecord,
                "not a record of a coded report: " + std::string(error.what()));
  }
}

void read_coded_jsonl(std::istream& in, const std::function<void(CodedReport)>& take) {
  std::string line;
  for (std::size_t number = 1; std::getline(in, line); ++number) {
    if (line.find_first_not_of(" \t\r") == std::string::npos) continue;
    try {
      take(read_coded_json(line));
    } catch (const Error& error) {
      if (error.code() != ErrorCode::kBadRecord) throw;
      throw Error(ErrorCode::kBadRecord,
                  "line " + std::to_string(number) + ": " + std::string(error.what()));
    }
  }
}

}  // namespace tocsin::exports
