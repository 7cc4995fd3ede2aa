#include "tocsin/code/threat.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <utility>

namespace tocsin::code {
namespace {

constexpr std::string_view kThreat = "THREATEN";
constexpr std::string_view kOwnWill = "own_will";
constexpr std::string_view kCondition = "condition";
constexpr std::string_view kReprisal = "reprisal";
constexpr double kSureness = 0.8;     // of the words, beside that of the act
constexpr std::uint32_t kReach = 24;  // bytes from the words of will to the act

/// The mode of a threat by that of the act.
std::optional<std::string> mode_of(const Frame& act) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 9> kModes{
      {{"restrict", "restrict"},
       {"closure", "restrict"},
       {"siege", "restrict"},
       {"curfew", "restrict"},
       {"ban", "restrict"},
       {"arrest", "arrest"},
       {"deport", "expel"},
       {"capture", "territory"},
       {"seize", "territory"}}};
  if (act.type == "ASSAULT") return "violence";
  if (act.type != "COERCE") return std::nullopt;
  for (const auto& [mode, threat] : kModes) {
    if (act.mode == mode) return std::string(threat);
  }
  return "";
}

bool is_to_come(const Frame& act) {
  return act.reality == Reality::kThreatened || act.reality == Reality::kConditional ||
         act.reality == Reality::kPlanned;
}

class ThreatFinder {
 public:
  ThreatFinder(std::string_view report, const Text& text, const Words& words)
      : report_(report), text_(text), words_(words) {}

  /// Whether the words do not say what will be done: "we shall act".
  bool is_reprisal(const Frame& act) const {
    return words_.contains(kReprisal, slice(report_, act.trigger));
  }

  /// The threat that an act is, told by those who will do it.
  std::optional<Frame> find(const Frame& act, const std::vector<Frame>& frames) const {
    const auto mode = is_reprisal(act) ? std::optional<std::string>("violence") : mode_of(act);
    if (!mode || !is_to_come(act) || act.sentence >= text_.sentences.size()) return std::nullopt;
    const bool is_told = std::any_of(frames.begin(), frames.end(), [&](const Frame& other) {
      return other.sentence == act.sentence && other.type == kThreat;
    });
    const Span sentence = text_.sentences[act.sentence].span;
    const bool is_bound =
        act.reality != Reality::kPlanned || words_.contains(kCondition, slice(report_, sentence));
    const std::optional<std::uint32_t> begin = will_before(act.trigger, sentence);
    if (is_told || !is_bound || !begin) return std::nullopt;
    Frame threat;
    threat.trigger = {*begin, act.trigger.end};
    threat.sentence = act.sentence;
    threat.type = kThreat;
    threat.mode = *mode;
    threat.confidence = act.confidence * kSureness;
    for (const RoleFiller& filler : act.roles) {
      const bool is_of_both = filler.role == Role::kActor || filler.role == Role::kRecipient ||
                              filler.role == Role::kPlace;
      if (is_of_both) threat.roles.push_back(filler);
    }
    return threat;
  }

 private:
  /// Where the last word before the act begins, if the words there are of one's own will: "we
  /// [will] burn".
  std::optional<std::uint32_t> will_before(Span trigger, Span sentence) const {
    const std::uint32_t reach = trigger.begin - std::min(trigger.begin, kReach);
    const Span before{std::max(sentence.begin, reach), trigger.begin};
    std::string_view words = slice(report_, before);
    words = words.substr(words.find_last_of(",;:.") + 1);
    if (!words_.contains(kOwnWill, words)) return std::nullopt;
    const std::size_t end = words.find_last_not_of(' ');
    const std::size_t space = words.find_last_of(' ', end);
    const std::size_t word = space == std::string_view::npos ? 0 : space + 1;
    return trigger.begin - static_cast<std::uint32_t>(words.size() - word);
  }

  std::string_view report_;
  const Text& text_;
  const Words& words_;
};

}  // namespace

void add_threats(std::string_view report, const Text& text, const Words& words,
                 std::vector<Frame>& frames) {
  const ThreatFinder finder(report, text, words);
  std::vector<Frame> all;
  std::vector<std::uint32_t> moved;                          // where each frame went
  std::vector<std::pair<std::size_t, std::size_t>> threats;  // its place, and the act's before
  for (std::size_t i = 0; i < frames.size(); ++i) {
    const auto threat = finder.find(frames[i], frames);
    const bool stands_alone = threat && finder.is_reprisal(frames[i]);  // it is all that is told
    if (threat && !stands_alone) {
      threats.emplace_back(all.size(), i);
      all.push_back(*threat);
    }
    moved.push_back(static_cast<std::uint32_t>(all.size()));
    all.push_back(stands_alone ? *threat : frames[i]);
  }
  for (Frame& frame : all) {
    for (FrameLink& link : frame.links) link.target = moved[link.target];
  }
  for (const auto& [threat, act] : threats) {
    all[threat].links.push_back({LinkKind::kContent, moved[act], kSureness});
  }
  frames = std::move(all);
}

}  // namespace tocsin::code
