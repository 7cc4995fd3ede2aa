// BRAT stand-off: a ZIP archive to unpack below brat's data folder, with NAME.txt and NAME.ann of
// each report, and an annotation.conf of the types that occur.
//
// How it works: a report's mentions are its text bounds (T), an event is its trigger with its roles
// (E), reality and aspect are attributes (A), links are relations of events (R). Offsets are code
// points; a stretch over a line's end is written in fragments, as brat wants it. An incident is a
// document of its own: the sentences that tell of it, one a line, and their triggers joined as
// equivalent.
#include <map>
#include <set>

#include "tocsin/core/utf8.h"
#include "tocsin/export/formats/formats.h"
#include "tocsin/export/text.h"
#include "tocsin/export/zip.h"

namespace tocsin::exports {
namespace {

// brat's names are letters, digits, "_" and "-".
std::string brat_name(std::string_view name) {
  std::string result;
  for (const char c : name) {
    const bool is_plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                          (c >= '0' && c <= '9') || c == '-' || c == '_';
    result += is_plain ? c : '-';
  }
  return result;
}

std::string event_name(const std::string& type, const std::string& mode) {
  return brat_name(mode.empty() ? type : type + "_" + mode);
}

// "actor" is "Actor".
std::string capital(std::string_view name) {
  std::string result(name);
  if (!result.empty() && result[0] >= 'a' && result[0] <= 'z') {
    result[0] = static_cast<char>(result[0] - 'a' + 'A');
  }
  return result;
}

// What annotation.conf must list.
struct Types {
  std::set<std::string> entities;
  std::map<std::string, std::set<std::string>> events;  // with their roles
  std::set<std::string> relations;
};

constexpr std::string_view kRealityNames =
    "actual|possible|planned|demanded|threatened|conditional|denied";
constexpr std::string_view kAspectNames = "once|habitual|ongoing|background";

std::string conf(const Types& types) {
  std::string text = "[entities]\n";
  for (const std::string& each : types.entities) text += each + "\n";
  text += "\n[events]\n";
  for (const auto& [name, roles] : types.events) {
    std::string list;
    for (const std::string& role : roles) list += (list.empty() ? "" : ", ") + role + "*:<ENTITY>";
    text += name + (list.empty() ? "" : "\t" + list) + "\n";
  }
  text += "\n[relations]\n";
  for (const std::string& each : types.relations) {
    text += each + "\tArg1:<EVENT>, Arg2:<EVENT>\n";
  }
  text += "Same-incident\tArg1:<EVENT>, Arg2:<EVENT>, <REL-TYPE>:symmetric-transitive\n";
  text += "\n[attributes]\nReality\tArg:<EVENT>, Value:" + std::string(kRealityNames) +
          "\nAspect\tArg:<EVENT>, Value:" + std::string(kAspectNames) + "\n";
  return text;
}

// The annotations of one document.
class Annotations {
 public:
  Annotations(const std::string& text, Types& types) : text_(text), offsets_(text), types_(types) {}

  // The name of the text bound; the same stretch and type is one.
  std::string bound(const std::string& type, Span span) {
    const auto [found, is_new] = bounds_.try_emplace({type, span}, bounds_.size() + 1);
    const std::string name = "T" + std::to_string(found->second);
    if (is_new) lines_ += name + "\t" + type + " " + ranges(span) + "\n";
    return name;
  }

  std::string mention(const Mention& mention) {
    const std::string type = brat_name(mention.kind.empty() ? "mention" : mention.kind);
    types_.entities.insert(type);
    return bound(type, mention.span);
  }

  std::string count(const EventCount& count) {
    types_.entities.insert("num");
    return bound("num", count.span);
  }

  // `trigger` is the name of its bound.
  std::string event(const std::string& type, const std::string& trigger, const std::string& roles) {
    const std::string name = "E" + std::to_string(++events_);
    lines_ += name + "\t" + type + ":" + trigger + roles + "\n";
    return name;
  }

  void attribute(std::string_view name, const std::string& event, std::string_view value) {
    lines_ += "A" + std::to_string(++attributes_) + "\t" + std::string(name) + " " + event + " " +
              std::string(value) + "\n";
  }

  void relation(const std::string& type, const std::string& from, const std::string& to) {
    types_.relations.insert(type);
    lines_ +=
        "R" + std::to_string(++relations_) + "\t" + type + " Arg1:" + from + " Arg2:" + to + "\n";
  }

  void note(const std::string& of, const std::string& words) {
    lines_ +=
        "#" + std::to_string(++notes_) + "\tAnnotatorNotes " + of + "\t" + one_line(words) + "\n";
  }

  void line(const std::string& line) { lines_ += line + "\n"; }
  const std::string& lines() const { return lines_; }

 private:
  // "3 8;9 12<TAB>words words": fragments between line ends.
  std::string ranges(Span span) const {
    std::string numbers;
    std::string words;
    std::uint32_t begin = span.begin;
    for (std::uint32_t at = span.begin; at <= span.end; ++at) {
      if (at < span.end && text_[at] != '\n' && text_[at] != '\r') continue;
      if (at > begin) {
        numbers += (numbers.empty() ? "" : ";") + std::to_string(offsets_(begin)) + " " +
                   std::to_string(offsets_(at));
        words += (words.empty() ? "" : " ") + text_.substr(begin, at - begin);
      }
      begin = at + 1;
    }
    return numbers + "\t" + words;
  }

  const std::string& text_;
  CodePointOffsets offsets_;
  Types& types_;
  std::map<std::pair<std::string, Span>, std::size_t> bounds_;
  std::string lines_;
  int events_ = 0;
  int attributes_ = 0;
  int relations_ = 0;
  int notes_ = 0;
};

// A name for a file: no folders, nothing hidden, no two alike.
class FileNames {
 public:
  std::string name(std::string_view id) {
    std::string plain;
    for (const char c : id) {
      const bool is_bad = static_cast<unsigned char>(c) <= ' ' || c == '/' || c == '\\' ||
                          c == ':' || c == '*' || c == '?' || c == '"' || c == '<' || c == '>' ||
                          c == '|' || c == '\x7F';
      plain += is_bad ? '_' : c;
    }
    if (plain.empty() || plain.front() == '.') plain.insert(plain.begin(), '_');
    std::string unique = plain;
    for (int number = 2; !used_.insert(unique).second; ++number) {
      unique = plain + "~" + std::to_string(number);
    }
    return unique;
  }

 private:
  std::set<std::string> used_;
};

class BratWriter : public Writer {
 public:
  explicit BratWriter(std::ostream& out) : zip_(out) {}

  void report(const CodedReport& coded) override {
    Annotations annotations(coded.report.text, types_);
    for (const Mention& each : coded.mentions) annotations.mention(each);
    std::map<std::string, std::string> names;  // event id to E
    for (const Event& each : coded.events) names[each.id] = write(annotations, each);
    for (const Event& each : coded.events) {
      for (const EventLink& link : each.links) {
        const auto target = names.find(link.event);
        if (target == names.end()) continue;
        annotations.relation(capital(to_string(link.kind)), names[each.id], target->second);
      }
    }
    const std::string name = names_.name(coded.report.id);
    zip_.add(name + ".txt", coded.report.text);
    zip_.add(name + ".ann", annotations.lines());
  }

  void end() override {
    zip_.add("annotation.conf", conf(types_));
    zip_.end();
  }

 private:
  // " Actor:T1 Actor2:T2"
  class Roles {
   public:
    Roles(Annotations& annotations, std::set<std::string>& names)
        : annotations_(annotations), names_(names) {}

    void add(Role role, const std::vector<Mention>& mentions) {
      for (const Mention& each : mentions) add(role, annotations_.mention(each));
    }
    void add(Role role, const std::vector<EventActor>& actors) {
      for (const EventActor& each : actors) add(role, annotations_.mention(each.mention));
    }
    void add(Role role, const std::optional<EventCount>& count) {
      if (count && !is_empty(count->span)) add(role, annotations_.count(*count));
    }
    const std::string& text() const { return text_; }

   private:
    void add(Role role, const std::string& bound) {
      const std::string name = capital(to_string(role));
      const int number = ++numbers_[name];
      names_.insert(name);
      text_ += " " + name + (number > 1 ? std::to_string(number) : "") + ":" + bound;
    }

    Annotations& annotations_;
    std::set<std::string>& names_;
    std::map<std::string, int> numbers_;
    std::string text_;
  };

  std::string write(Annotations& annotations, const Event& event) {
    const std::string type = event_name(event.type, event.mode);
    const std::string trigger = annotations.bound(type, event.trigger);
    Roles roles(annotations, types_.events[type]);
    roles.add(Role::kActor, event.actor);
    roles.add(Role::kRecipient, event.recipient);
    roles.add(Role::kPlace, event.place);
    roles.add(Role::kFrom, event.from);
    roles.add(Role::kTo, event.to);
    roles.add(Role::kTime, event.time);
    roles.add(Role::kWeapon, event.weapon);
    roles.add(Role::kObject, event.object);
    roles.add(Role::kKilled, event.killed);
    roles.add(Role::kInjured, event.injured);
    roles.add(Role::kDetained, event.detained);
    roles.add(Role::kDisplaced, event.displaced);
    roles.add(Role::kCount, event.count);
    roles.add(Role::kSource, event.source);
    const std::string name = annotations.event(type, trigger, roles.text());
    annotations.attribute("Reality", name, to_string(event.reality));
    annotations.attribute("Aspect", name, to_string(event.aspect));
    annotations.note(name, "id " + event.id + "; confidence " + fixed(event.confidence, 4));
    return name;
  }

  ZipWriter zip_;
  FileNames names_;
  Types types_;
};

class BratIncidents : public HappeningWriter {
 public:
  explicit BratIncidents(std::ostream& out) : zip_(out) {}

  void happening(const Happening& happening) override {
    std::string text;
    std::vector<Span> triggers;
    for (const Citation& each : happening.citations) add_line(text, triggers, each);
    Annotations annotations(text, types_);
    std::string equal;
    for (std::size_t i = 0; i < triggers.size(); ++i) {
      if (is_empty(triggers[i])) continue;
      const Citation& citation = happening.citations[i];
      const std::string type = event_name(citation.type, citation.mode);
      types_.events[type];
      const std::string name = annotations.event(type, annotations.bound(type, triggers[i]), "");
      annotations.attribute("Reality", name, to_string(citation.reality));
      annotations.attribute("Aspect", name, to_string(citation.aspect));
      annotations.note(name, "id " + citation.event + "; report " + citation.report);
      equal += " " + name;
    }
    if (equal.find(' ', 1) != std::string::npos) annotations.line("*\tSame-incident" + equal);
    const std::string name = names_.name(happening.id);
    zip_.add(name + ".txt", text);
    zip_.add(name + ".ann", annotations.lines());
  }

  void end() override {
    zip_.add("annotation.conf", conf(types_));
    zip_.end();
  }

 private:
  // One sentence a line; where its trigger stands in it.
  static void add_line(std::string& text, std::vector<Span>& triggers, const Citation& citation) {
    const std::size_t begin = text.size();
    std::string sentence = citation.sentence;
    std::size_t trigger = 0;
    if (citation.trigger_at.begin > citation.sentence_at.begin) {
      std::uint32_t ahead = citation.trigger_at.begin - citation.sentence_at.begin;
      for (; ahead > 0 && trigger < sentence.size(); --ahead) {
        trigger += decode_utf8(sentence, trigger).bytes;
      }
    }
    const bool is_there = sentence.compare(trigger, citation.trigger.size(), citation.trigger) == 0;
    for (char& c : sentence) {
      if (c == '\n' || c == '\r') c = ' ';
    }
    text += sentence + "\n";
    const auto at = static_cast<std::uint32_t>(begin + trigger);
    const auto size = static_cast<std::uint32_t>(citation.trigger.size());
    triggers.push_back(is_there ? Span{at, at + size} : Span{});
  }

  ZipWriter zip_;
  FileNames names_;
  Types types_;
};

}  // namespace

std::unique_ptr<Writer> make_brat_writer(std::ostream& out, const WriterOptions& /*options*/) {
  return std::make_unique<BratWriter>(out);
}

std::unique_ptr<IncidentWriter> make_brat_incidents(std::ostream& out,
                                                    const IncidentWriterOptions& options) {
  return write_incidents(std::make_unique<BratIncidents>(out), options.citation_of);
}

}  // namespace tocsin::exports
