#include "apps/marked_sentence.h"

#include <algorithm>
#include <tuple>

#include "apps/terminal.h"
#include "tocsin/core/utf8.h"

namespace tocsin::apps {
namespace {

// Outer marks before inner ones; of two on the same words, the trigger is the inner one.
bool opens_before(const Mark& a, const Mark& b) {
  const auto key = [](const Mark& mark) {
    return std::tuple(mark.span.begin, ~mark.span.end, mark.label.empty());
  };
  return key(a) < key(b);
}

std::vector<Mark> merged(std::vector<Mark> marks) {
  std::stable_sort(marks.begin(), marks.end(), opens_before);
  std::vector<Mark> result;
  for (Mark& mark : marks) {
    Mark* last = result.empty() ? nullptr : &result.back();
    const bool same =
        last && last->span == mark.span && !last->label.empty() && !mark.label.empty();
    if (!same) {
      result.push_back(std::move(mark));
    } else if (last->label != mark.label) {
      last->label += ", " + mark.label;
    }
  }
  return result;
}

// Writes text into words, with the marks that are open around it.
class Marker {
 public:
  Marker(std::string_view text, bool right_to_left) : text_(text), right_to_left_(right_to_left) {}

  void open(const Mark& mark) {
    open_.push_back(mark);
    if (mark.label.empty()) {
      add("«", mark.ink);
      return;
    }
    add("[", Ink::kDim);
    // In a right-to-left line the label keeps its own direction.
    const std::string label = mark.label + ":";
    add(right_to_left_ ? std::string(kLeftToRightIsolate) + label + std::string(kPopIsolate)
                       : label,
        Ink::kDim);
    end_word();
  }

  void close() {
    const Mark& mark = open_.back();
    if (mark.label.empty()) {
      add("»", mark.ink);
    } else {
      add("]", Ink::kDim);
    }
    open_.pop_back();
  }

  // The bytes up to `end`, in the colour of the innermost mark.
  void copy(std::uint32_t begin, std::uint32_t end) {
    const Ink ink = open_.empty() ? Ink::kPlain : open_.back().ink;
    for (std::size_t at = begin; at < end;) {
      const CodePoint point = decode_utf8(text_, at);
      at += point.bytes;
      if (is_blank(point.value)) {
        end_word();
      } else if (!is_unsafe(point.value)) {
        std::string character;
        append_utf8(character, point.value);
        add(character, ink);
      }
    }
  }

  const std::vector<Mark>& open_marks() const { return open_; }

  std::vector<Word> take_words() {
    end_word();
    return std::move(words_);
  }

 private:
  void add(std::string_view text, Ink ink) {
    if (word_.runs.empty() || word_.runs.back().ink != ink) word_.runs.push_back({"", ink});
    word_.runs.back().text += text;
  }

  void end_word() {
    if (word_.runs.empty()) return;
    words_.push_back(std::move(word_));
    word_ = {};
  }

  std::string_view text_;
  bool right_to_left_;
  std::vector<Mark> open_;
  std::vector<Word> words_;
  Word word_;
};

void add_actors(std::vector<Mark>& marks, const std::vector<EventActor>& actors,
                std::string_view label, Ink ink) {
  for (const EventActor& each : actors) {
    marks.push_back({each.mention.span, std::string(label), ink});
  }
}

void add_mentions(std::vector<Mark>& marks, const std::vector<Mention>& mentions,
                  std::string_view label, Ink ink) {
  for (const Mention& each : mentions) marks.push_back({each.span, std::string(label), ink});
}

void add_count(std::vector<Mark>& marks, const std::optional<EventCount>& count,
               std::string_view label) {
  if (count) marks.push_back({count->span, std::string(label), Ink::kNumber});
}

}  // namespace

std::vector<Mark> marks_of(const Event& event) {
  std::vector<Mark> marks{{event.trigger, "", Ink::kTrigger}};
  add_actors(marks, event.actor, "actor", Ink::kActor);
  add_actors(marks, event.recipient, "recipient", Ink::kRecipient);
  add_actors(marks, event.source, "source", Ink::kSource);
  add_mentions(marks, event.place, "place", Ink::kPlace);
  add_mentions(marks, event.from, "from", Ink::kPlace);
  add_mentions(marks, event.to, "to", Ink::kPlace);
  add_mentions(marks, event.time, "time", Ink::kTime);
  add_mentions(marks, event.weapon, "weapon", Ink::kThing);
  add_mentions(marks, event.object, "object", Ink::kThing);
  add_count(marks, event.killed, "killed");
  add_count(marks, event.injured, "injured");
  add_count(marks, event.detained, "detained");
  add_count(marks, event.displaced, "displaced");
  add_count(marks, event.count, "count");
  return marks;
}

std::vector<Word> marked_sentence(std::string_view text, Span sentence, std::vector<Mark> marks) {
  if (sentence.end > text.size()) return {};
  std::erase_if(marks, [&](const Mark& mark) {
    return is_empty(mark.span) || !contains(sentence, mark.span);
  });
  Marker marker(text, starts_right_to_left(slice(text, sentence)));
  std::uint32_t at = sentence.begin;
  const auto close_up_to = [&](std::uint32_t limit) {
    while (!marker.open_marks().empty() && marker.open_marks().back().span.end <= limit) {
      const std::uint32_t end = marker.open_marks().back().span.end;
      marker.copy(at, end);
      at = end;
      marker.close();
    }
  };
  for (const Mark& mark : merged(std::move(marks))) {
    close_up_to(mark.span.begin);
    const auto& open = marker.open_marks();
    if (!open.empty() && mark.span.end > open.back().span.end) continue;  // would cross its end
    marker.copy(at, mark.span.begin);
    at = mark.span.begin;
    marker.open(mark);
  }
  close_up_to(sentence.end);
  marker.copy(at, sentence.end);
  return marker.take_words();
}

}  // namespace tocsin::apps
