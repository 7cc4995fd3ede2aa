// The stable spellings of enumerations, as JSON, tables and the annotation write them.
#include <array>
#include <utility>

#include "tocsin/core/assessment.h"
#include "tocsin/core/claim.h"
#include "tocsin/core/event.h"

namespace tocsin {
namespace {

template <typename Enum, std::size_t N>
using Names = std::array<std::pair<Enum, std::string_view>, N>;

constexpr Names<Role, kRoleCount> kRoles{{
    {Role::kActor, "actor"},
    {Role::kRecipient, "recipient"},
    {Role::kPlace, "place"},
    {Role::kFrom, "from"},
    {Role::kTo, "to"},
    {Role::kTime, "time"},
    {Role::kWeapon, "weapon"},
    {Role::kObject, "object"},
    {Role::kKilled, "killed"},
    {Role::kInjured, "injured"},
    {Role::kDetained, "detained"},
    {Role::kDisplaced, "displaced"},
    {Role::kCount, "count"},
    {Role::kSource, "source"},
}};
constexpr Names<Reality, 7> kRealities{{
    {Reality::kActual, "actual"},
    {Reality::kPossible, "possible"},
    {Reality::kPlanned, "planned"},
    {Reality::kDemanded, "demanded"},
    {Reality::kThreatened, "threatened"},
    {Reality::kConditional, "conditional"},
    {Reality::kDenied, "denied"},
}};
constexpr Names<Aspect, 4> kAspects{{
    {Aspect::kOnce, "once"},
    {Aspect::kHabitual, "habitual"},
    {Aspect::kOngoing, "ongoing"},
    {Aspect::kBackground, "background"},
}};
constexpr Names<LinkKind, 4> kLinkKinds{{
    {LinkKind::kContent, "content"},
    {LinkKind::kCause, "cause"},
    {LinkKind::kExchange, "exchange"},
    {LinkKind::kSame, "same"},
}};
constexpr Names<PublishedBasis, 6> kPublishedBases{{
    {PublishedBasis::kNone, "none"},
    {PublishedBasis::kGiven, "given"},
    {PublishedBasis::kPage, "page"},
    {PublishedBasis::kText, "text"},
    {PublishedBasis::kFile, "file"},
    {PublishedBasis::kContext, "context"},
}};
constexpr Names<DateBasis, 5> kDateBases{{
    {DateBasis::kNone, "none"},
    {DateBasis::kStated, "stated"},
    {DateBasis::kRelative, "relative"},
    {DateBasis::kDocument, "document"},
    {DateBasis::kInferred, "inferred"},
}};
constexpr Names<DatePrecision, 9> kDatePrecisions{{
    {DatePrecision::kDay, "day"},
    {DatePrecision::kWeek, "week"},
    {DatePrecision::kMonth, "month"},
    {DatePrecision::kSeason, "season"},
    {DatePrecision::kYear, "year"},
    {DatePrecision::kDecade, "decade"},
    {DatePrecision::kCentury, "century"},
    {DatePrecision::kRange, "range"},
    {DatePrecision::kUnknown, "unknown"},
}};
constexpr Names<PlacePrecision, 7> kPlacePrecisions{{
    {PlacePrecision::kNone, "none"},
    {PlacePrecision::kPoint, "point"},
    {PlacePrecision::kTown, "town"},
    {PlacePrecision::kWithin, "within"},
    {PlacePrecision::kDistrict, "district"},
    {PlacePrecision::kProvince, "province"},
    {PlacePrecision::kCountry, "country"},
}};
constexpr Names<Side, 2> kSides{{
    {Side::kActor, "actor"},
    {Side::kRecipient, "recipient"},
}};
constexpr Names<Trend, 3> kTrends{{
    {Trend::kDown, "down"},
    {Trend::kFlat, "flat"},
    {Trend::kUp, "up"},
}};

template <typename Enum, std::size_t N>
std::string_view find_name(const Names<Enum, N>& names, Enum value) {
  for (const auto& [each, name] : names) {
    if (each == value) return name;
  }
  return "unknown";
}

template <typename Enum, std::size_t N>
std::optional<Enum> find_value(const Names<Enum, N>& names, std::string_view wanted) {
  for (const auto& [each, name] : names) {
    if (name == wanted) return each;
  }
  return std::nullopt;
}

}  // namespace

std::string_view to_string(Role role) { return find_name(kRoles, role); }
std::string_view to_string(Reality reality) { return find_name(kRealities, reality); }
std::string_view to_string(Aspect aspect) { return find_name(kAspects, aspect); }
std::string_view to_string(LinkKind kind) { return find_name(kLinkKinds, kind); }
std::string_view to_string(PublishedBasis basis) { return find_name(kPublishedBases, basis); }
std::string_view to_string(DateBasis basis) { return find_name(kDateBases, basis); }
std::string_view to_string(DatePrecision precision) {
  return find_name(kDatePrecisions, precision);
}
std::string_view to_string(PlacePrecision precision) {
  return find_name(kPlacePrecisions, precision);
}
std::string_view to_string(Side side) { return find_name(kSides, side); }
std::string_view to_string(Trend trend) { return find_name(kTrends, trend); }
std::optional<DateBasis> parse_date_basis(std::string_view name) {
  return find_value(kDateBases, name);
}
std::optional<DatePrecision> parse_date_precision(std::string_view name) {
  return find_value(kDatePrecisions, name);
}
std::optional<PlacePrecision> parse_place_precision(std::string_view name) {
  return find_value(kPlacePrecisions, name);
}
std::optional<PublishedBasis> parse_published_basis(std::string_view name) {
  return find_value(kPublishedBases, name);
}
std::optional<Role> parse_role(std::string_view name) { return find_value(kRoles, name); }
std::optional<Reality> parse_reality(std::string_view name) { return find_value(kRealities, name); }
std::optional<Aspect> parse_aspect(std::string_view name) { return find_value(kAspects, name); }
std::optional<LinkKind> parse_link_kind(std::string_view name) {
  return find_value(kLinkKinds, name);
}

}  // namespace tocsin
