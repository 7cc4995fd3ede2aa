#include "tocsin/ingest/encoding.h"

#include "tests/fuzz/fuzz.h"
#include "tocsin/core/error.h"
#include "tocsin/core/utf8.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  tocsin::fuzz::require(!tocsin::ingest::encoding_of(bytes).empty(), "no encoding");
  try {
    const tocsin::ingest::Decoded decoded = tocsin::ingest::decode(bytes, "");
    const bool is_valid = tocsin::first_invalid_utf8(decoded.text) == decoded.text.size();
    tocsin::fuzz::require(is_valid, "text that is not UTF-8");
  } catch (const tocsin::Error&) {
    return 0;  // no text in any encoding
  }
  return 0;
}
