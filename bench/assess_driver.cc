// Prints how long an assessment takes over made-up incidents: assess_driver DATA COUNT.
#include <chrono>
#include <cstdlib>
#include <iostream>
#include <random>

#include "tocsin/assess/assess.h"

namespace {

using namespace tocsin;

// Incidents of two claims each over three years in twenty areas, the same in each run.
assess::Situation made_up(std::size_t count) {
  const std::vector<std::pair<const char*, const char*>> kinds{
      {"ASSAULT", "firearms"}, {"ASSAULT", "heavy-weapons"}, {"COERCE", "closure"},
      {"COERCE", "arrest"},    {"MOBILIZE", "troops"},       {"THREATEN", "violence"},
      {"CONSULT", "negotiate"}};
  const Date first = *parse_date("2021-01-01");
  std::mt19937_64 random(1);
  assess::Situation situation;
  for (std::size_t i = 0; i < count; ++i) {
    Incident incident;
    incident.id = "i" + std::to_string(i);
    const auto& [type, mode] = kinds[random() % kinds.size()];
    const Date day = first + std::chrono::days{static_cast<int>(random() % 1095)};
    const std::string area = "Area " + std::to_string(random() % 20);
    const auto killed = static_cast<std::int64_t>(random() % 4);
    for (int voice = 0; voice < 2; ++voice) {
      Claim claim;
      claim.report = "r" + std::to_string(2 * i + static_cast<std::size_t>(voice));
      claim.event = claim.report + "/1";
      claim.type = type;
      claim.mode = mode;
      claim.confidence = 0.8;
      claim.published = day + std::chrono::days{1};
      claim.outlet = "Outlet " + std::to_string(random() % 50);
      claim.date = DateInterval{day, day, DatePrecision::kDay};
      claim.place = ClaimPlace{"Town", "t", 33, 36, 1, PlacePrecision::kTown, "XXX", area, ""};
      claim.sentence_text = "Gunmen opened fire on a post of the army near the town at noon.";
      if (claim.type == "ASSAULT") claim.killed = ClaimCount{killed, killed};
      incident.events.push_back(
          {claim.event, claim.report, claim.type, claim.mode, Reality::kActual, {}});
      incident.voice_groups.push_back({claim.report});
      situation.claims.push_back(std::move(claim));
    }
    incident.killed = IncidentFigure{killed, killed, killed};
    situation.incidents.push_back(std::move(incident));
  }
  return situation;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    std::cerr << "usage: assess_driver DATA COUNT\n";
    return 2;
  }
  const auto rules = tocsin::assess::load_rules(std::filesystem::path(argv[1]) / "assess");
  const auto situation = made_up(std::strtoul(argv[2], nullptr, 10));
  const tocsin::assess::Question question{
      {"Area 3", std::nullopt, {}}, *tocsin::parse_date("2023-12-31"), 14};
  const auto start = std::chrono::steady_clock::now();
  const tocsin::Assessment assessment = tocsin::assess::assess(question, situation, rules);
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
  std::cout << took.count() << " s, level " << assessment.level << ", probability "
            << (assessment.forecast ? assessment.forecast->within_30_days.p : -1) << "\n";
}
