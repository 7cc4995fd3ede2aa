#include "tocsin/resolve/resolve.h"

#include <utility>

#include "tocsin/resolve/actor.h"
#include "tocsin/resolve/document_date.h"
#include "tocsin/resolve/place.h"
#include "tocsin/resolve/quantity.h"
#include "tocsin/resolve/time.h"
#include "tocsin/resolve/time_present.h"

namespace tocsin::resolve {

Values resolve(const Report& report, const Text& text, const Analysis& analysis,
               const Resources& resources) {
  Values values;
  values.document_date = find_document_date(report, text, resources.times);
  values.realities = overruled_realities(report, text, analysis, resources.realities);
  // Whether a weekday lies ahead hangs on whether what it dates is still to come.
  Analysis told_so = analysis;
  correct_realities(values.realities, told_so.frames);
  values.times = resolve_times(report, text, told_so, values.document_date, resources.times);
  PresentTriggers present = told_in_present(report, text, analysis, resources.times);
  values.present = std::move(present.present);
  values.going_on = std::move(present.going_on);
  if (resources.gazetteer != nullptr) {
    values.places =
        resolve_places(report, text, analysis, resources.place_rules, *resources.gazetteer);
  } else {
    values.diagnostics.push_back(
        {"no_gazetteer", "There is no gazetteer: places are shown as written, without coordinates.",
         Span{}});
  }
  // Places come first: where no words say whose police it is, most of the places do.
  values.actors = resolve_actors({report, text, analysis, values.document_date, values.places},
                                 resources.actors);
  values.told_before = find_told_before(report, text, analysis, values, resources.references);
  values.quantities = resolve_quantities(report, text, analysis, resources.numbers);
  values.harms = find_harm_counts(report, text, analysis, values.times, resources.numbers);
  return values;
}

}  // namespace tocsin::resolve
