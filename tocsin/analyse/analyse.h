#pragma once
/// The stage: from a report's text to frames and mentions.

#include "tocsin/analyse/reader.h"
#include "tocsin/core/frame.h"
#include "tocsin/core/report.h"
#include "tocsin/core/text.h"

namespace tocsin::analyse {

/// Everything that the reader finds in the report, in text order.
///
/// Returns: diagnostics "language_unmeasured" where the reader was not trained on the text's
/// language. Threads: safe for concurrent calls; the result depends on the arguments alone. Cost:
/// one pass of the network for each window of about five sentences.
Analysis analyse(const Report& report, const Text& text, const Reader& reader);

}  // namespace tocsin::analyse
