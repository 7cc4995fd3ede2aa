// What pdftotext writes of a document from outside.

#include "tests/fuzz/fuzz.h"
#include "tocsin/core/utf8.h"
#include "tocsin/ingest/pdf_text.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const std::string text = tocsin::ingest::paragraphs_of_pages(tocsin::replace_invalid_utf8(bytes));
  tocsin::fuzz::require(tocsin::first_invalid_utf8(text) == text.size(), "text that is not UTF-8");
  return 0;
}
