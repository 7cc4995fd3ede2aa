#include "tocsin/core/citation.h"

#include <algorithm>

#include "tocsin/core/utf8.h"

namespace tocsin {

Citation cite(const CodedReport& coded, const Event& event) {
  const Report& report = coded.report;
  const CodePointOffsets offsets(report.text);
  const auto range = [&](Span span) {
    return CharacterRange{offsets(span.begin), offsets(span.end)};
  };
  Citation citation;
  citation.event = event.id;
  citation.report = report.id;
  citation.title = report.title;
  citation.outlet = report.source;
  citation.url = report.url;
  citation.language = coded.language;
  citation.published = report.published;
  citation.trigger = slice(report.text, event.trigger);
  citation.sentence = slice(report.text, event.sentence);
  citation.trigger_at = range(event.trigger);
  citation.sentence_at = range(event.sentence);
  citation.type = event.type;
  citation.mode = event.mode;
  citation.reality = event.reality;
  citation.aspect = event.aspect;
  citation.date_basis = event.date ? event.date->basis : DateBasis::kNone;
  citation.confidence = event.confidence;
  citation.quad_code = event.quad_code;
  citation.cameo = event.cameo;
  citation.acled = event.acled;
  citation.is_repeat =
      std::any_of(event.links.begin(), event.links.end(),
                  [](const EventLink& link) { return link.kind == LinkKind::kSame; });
  return citation;
}

}  // namespace tocsin
