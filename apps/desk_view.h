#pragma once
/// Reports, events and incidents of a desk for the eye.

#include <ostream>
#include <string>

#include "apps/styled_text.h"
#include "tocsin/engine/desk.h"

namespace tocsin::apps {

struct DeskStyle {
  int width = 100;
  Colour colour = Colour::kOff;
};

/// The style of standard output: colours on a terminal that has them.
DeskStyle desk_style();

/// One line of a list: id, day, TYPE:mode, place, how sure.
std::string event_line(const store::EventRow& event);

/// The report with its events, each with its sentence, and what was decided about them.
void show_report(std::ostream& out, engine::Desk& desk, const engine::DeskReport& report,
                 const DeskStyle& style);

/// One event of the report, in the same way.
void show_event(std::ostream& out, engine::Desk& desk, engine::DeskReport report,
                const std::string& event, const DeskStyle& style);

/// The incident: what, when, where, who, figures, voices, each sentence, and where reports differ.
void show_incident(std::ostream& out, engine::Desk& desk, const Incident& incident,
                   const DeskStyle& style);

/// The journal's rows about a report, in order.
void show_history(std::ostream& out, engine::Desk& desk, const std::string& report,
                  const std::string& event);

}  // namespace tocsin::apps
