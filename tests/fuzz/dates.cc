#include "tocsin/ingest/dates.h"

#include "tests/fuzz/fuzz.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view words(reinterpret_cast<const char*>(data), size);
  using tocsin::ingest::DateOrder;
  for (const DateOrder order :
       {DateOrder::kUnknown, DateOrder::kDayFirst, DateOrder::kMonthFirst}) {
    if (const auto date = tocsin::ingest::read_date(words, order)) {
      tocsin::fuzz::require(tocsin::parse_date(tocsin::to_string(*date)) == date, "no such day");
    }
  }
  tocsin::ingest::date_in_name(words);
  return 0;
}
