#pragma once
/// Records of the desk as the contract writes them.

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "tocsin/engine/journal_view.h"
#include "tocsin/engine/overview.h"
#include "tocsin/serve/json.h"

namespace tocsin::serve {

/// A page of a list.
Json page(Json items, const std::string& next, std::int64_t total);

/// An event of a list.
Json event_row(engine::Desk& desk, const store::EventRow& row);
/// An event with what was decided about it. Throws: Problem(not_found).
Json event_view(engine::Desk& desk, const std::string& id);
/// The text with its coding. Throws: Problem(not_found).
Json report_view(engine::Desk& desk, const std::string& id);
Json report_row(const engine::ReportBrief& brief);

/// How much of an incident is shown.
enum class Depth : std::uint8_t { kRow, kWhole };
Json incident_json(engine::Desk& desk, const Incident& incident, Depth depth);

Json journal_json(const engine::JournalEntry& entry);

std::string_view review_name(Review review);

}  // namespace tocsin::serve
