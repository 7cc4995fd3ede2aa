#pragma once
/// The stage's entry: what the reader's mentions mean. When, where, who, how many?

#include "tocsin/core/frame.h"
#include "tocsin/core/report.h"
#include "tocsin/core/text.h"
#include "tocsin/core/values.h"
#include "tocsin/resolve/actor_table.h"
#include "tocsin/resolve/event_reference.h"
#include "tocsin/resolve/gazetteer.h"
#include "tocsin/resolve/place_rules.h"
#include "tocsin/resolve/quantity_words.h"
#include "tocsin/resolve/reality.h"
#include "tocsin/resolve/time_rules.h"

namespace tocsin::resolve {

/// What the stage knows; owned by the caller and alive for the length of a call.
struct Resources {
  const TimeRules& times;
  const PlaceRules& place_rules;
  const Gazetteer* gazetteer;  ///< may be null: then no place is resolved, and a diagnostic says so
  const ActorTable& actors;
  const NumberWords& numbers;
  const RealityRules& realities;
  const ReferenceRules& references;
};

/// A value for each time, place, actor and quantity in the analysis, keyed by the mention's span.
///
/// Threads: a pure function; the resources may be shared.
/// Cost:    about a millisecond for a page.
Values resolve(const Report& report, const Text& text, const Analysis& analysis,
               const Resources& resources);

}  // namespace tocsin::resolve
