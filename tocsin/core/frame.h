#pragma once
/// What the neural reader finds in a text: mentions, and frames (a trigger with its roles, reality,
/// links).

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tocsin/core/diagnostic.h"
#include "tocsin/core/span.h"

namespace tocsin {

/// Roles of the annotation guidelines (docs/codebook.md).
enum class Role : std::uint8_t {
  kActor,
  kRecipient,
  kPlace,
  kFrom,
  kTo,
  kTime,
  kWeapon,
  kObject,
  kKilled,
  kInjured,
  kDetained,
  kDisplaced,
  kCount,
  kSource,
};
inline constexpr int kRoleCount = 14;

/// Whether the role holds a number of people or things, or those who were harmed.
inline bool is_count(Role role) {
  return role == Role::kKilled || role == Role::kInjured || role == Role::kDetained ||
         role == Role::kDisplaced || role == Role::kCount;
}

/// Whether the role holds those who were harmed.
inline bool is_harm(Role role) { return is_count(role) && role != Role::kCount; }

/// How real the text says that an event is.
enum class Reality : std::uint8_t {
  kActual,
  kPossible,
  kPlanned,
  kDemanded,
  kThreatened,
  kConditional,
  kDenied
};
enum class Aspect : std::uint8_t { kOnce, kHabitual, kOngoing, kBackground };
enum class LinkKind : std::uint8_t { kContent, kCause, kExchange, kSame };

std::string_view to_string(Role role);
std::string_view to_string(Reality reality);
std::string_view to_string(Aspect aspect);
std::string_view to_string(LinkKind kind);
std::optional<Role> parse_role(std::string_view name);
std::optional<Reality> parse_reality(std::string_view name);
std::optional<Aspect> parse_aspect(std::string_view name);
std::optional<LinkKind> parse_link_kind(std::string_view name);

/// A stretch of text that names somebody or something.
struct Mention {
  Span span;
  std::string kind;                ///< "p.MIL", "g.GOV", "loc", "time", "num", "arm", "obj"
  double confidence = 1;           ///< in [0,1]
  std::optional<Span> antecedent;  ///< what a pronoun or description stands for
};

struct RoleFiller {
  Role role;
  Mention mention;
};

/// From the frame that holds it to the frame `target` (an index into the same Analysis).
struct FrameLink {
  LinkKind kind;
  std::uint32_t target = 0;
  double confidence = 1;
};

/// One event as the sentence tells it, before anything is resolved.
struct Frame {
  Span trigger;
  std::uint32_t sentence = 0;  ///< index into Text::sentences
  std::string type;            ///< codebook type, "COERCE"
  std::string mode;            ///< codebook mode, "siege"; empty where the type is used alone
  double confidence = 0;       ///< that there is an event of this type and mode here, in [0,1]
  Reality reality = Reality::kActual;
  Aspect aspect = Aspect::kOnce;
  double reality_confidence = 1;
  std::vector<RoleFiller> roles;  ///< in order of role, then of place in the text
  std::vector<FrameLink> links;
};

/// Everything that the reader found in one report, in text order.
struct Analysis {
  std::vector<Frame> frames;
  std::vector<Mention> mentions;  ///< named actors, places and times, also those in no frame
  std::uint32_t sentences_read = 0;
  std::vector<Diagnostic> diagnostics;
};

}  // namespace tocsin
