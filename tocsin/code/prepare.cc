#include "tocsin/code/prepare.h"

#include <algorithm>
#include <numeric>
#include <optional>
#include <string>

#include "tocsin/core/capital_words.h"

namespace tocsin::code {
namespace {

// How far after its whole a part stands.
constexpr std::uint32_t kToPart = 24;

/// Where each frame of the reader has gone; nothing where it was left out.
using NewIndex = std::vector<std::optional<std::uint32_t>>;

std::string label(const Frame& frame) {
  return frame.mode.empty() ? frame.type : frame.type + ":" + frame.mode;
}

/// The frame under a name that the codebook has: its own, or its type alone.
std::optional<Frame> known(const Frame& frame, const Codebook& codebook,
                           std::vector<Diagnostic>& diagnostics) {
  if (codebook.find(frame.type, frame.mode) != nullptr) return frame;
  if (codebook.find(frame.type, "") != nullptr) {
    diagnostics.push_back({"mode_not_in_codebook",
                           "The model found \"" + label(frame) +
                               "\", a mode that the codebook lacks: coded as \"" + frame.type +
                               "\".",
                           frame.trigger});
    Frame plain = frame;
    plain.mode.clear();
    return plain;
  }
  diagnostics.push_back({"type_not_in_codebook",
                         "The model found \"" + label(frame) +
                             "\", which the codebook lacks: the event was left out.",
                         frame.trigger});
  return std::nullopt;
}

bool is_same_frame(const Frame& a, const Frame& b) {
  if (a.type != b.type) return false;
  return a.trigger == b.trigger || (a.mode == b.mode && overlaps(a.trigger, b.trigger));
}

bool fills_before(const RoleFiller& a, const RoleFiller& b) {
  return std::pair(a.role, a.mention.span) < std::pair(b.role, b.mention.span);
}

bool is_same_filler(const RoleFiller& a, const RoleFiller& b) {
  return a.role == b.role && a.mention.span == b.mention.span;
}

/// `frame` with the roles and links of `other` added; the more confident one keeps its labels.
void merge(Frame& frame, const Frame& other) {
  std::vector<RoleFiller> roles = frame.roles;
  std::vector<FrameLink> links = frame.links;
  roles.insert(roles.end(), other.roles.begin(), other.roles.end());
  links.insert(links.end(), other.links.begin(), other.links.end());
  if (other.confidence > frame.confidence) frame = other;
  frame.roles = std::move(roles);
  frame.links = std::move(links);
}

void sort_roles(Frame& frame) {
  std::stable_sort(frame.roles.begin(), frame.roles.end(), fills_before);
  frame.roles.erase(std::unique(frame.roles.begin(), frame.roles.end(), is_same_filler),
                    frame.roles.end());
}

/// How exactly the gazetteer knows a place of the frame, the widest; nothing where it knows none.
std::optional<PlacePrecision> known_place(const Frame& frame, const Values& values) {
  std::optional<PlacePrecision> widest;
  for (const RoleFiller& filler : frame.roles) {
    const auto value = values.places.find(filler.mention.span);
    if (filler.role != Role::kPlace || value == values.places.end()) continue;
    const auto& place = value->second.place;
    if (place) widest = std::max(widest.value_or(place->precision), place->precision);
  }
  return widest;
}

/// Whether two frames may be at one place though their places share no name: where both are known,
/// and where one names a wide area ("a village in Myanmar").
bool may_be_one_place(const Frame& a, const Frame& b, const Values& values) {
  const auto left = known_place(a, values);
  const auto right = known_place(b, values);
  const auto is_wide = [](const auto& known) { return known >= PlacePrecision::kProvince; };
  return (left && right) || (left && is_wide(left)) || (right && is_wide(right));
}

/// Points links at the new frames; those to nowhere or to the frame itself go, doubles become one.
void move_links(Frame& frame, std::uint32_t index, const NewIndex& new_index) {
  std::vector<FrameLink> moved;
  for (FrameLink link : frame.links) {
    if (link.target >= new_index.size() || !new_index[link.target]) continue;
    link.target = *new_index[link.target];
    if (link.target == index) continue;
    const auto twin = std::find_if(moved.begin(), moved.end(), [&](const FrameLink& other) {
      return other.kind == link.kind && other.target == link.target;
    });
    if (twin == moved.end()) {
      moved.push_back(link);
    } else {
      twin->confidence = std::max(twin->confidence, link.confidence);
    }
  }
  std::stable_sort(moved.begin(), moved.end(), [](const FrameLink& a, const FrameLink& b) {
    return std::pair(a.kind, a.target) < std::pair(b.kind, b.target);
  });
  frame.links = std::move(moved);
}

std::vector<std::uint32_t> text_order(const std::vector<Frame>& frames) {
  std::vector<std::uint32_t> order(frames.size());
  std::iota(order.begin(), order.end(), 0U);
  std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
    return frames[a].trigger < frames[b].trigger;
  });
  return order;
}

/// Whether the frame is linked to frame `other` as the same event.
bool tells_same(const Frame& frame, std::size_t other) {
  return std::any_of(frame.links.begin(), frame.links.end(), [&](const FrameLink& link) {
    return link.kind == LinkKind::kSame && link.target == other;
  });
}

/// Whether the words beside a figure tell of its harm.
bool tells_its_harm(const RoleFiller& filler, const Values& values) {
  const auto value = values.quantities.find(filler.mention.span);
  return value != values.quantities.end() && !value->second.harms.empty();
}

}  // namespace

Prepared prepare(const Analysis& analysis, const Codebook& codebook) {
  Prepared prepared{analysis, {}};
  std::vector<Frame>& frames = prepared.analysis.frames;
  frames.clear();
  NewIndex new_index(analysis.frames.size());
  for (const std::uint32_t old : text_order(analysis.frames)) {
    std::optional<Frame> frame = known(analysis.frames[old], codebook, prepared.diagnostics);
    if (!frame) continue;
    const auto twin = std::find_if(frames.begin(), frames.end(), [&](const Frame& other) {
      return is_same_frame(other, *frame);
    });
    new_index[old] = static_cast<std::uint32_t>(twin - frames.begin());
    if (twin == frames.end()) {
      frames.push_back(std::move(*frame));
    } else {
      merge(*twin, *frame);
    }
  }
  for (std::uint32_t i = 0; i < frames.size(); ++i) {
    sort_roles(frames[i]);
    move_links(frames[i], i, new_index);
  }
  return prepared;
}

void move_harmed(const Values& values, std::vector<Frame>& frames) {
  for (Frame& frame : frames) {
    bool has_moved = false;
    for (RoleFiller& filler : frame.roles) {
      if (!is_harm(filler.role)) continue;
      const auto value = values.quantities.find(filler.mention.span);
      if (value == values.quantities.end()) continue;
      const std::vector<Role>& harms = value->second.harms;
      if (harms.empty() || std::find(harms.begin(), harms.end(), filler.role) != harms.end()) {
        continue;
      }
      filler.role = harms.front();
      has_moved = true;
    }
    if (has_moved) sort_roles(frame);
  }
}

void move_parts(std::string_view text, const Values& values, const Words& words,
                std::vector<Frame>& frames) {
  const auto is_part = [&](const RoleFiller& part, const RoleFiller& whole) {
    const Span gap{whole.mention.span.end, part.mention.span.begin};
    return is_harm(whole.role) && gap.begin < gap.end && length(gap) <= kToPart &&
           words.contains(kPartOf, slice(text, gap));
  };
  for (Frame& frame : frames) {
    for (RoleFiller& part : frame.roles) {
      if (!is_harm(part.role) || tells_its_harm(part, values)) continue;
      for (const RoleFiller& whole : frame.roles) {
        if (is_part(part, whole)) part.role = whole.role;
      }
    }
    sort_roles(frame);
  }
}

void leave_to_nearer(std::string_view text, std::vector<Frame>& frames) {
  const auto is_near = [&](const Frame& frame, Span words) {
    const Span gap{std::min(frame.trigger.end, words.end),
                   std::max(frame.trigger.begin, words.begin)};
    return gap.begin >= gap.end || slice(text, gap).find('\n') == std::string_view::npos;
  };
  const auto has = [](const Frame& frame, const RoleFiller& filler) {
    return std::any_of(frame.roles.begin(), frame.roles.end(), [&](const RoleFiller& own) {
      return own.role == filler.role && overlaps(own.mention.span, filler.mention.span);
    });
  };
  for (std::size_t i = 0; i < frames.size(); ++i) {
    std::erase_if(frames[i].roles, [&](const RoleFiller& filler) {
      const Span words = filler.mention.span;
      if (!is_harm(filler.role) || is_near(frames[i], words)) return false;
      for (std::size_t j = 0; j < frames.size(); ++j) {
        const bool is_same = tells_same(frames[i], j) || tells_same(frames[j], i);
        if (i != j && !is_same && is_near(frames[j], words) && has(frames[j], filler)) return true;
      }
      return false;
    });
  }
}

void part_elsewhere(std::string_view text, const Values& values, std::vector<Frame>& frames) {
  for (Frame& frame : frames) {
    const auto own = place_names(frame, text);
    if (own.empty()) continue;
    std::erase_if(frame.links, [&](const FrameLink& link) {
      if (link.kind != LinkKind::kSame || link.target >= frames.size()) return false;
      const Frame& target = frames[link.target];
      const auto other = place_names(target, text);
      return !other.empty() && !may_be_one_place(frame, target, values) &&
             std::none_of(own.begin(), own.end(),
                          [&](std::string_view name) { return other.contains(name); });
    });
  }
}

void link_told_before(const Values& values, std::vector<Frame>& frames) {
  constexpr double kSureness = 0.7;  // of the words alone; the reader's own links have theirs
  for (Frame& frame : frames) {
    const auto told = values.told_before.find(frame.trigger);
    if (told == values.told_before.end() || !told->second.is_same) continue;
    const bool is_linked =
        std::any_of(frame.links.begin(), frame.links.end(),
                    [](const auto& link) { return link.kind == LinkKind::kSame; });
    const auto first = std::find_if(frames.begin(), frames.end(), [&](const Frame& other) {
      return other.trigger == told->second.first && other.type == frame.type;
    });
    if (is_linked || first == frames.end() || &*first == &frame) continue;
    frame.links.push_back(
        {LinkKind::kSame, static_cast<std::uint32_t>(first - frames.begin()), kSureness});
  }
}

}  // namespace tocsin::code
