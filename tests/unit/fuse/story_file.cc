#include "story_file.h"

#include <fstream>
#include <sstream>
#include <stdexcept>

#include "tocsin/fuse/claims.h"
#include "tocsin/fuse/fold.h"
#include "tocsin/fuse/story.h"

namespace tocsin::fuse {
namespace {

std::vector<std::string> split(const std::string& line, char separator) {
  std::vector<std::string> parts;
  std::istringstream stream(line);
  for (std::string part; std::getline(stream, part, separator);) parts.push_back(part);
  return parts;
}

/// Reads one file line by line; `fail` names the line.
class Parser {
 public:
  Parser(const std::filesystem::path& path, const Rules& rules) : path_(path), rules_(rules) {}

  StoryFile run() {
    StoryFile story;
    story.name = path_.filename().string();
    std::ifstream file(path_);
    if (!file) fail("no such file");
    bool below = false;
    for (std::string line; std::getline(file, line);) {
      ++number_;
      if (below) {
        story.expected += line + "\n";
      } else if (line == "----") {
        finish_report(story);
        below = true;
      } else if (!line.empty() && line[0] != '#') {
        const std::size_t space = line.find(' ');
        if (space == std::string::npos) fail("a line without a value");
        read(story, line.substr(0, space), line.substr(space + 1));
      }
    }
    if (!below) fail("no line ----");
    return story;
  }

 private:
  [[noreturn]] void fail(const std::string& what) const {
    throw std::runtime_error(path_.string() + ":" + std::to_string(number_) + ": " + what);
  }

  void finish_report(StoryFile& story) {
    if (report_.id.empty()) return;
    Claim whole = claim_of_report(report_, rules_);
    for (Claim& claim : events_) claim.topics = whole.topics;
    events_.insert(events_.begin(), std::move(whole));
    story.reports.push_back(std::move(events_));
    events_.clear();
    report_ = Report();
  }

  void read(StoryFile& story, const std::string& key, const std::string& value) {
    if (key == "report") {
      finish_report(story);
      report_.id = value;
    } else if (events_.empty() && key != "event") {
      read_report(key, value);
    } else if (key == "event") {
      start_event(value);
    } else {
      read_event(events_.back(), key, value);
    }
  }

  void read_report(const std::string& key, const std::string& value) {
    if (key == "published") {
      report_.published = parse_date(value);
    } else if (key == "outlet") {
      report_.source = value;
    } else if (key == "text") {
      report_.text = value;
    } else {
      fail("unknown key " + key + " of a report");
    }
  }

  void start_event(const std::string& value) {
    const std::vector<std::string> words = split(value, ' ');
    if (words.size() != 2) fail("expected TYPE:mode and reality");
    Claim claim;
    claim.report = report_.id;
    claim.event = report_.id + "/" + std::to_string(events_.size() + 1);
    const std::size_t colon = words[0].find(':');
    claim.type = words[0].substr(0, colon);
    if (colon != std::string::npos) claim.mode = words[0].substr(colon + 1);
    const auto reality = parse_reality(words[1]);
    if (!reality) fail("no reality " + words[1]);
    claim.reality = *reality;
    claim.confidence = 0.9;
    claim.published = report_.published;
    claim.outlet = report_.source;
    claim.copy_group = report_.id;
    // Events of a file stand one behind the other, the first not in the headline.
    constexpr std::uint32_t kLine = 1000;
    claim.sentence.begin = kLine * static_cast<std::uint32_t>(events_.size() + 1);
    events_.push_back(std::move(claim));
  }

  void read_event(Claim& claim, const std::string& key, const std::string& value) {
    if (key == "date") {
      read_date(claim, value);
    } else if (key == "place") {
      read_place(claim, value);
    } else if (key == "actor" || key == "recipient") {
      read_actor(claim, key == "actor" ? Side::kActor : Side::kRecipient, value);
    } else if (key == "killed") {
      claim.killed = count(value);
    } else if (key == "injured") {
      claim.injured = count(value);
    } else if (key == "detained") {
      claim.detained = count(value);
    } else if (key == "source") {
      claim.sources.push_back(fold(value));
    } else if (key == "weapon") {
      claim.weapons.push_back(fold(value));
    } else if (key == "target") {
      claim.targets.push_back(value);
    } else if (key == "hour") {
      claim.minute = std::stoi(value.substr(0, 2)) * 60 + std::stoi(value.substr(3));
    } else if (key == "sentence") {
      claim.sentence_text = value;
      claim.words = words_of_sentence(value, rules_);
    } else {
      fail("unknown key " + key + " of an event");
    }
  }

  void read_date(Claim& claim, const std::string& value) {
    const std::vector<std::string> words = split(value, ' ');
    const std::vector<std::string> ends = split(words.at(0), '/');
    DateInterval date;
    date.precision = ends.size() == 1 ? DatePrecision::kDay : DatePrecision::kRange;
    date.start = parse_date(ends.front());
    date.end = parse_date(ends.back());
    claim.date = date;
    claim.date_basis = words.size() > 1 ? parse_date_basis(words[1]).value_or(DateBasis::kNone)
                                        : DateBasis::kStated;
  }

  void read_place(Claim& claim, const std::string& value) {
    const std::vector<std::string> words = split(value, '|');
    if (words.size() != 4) fail("expected name|lat|lon|precision");
    ClaimPlace place;
    place.name = words[0];
    place.id = "test:" + words[0];
    place.lat = std::stod(words[1]);
    place.lon = std::stod(words[2]);
    const auto precision = parse_place_precision(words[3]);
    if (!precision) fail("no precision " + words[3]);
    place.precision = *precision;
    place.radius_km = place.precision >= PlacePrecision::kDistrict ? 40 : 3;
    claim.place = place;
  }

  void read_actor(Claim& claim, Side side, const std::string& value) {
    const std::vector<std::string> words = split(value, '|');
    if (words.size() != 3) fail("expected name|country|sector");
    ClaimActor actor;
    actor.name = words[0];
    actor.id = "test:" + words[0];
    actor.country = words[1];
    actor.sector = words[2];
    actor.side = side;
    claim.actors.push_back(actor);
  }

  static ClaimCount count(const std::string& value) {
    const std::vector<std::string> ends = split(value, '-');
    return {std::stoll(ends.front()), std::stoll(ends.back())};
  }

  std::filesystem::path path_;
  const Rules& rules_;
  Report report_;
  std::vector<Claim> events_;
  std::size_t number_ = 0;
};

void write_figure(std::ostream& out, const char* name,
                  const std::optional<IncidentFigure>& figure) {
  if (!figure) return;
  out << "  " << name << " " << figure->low << "/" << figure->best << "/" << figure->high << "\n";
}

void write_list(std::ostream& out, const std::vector<std::string>& items, char separator) {
  for (std::size_t at = 0; at < items.size(); ++at) out << (at == 0 ? ' ' : separator) << items[at];
}

void write_incident(std::ostream& out, const Incident& incident) {
  out << incident.type << (incident.mode.empty() ? "" : ":" + incident.mode) << " "
      << to_string(incident.reality);
  if (incident.date) {
    const DateInterval& date = *incident.date;
    out << " " << (date.start ? tocsin::to_string(*date.start) : "..");
    if (date.start != date.end) out << "/" << (date.end ? tocsin::to_string(*date.end) : "..");
  }
  if (incident.place) out << " " << incident.place->name;
  out << ":";
  for (const IncidentEvent& event : incident.events) out << " " << event.event;
  out << "\n";
  write_figure(out, "killed", incident.killed);
  write_figure(out, "injured", incident.injured);
  write_figure(out, "detained", incident.detained);
  out << "  voices";
  for (const auto& group : incident.voice_groups) write_list(out, group, '+');
  out << "\n";
  if (incident.story.size() > 1) {
    out << "  story";
    for (const RealityStep& step : incident.story) {
      out << " " << to_string(step.reality);
      if (step.published) out << "@" << tocsin::to_string(*step.published);
    }
    out << "\n";
  }
  for (const Disagreement& disagreement : incident.disagreements) {
    out << "  differ " << disagreement.field << ":";
    for (const Version& version : disagreement.versions) {
      out << " " << version.value << " (";
      for (std::size_t at = 0; at < version.events.size(); ++at) {
        out << (at == 0 ? "" : " ") << version.events[at];
      }
      out << ")";
    }
    out << "\n";
  }
}

}  // namespace

StoryFile read_story(const std::filesystem::path& path, const Rules& rules) {
  return Parser(path, rules).run();
}

std::string written(const std::vector<Incident>& incidents) {
  std::ostringstream out;
  for (const Incident& incident : incidents) {
    if (!incident.type.empty()) write_incident(out, incident);
  }
  return out.str();
}

}  // namespace tocsin::fuse
