// The parser of a PDF must be expected to fail on what the world sends: it runs as a program of its
// own (pdftotext of poppler-utils), with little memory and time.

#include <string>
#include <utility>

#include "tocsin/core/utf8.h"
#include "tocsin/ingest/child.h"
#include "tocsin/ingest/encoding.h"
#include "tocsin/ingest/fields.h"
#include "tocsin/ingest/formats.h"
#include "tocsin/ingest/pdf_text.h"
#include "tocsin/ingest/title.h"

namespace tocsin::ingest {
namespace {

constexpr const char* kInstallFix = "Install poppler-utils, which has pdftotext and pdfinfo.";
constexpr const char* kScanFix =
    "If its pages are pictures, recognise their text first (OCR), and give that.";
constexpr const char* kLimitFix = "Convert it to text by hand, or split it.";

// A fault with its own way to mend it.
struct PdfError {
  ErrorCode code;
  std::string what;
  std::string fix;
};

std::string first_line(const std::string& words) {
  const std::string line(trim(std::string_view(words).substr(0, words.find('\n'))));
  return line.substr(0, 200);
}

std::string run(const std::string& program, std::vector<std::string> arguments,
                std::string_view pdf, const ProgramLimits& limits, std::string& complaint) {
  ChildResult result;
  try {
    result = run_child(program, arguments, pdf, limits);
  } catch (const Error& error) {
    throw PdfError{error.code(), error.what(),
                   error.code() == ErrorCode::kProgramMissing ? kInstallFix : ""};
  }
  const std::string memory = std::to_string(limits.memory_bytes >> 20) + " MB";
  switch (result.end) {
    case ChildResult::End::kTooSlow:
      throw PdfError{ErrorCode::kTooLarge,
                     program + " was stopped after " + std::to_string(limits.seconds) + " s",
                     kLimitFix};
    case ChildResult::End::kTooMuchOutput:
      throw PdfError{ErrorCode::kTooLarge,
                     "more than " + std::to_string(limits.output_bytes) + " bytes of text",
                     kLimitFix};
    case ChildResult::End::kKilled:
      throw PdfError{
          ErrorCode::kTooLarge,
          program + " ended by signal " + std::to_string(result.status) + "; it may use " + memory,
          kLimitFix};
    case ChildResult::End::kExited:
      break;
  }
  complaint = first_line(result.errors);
  if (result.status == 0) return std::move(result.out);
  const bool is_memory = result.errors.find("memory") != std::string::npos ||
                         result.errors.find("bad_alloc") != std::string::npos;
  if (is_memory) {
    throw PdfError{ErrorCode::kTooLarge, program + " needs more than " + memory, kLimitFix};
  }
  throw PdfError{
      ErrorCode::kNotText,
      "cannot be read: " +
          (complaint.empty() ? "exit status " + std::to_string(result.status) : complaint),
      "Open it in a viewer and save it once more, without a password."};
}

std::string info_named(const std::string& info, const std::string& name) {
  const std::string key = name + ":";
  std::size_t begin = info.starts_with(key) ? 0 : info.find("\n" + key);
  if (begin == std::string::npos) return "";
  begin = info.find(':', begin) + 1;
  return std::string(trim(std::string_view(info).substr(begin, info.find('\n', begin) - begin)));
}

// A title that is the name of a file says nothing.
bool is_file_name(const std::string& title) {
  const std::size_t dot = title.rfind('.');
  return dot != std::string::npos && title.size() - dot <= 5 &&
         title.find(' ', dot) == std::string::npos;
}

// What the file says of itself is of use, but no reason to refuse it.
void read_info(std::string_view pdf, const Options& options, Input& input) {
  std::string complaint;
  try {
    const std::string info =
        run(options.pdf_info_program, {"-isodates", "-enc", "UTF-8", kChildInput}, pdf,
            options.program, complaint);
    const std::string valid = replace_invalid_utf8(info);
    const std::string title = info_named(valid, "Title");
    if (!is_file_name(title)) input.report.title = title;
    input.report.author = info_named(valid, "Author");
    set_published(info_named(valid, "CreationDate"), options.date_order, PublishedBasis::kFile,
                  input);
  } catch (const PdfError& error) {
    input.diagnostics.push_back(
        {"properties_unreadable", "title and date of the PDF: " + error.what, {}});
  }
}

Input read_document(std::string_view pdf, const Options& options) {
  Input input;
  std::string complaint;
  const std::string pages =
      run(options.pdf_text_program, {"-enc", "UTF-8", "-eol", "unix", kChildInput, "-"}, pdf,
          options.program, complaint);
  input.report.text =
      stored_text(paragraphs_of_pages(replace_invalid_utf8(pages)), input.diagnostics);
  if (is_blank(input.report.text)) {
    throw PdfError{ErrorCode::kFileEmpty,
                   "no text in the document" + (complaint.empty() ? "" : " (" + complaint + ")"),
                   kScanFix};
  }
  if (!complaint.empty()) {
    input.diagnostics.push_back(
        {"pdf_damaged", "the PDF is damaged; some of its text may be missing: " + complaint, {}});
  }
  read_info(pdf, options, input);
  if (input.report.title.empty()) input.report.title = title_of(input.report.text);
  return input;
}

}  // namespace

void read_pdf(Bytes& bytes, const Origin& origin, const Options& options, const Sink& sink) {
  const std::string whole = bytes.read_all(options.max_report_bytes);
  const auto fault = [&](ErrorCode code, const std::string& what, const std::string& fix) {
    sink.on_fault(make_fault(code, origin, {}, what, fix));
  };
  if (whole.size() > options.max_report_bytes) {
    fault(ErrorCode::kTooLarge,
          "more than " + std::to_string(options.max_report_bytes) +
              " bytes, the most that one report may have",
          kLimitFix);
    return;
  }
  if (whole.empty()) {
    fault(ErrorCode::kFileEmpty, "0 bytes; expected a PDF document", "");
    return;
  }
  if (std::string_view(whole).substr(0, 1024).find("%PDF-") == std::string_view::npos) {
    fault(ErrorCode::kNotText, "no \"%PDF-\" at its beginning; expected a PDF document", "");
    return;
  }
  Input input;
  try {
    input = read_document(whole, options);
  } catch (const PdfError& error) {
    fault(error.code, error.what, error.fix);
    return;
  }
  hand_over(std::move(input), origin, {}, options, sink);
}

}  // namespace tocsin::ingest
