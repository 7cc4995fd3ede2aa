// Each window of whole sentences goes through the network three times: once for its words, once for
// the triggers found (roles, reality, aspect, links) and once for the spans found (kinds,
// antecedents).
#include "tocsin/analyse/analyse.h"

#include <algorithm>

#include "tocsin/analyse/decode.h"
#include "tocsin/analyse/windows.h"

namespace tocsin::analyse {
namespace {

// A span of the window to be given a kind: a role filler of a frame, or a mention in no role.
struct Candidate {
  WordRange words;
  std::int32_t role;   // number of the role, or the count of roles
  std::int32_t frame;  // index into the window's triggers, or -1
  double probability;
};

// Reads one window and appends what it finds to the analysis.
class WindowReader {
 public:
  WindowReader(const Text& text, const Window& window, const Reader& reader, Analysis& analysis)
      : text_(text),
        window_(window),
        reader_(reader),
        labels_(reader.manifest()),
        analysis_(analysis) {}

  void read() {
    scores_ = reader_.encoder().words(window_.input);
    triggers_ = decode_triggers(scores_.triggers, labels_.threshold);
    add_shared_triggers();
    first_frame_ = static_cast<std::uint32_t>(analysis_.frames.size());
    breaks_ = breaks();
    mentions_ = decode_spans(scores_.mentions, 0, breaks_);
    if (!triggers_.empty()) add_frames();
    for (const DecodedSpan& span : mentions_) {
      candidates_.push_back(
          {span.words, static_cast<std::int32_t>(labels_.roles.size()), -1, span.probability});
    }
    if (!candidates_.empty()) add_mentions();
  }

 private:
  Span bytes(WordRange words) const {
    const std::uint32_t first = window_.first_token + words.begin;
    const std::uint32_t last = window_.first_token + words.end - 1;
    return {text_.tokens[first].begin, text_.tokens[last].end};
  }

  std::uint32_t sentence_of(std::uint32_t token) const {
    const auto after = std::upper_bound(
        text_.sentences.begin(), text_.sentences.end(), token,
        [](std::uint32_t value, const Sentence& sentence) { return value < sentence.first_token; });
    return static_cast<std::uint32_t>(
        std::max<std::ptrdiff_t>(0, after - text_.sentences.begin() - 1));
  }

  /// One trigger for each sentence that has none and whose words together tell of an event.
  void add_shared_triggers() {
    const std::uint32_t words = scores_.triggers.rows;
    for (WordRange sentence{0, 0}; sentence.begin < words; sentence.begin = sentence.end) {
      const std::uint32_t index = sentence_of(window_.first_token + sentence.begin);
      sentence.end = sentence.begin + 1;
      while (sentence.end < words && sentence_of(window_.first_token + sentence.end) == index) {
        ++sentence.end;
      }
      const auto at = std::lower_bound(triggers_.begin(), triggers_.end(), sentence.begin,
                                       [](const DecodedTrigger& trigger, std::uint32_t word) {
                                         return trigger.words.begin < word;
                                       });
      if (at != triggers_.end() && at->words.begin < sentence.end) continue;
      const auto shared = decode_shared_trigger(scores_.triggers, sentence, labels_.types,
                                                labels_.shared_threshold);
      if (shared) triggers_.insert(at, *shared);
    }
  }

  /// Words with more than a space before them.
  std::set<std::uint32_t> breaks() const {
    std::set<std::uint32_t> found;
    for (std::uint32_t token = window_.first_token + 1; token < window_.end_token; ++token) {
      if (text_.tokens[token].begin > text_.tokens[token - 1].end + 1) {
        found.insert(token - window_.first_token);
      }
    }
    return found;
  }

  void add_frames() {
    std::vector<TriggerInput> inputs;
    for (const DecodedTrigger& trigger : triggers_) {
      inputs.push_back({static_cast<std::int32_t>(trigger.words.begin),
                        static_cast<std::int32_t>(trigger.words.end) - 1,
                        static_cast<std::int32_t>(trigger.label)});
    }
    const FrameScores scores = reader_.encoder().frames(scores_.words, inputs);
    for (std::uint32_t k = 0; k < triggers_.size(); ++k) {
      analysis_.frames.push_back(make_frame(k, scores));
      for (const DecodedSpan& span :
           decode_spans(scores.roles[k], labels_.role_handicap, breaks_)) {
        add_filler(k, span);
      }
    }
  }

  // A filler that is part of a mention takes the whole of it; two parts of one mention are one. Not
  // so for those harmed: "three killed and seven wounded" may be one mention and is two counts.
  void add_filler(std::uint32_t k, const DecodedSpan& span) {
    Candidate filler{span.words, static_cast<std::int32_t>(span.tag), static_cast<std::int32_t>(k),
                     span.probability};
    for (const DecodedSpan& mention : mentions_) {
      const bool whole =
          mention.words.begin <= span.words.begin && span.words.end <= mention.words.end;
      if (whole && !is_count(labels_.roles[span.tag])) filler.words = mention.words;
    }
    const bool repeated =
        std::any_of(candidates_.begin(), candidates_.end(), [&](const Candidate& other) {
          return other.frame == filler.frame && other.role == filler.role &&
                 other.words == filler.words;
        });
    if (!repeated) candidates_.push_back(filler);
  }

  Frame make_frame(std::uint32_t k, const FrameScores& scores) const {
    const DecodedTrigger& trigger = triggers_[k];
    const std::string& label = labels_.labels[trigger.label];
    const std::size_t colon = std::min(label.find(':'), label.size());
    Frame frame;
    frame.trigger = bytes(trigger.words);
    frame.sentence = sentence_of(window_.first_token + trigger.words.begin);
    frame.type = label.substr(0, colon);
    frame.mode = colon < label.size() ? label.substr(colon + 1) : "";
    frame.confidence = trigger.label_probability;
    const DecodedState reality = decode_best(scores.realities, k);
    frame.reality = labels_.realities[reality.value];
    frame.reality_confidence = reality.probability;
    frame.aspect = labels_.aspects[decode_best(scores.aspects, k).value];
    add_links(frame, k, scores.links[k]);
    return frame;
  }

  // Row j of `scores` tells the link from trigger k to trigger j: column 0 is "none".
  void add_links(Frame& frame, std::uint32_t k, const Matrix& scores) const {
    for (std::uint32_t target = 0; target < scores.rows; ++target) {
      if (target == k) continue;
      const DecodedState link = decode_best(scores, target);
      if (link.value == 0 || link.probability < labels_.link_threshold) continue;
      frame.links.push_back(
          {labels_.links[link.value - 1], first_frame_ + target, link.probability});
    }
  }

  void add_mentions() {
    std::vector<SpanInput> inputs;
    for (const Candidate& candidate : candidates_) {
      inputs.push_back({static_cast<std::int32_t>(candidate.words.begin),
                        static_cast<std::int32_t>(candidate.words.end) - 1, candidate.role});
    }
    const SpanScores scores = reader_.encoder().spans(scores_.words, inputs);
    for (std::uint32_t i = 0; i < candidates_.size(); ++i) {
      const Candidate& candidate = candidates_[i];
      Mention mention = make_mention(i, scores);
      if (candidate.frame < 0) {
        analysis_.mentions.push_back(std::move(mention));
      } else {
        analysis_.frames[first_frame_ + static_cast<std::uint32_t>(candidate.frame)]
            .roles.push_back(
                {labels_.roles[static_cast<std::size_t>(candidate.role)], std::move(mention)});
      }
    }
  }

  Mention make_mention(std::uint32_t i, const SpanScores& scores) const {
    Mention mention;
    mention.span = bytes(candidates_[i].words);
    const DecodedState kind = decode_best(scores.kinds, i);
    mention.kind = labels_.kinds[kind.value];
    mention.confidence = candidates_[i].probability;
    const DecodedState antecedent = decode_best(scores.antecedents, i);
    if (antecedent.value > 0) mention.antecedent = antecedent_span(i, antecedent.value - 1);
    return mention;
  }

  // The network points at a word: the smallest candidate that begins there, else the one that holds
  // it.
  std::optional<Span> antecedent_span(std::uint32_t self, std::uint32_t word) const {
    const Candidate* best = nullptr;
    for (const Candidate& other : candidates_) {
      if (other.words.begin > word || other.words.end <= word) continue;
      const bool better =
          best == nullptr || (other.words.begin == word && best->words.begin != word);
      if (better) best = &other;
    }
    const WordRange found = best != nullptr ? best->words : WordRange{word, word + 1};
    if (found == candidates_[self].words) return std::nullopt;
    return bytes(found);
  }

  const Text& text_;
  const Window& window_;
  const Reader& reader_;
  const Manifest& labels_;
  Analysis& analysis_;
  WordScores scores_;
  std::vector<DecodedTrigger> triggers_;
  std::vector<DecodedSpan> mentions_;
  std::set<std::uint32_t> breaks_;  // words that stand apart from the one before
  std::vector<Candidate> candidates_;
  std::uint32_t first_frame_ = 0;
};

std::uint32_t sentences_in(const Text& text, const Window& window) {
  return static_cast<std::uint32_t>(
      std::count_if(text.sentences.begin(), text.sentences.end(), [&](const Sentence& sentence) {
        return sentence.first_token >= window.first_token &&
               sentence.first_token < window.end_token;
      }));
}

void sort_roles(Frame& frame) {
  std::stable_sort(frame.roles.begin(), frame.roles.end(),
                   [](const RoleFiller& a, const RoleFiller& b) {
                     return std::pair(a.role, a.mention.span) < std::pair(b.role, b.mention.span);
                   });
}

void warn_of_language(const Text& text, const Manifest& manifest, Analysis& analysis) {
  if (std::find(manifest.languages.begin(), manifest.languages.end(), text.language) !=
      manifest.languages.end())
    return;
  analysis.diagnostics.push_back({"language_unmeasured",
                                  "The reader was not trained on this text's language (" +
                                      text.language + "): its coding is unmeasured.",
                                  {}});
}

}  // namespace

Analysis analyse(const Report& report, const Text& text, const Reader& reader) {
  Analysis analysis;
  warn_of_language(text, reader.manifest(), analysis);
  for (const Window& window :
       cut_windows(report.text, text, reader.tokenizer(), reader.manifest().window_pieces)) {
    analysis.sentences_read += sentences_in(text, window);
    WindowReader(text, window, reader, analysis).read();
  }
  for (Frame& frame : analysis.frames) sort_roles(frame);
  return analysis;
}

}  // namespace tocsin::analyse
