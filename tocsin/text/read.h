#pragma once
/// The text stage: from a report to its language, paragraphs, sentences and words.

#include "tocsin/core/report.h"
#include "tocsin/core/text.h"
#include "tocsin/text/languages.h"

namespace tocsin::text {

/// The layout of the report's text. Every token lies in exactly one sentence and every sentence in
/// one paragraph.
///
/// Units:   spans are bytes of `report.text`, which must be valid UTF-8.
/// Threads: a pure function.
/// Cost:    linear in the text.
Text read(const Report& report, const Languages& languages);

}  // namespace tocsin::text
