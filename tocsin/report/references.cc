#include "tocsin/report/references.h"

#include <algorithm>

#include "tocsin/core/error.h"

namespace tocsin::report {
namespace {

std::vector<int> in_order(std::vector<int> numbers) {
  std::sort(numbers.begin(), numbers.end());
  numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
  return numbers;
}

// Told as the incident is, of its type and mode, and no second mention.
int rank(const Citation& citation, const Incident& incident) {
  return (citation.reality == incident.reality ? 4 : 0) +
         (citation.type == incident.type && citation.mode == incident.mode ? 2 : 0) +
         (citation.is_repeat ? 0 : 1);
}

}  // namespace

const Citation* References::find(std::string_view event) const {
  const auto found = citations_.find(event);
  return found == citations_.end() || found->second.sentence.empty() ? nullptr : &found->second;
}

std::vector<const Citation*> References::citations(const Incident& incident) const {
  std::vector<const Citation*> found;
  for (const IncidentEvent& each : incident.events) {
    if (const Citation* citation = find(each.event)) found.push_back(citation);
  }
  const auto best = std::max_element(found.begin(), found.end(), [&](auto* a, auto* b) {
    return rank(*a, incident) < rank(*b, incident);
  });
  if (best != found.end()) std::rotate(found.begin(), best, best + 1);
  return found;
}

int References::number(const Citation& citation) {
  const auto next = static_cast<int>(used_.size()) + 1;
  const auto [found, is_new] = numbers_.try_emplace({citation.report, citation.sentence}, next);
  if (is_new) used_.push_back(&citation);
  return found->second;
}

std::vector<int> References::numbers(const Incident& incident) {
  std::vector<int> all;
  for (const Citation* each : citations(incident)) all.push_back(number(*each));
  return in_order(std::move(all));
}

std::vector<int> References::numbers(const std::vector<std::string>& events) {
  std::vector<int> all;
  for (const std::string& each : events) {
    if (const Citation* citation = find(each)) all.push_back(number(*citation));
  }
  return in_order(std::move(all));
}

std::vector<int> References::numbers(const std::vector<const Incident*>& incidents) {
  std::vector<int> all;
  for (const Incident* each : incidents) {
    for (const Citation* citation : citations(*each)) all.push_back(number(*citation));
  }
  return in_order(std::move(all));
}

std::vector<int> References::leads(const std::vector<const Incident*>& incidents) {
  std::vector<int> all;
  for (const Incident* each : incidents) {
    const auto found = citations(*each);
    if (!found.empty()) all.push_back(number(*found.front()));
  }
  return in_order(std::move(all));
}

std::vector<Source> References::sources(const Phrases& phrases) const {
  std::vector<Source> sources;
  for (const Citation* each : used_) {
    sources.push_back({static_cast<int>(sources.size()) + 1, *each,
                       each->published ? phrases.day(*each->published) : std::string()});
  }
  return sources;
}

Sentence cited(Sentence words, std::vector<int> numbers) {
  if (numbers.empty()) {
    throw Error(ErrorCode::kInternal, "the report says without a citation: " + words_of(words));
  }
  words.push_back({"", false, std::move(numbers)});
  return words;
}

}  // namespace tocsin::report
