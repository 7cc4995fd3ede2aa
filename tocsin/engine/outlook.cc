#include "tocsin/engine/outlook.h"

#include <array>
#include <charconv>

#include "tocsin/assess/assess.h"
#include "tocsin/engine/country.h"
#include "tocsin/engine/desk.h"
#include "tocsin/engine/situation.h"

namespace tocsin::engine {
namespace {

// "LAT,LON,KM"; nothing for any other words.
std::optional<Circle> circle_of(const std::string& words) {
  std::array<double, 3> values{};
  const char* at = words.data();
  const char* end = words.data() + words.size();
  for (std::size_t i = 0; i < values.size(); ++i) {
    const auto [stop, fault] = std::from_chars(at, end, values[i]);
    const bool is_last = i + 1 == values.size();
    if (fault != std::errc() || (is_last ? stop != end : stop == end || *stop != ',')) {
      return std::nullopt;
    }
    at = stop + 1;
  }
  return Circle{values[0], values[1], values[2]};
}

}  // namespace

struct Outlook::State {
  assess::AssessRules rules;
  assess::Situation situation;
  std::filesystem::path data_dir;
};

Outlook::Outlook(Desk& desk, const std::filesystem::path& data_dir)
    : state_(std::make_unique<const State>(
          State{assess::load_rules(data_dir / "assess"), situation_of(desk), data_dir})) {}
Outlook::~Outlook() = default;
Outlook::Outlook(Outlook&&) noexcept = default;
Outlook& Outlook::operator=(Outlook&&) noexcept = default;

std::vector<std::string> Outlook::ladder() const {
  std::vector<std::string> ids;
  for (const assess::LevelRules& level : state_->rules.ladder.levels) ids.push_back(level.id);
  return ids;
}

assess::Question Outlook::question(const std::string& area, Date as_of) const {
  assess::Question question;
  question.area.name = area_name(area);
  question.area.circle = circle_of(area);
  question.area.countries = countries_named(state_->data_dir, question.area.name);
  question.as_of = as_of;
  return question;
}

Assessment Outlook::assess(const std::string& area, Date as_of) const {
  Assessment assessment = assess::assess(question(area, as_of), state_->situation, state_->rules);
  assessment.area = area;
  return assessment;
}

std::optional<assess::TrackRecord> Outlook::track_record(const std::string& area,
                                                         Date as_of) const {
  return assess::track_record(question(area, as_of), state_->situation, state_->rules);
}

std::string area_name(const std::string& id) {
  constexpr std::string_view kPrefix = "area:";
  if (!id.starts_with(kPrefix)) return id;
  const std::size_t slash = id.rfind('/');
  return id.substr(slash == std::string::npos ? kPrefix.size() : slash + 1);
}

}  // namespace tocsin::engine
