#pragma once
/// A page as PDF, by a program that is installed for it.

#include <filesystem>
#include <string>

namespace tocsin::apps {

/// Writes `html` as a PDF to `file`, by WeasyPrint or else Chromium.
///
/// Throws: Error(kProgramMissing) where there is neither; Error(kNotWritable).
void write_pdf(const std::string& html, const std::filesystem::path& file);

}  // namespace tocsin::apps
