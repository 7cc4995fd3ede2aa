#include "tocsin/resolve/time_slots.h"

#include <algorithm>
#include <array>
#include <cstdio>

namespace tocsin::resolve {

std::optional<int> number(const TimeSlots& slots, std::string_view name) {
  const auto slot = slots.find(name);
  constexpr double kLargest = 1e6;  // numbers beyond are no part of a date
  if (slot == slots.end() || !slot->second.number) return std::nullopt;
  return static_cast<int>(std::min(*slot->second.number, kLargest));
}

std::string word(const TimeSlots& slots, std::string_view name) {
  const auto slot = slots.find(name);
  return slot == slots.end() ? std::string() : slot->second.text;
}

std::optional<TimeUnit> unit_slot(const TimeSlots& slots) {
  return parse_time_unit(word(slots, "unit"));
}

TimePart part_slot(const TimeSlots& slots) {
  const std::string part = word(slots, "part");
  if (part == "start") return TimePart::kStart;
  if (part == "middle") return TimePart::kMiddle;
  if (part == "end") return TimePart::kEnd;
  return TimePart::kWhole;
}

std::string clock_of(const TimeSlots& slots) {
  const std::optional<int> hour = number(slots, "hour");
  if (!hour) {
    const std::string part_of_day = word(slots, "daypart");
    return part_of_day.empty() ? "" : "T" + part_of_day;
  }
  int hours = *hour;
  if (word(slots, "noon") == "pm" && hours < 12) hours += 12;
  if (word(slots, "noon") == "am" && hours == 12) hours = 0;
  char buffer[32];
  std::snprintf(buffer, sizeof buffer, "T%02d:%02d", hours, number(slots, "minute").value_or(0));
  return buffer;
}

std::string duration_timex(const TimeSlots& slots, TimeUnit unit) {
  // One for each TimeUnit.
  constexpr std::array<std::string_view, 11> kLetters{"M", "H", "D", "WE", "W", "M",
                                                      "Q", "S", "Y", "DE", "CE"};
  const auto count = slots.find("count");
  std::string amount = "X";
  if (count != slots.end() && count->second.number) {
    char buffer[32];
    std::snprintf(buffer, sizeof buffer, "%g", *count->second.number);
    amount = buffer;
  }
  return (unit <= TimeUnit::kHour ? "PT" : "P") + amount +
         std::string(kLetters[static_cast<std::size_t>(unit)]);
}

std::string filled_value(const TimeMatch& match) {
  std::string value = match.rule->value;
  for (const auto& [name, slot] : match.slots) {
    const std::size_t at = value.find("{" + name + "}");
    if (at != std::string::npos) value.replace(at, name.size() + 2, slot.text);
  }
  return value;
}

}  // namespace tocsin::resolve
