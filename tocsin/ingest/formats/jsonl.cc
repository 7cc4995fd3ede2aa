// One JSON object a line, read line by line: the size of the file does not matter, and a line that
// is too long is passed over without being held.

#include <string>

#include "tocsin/ingest/encoding.h"
#include "tocsin/ingest/formats.h"
#include "tocsin/ingest/record.h"

namespace tocsin::ingest {
namespace {

// A fault for what can be no JSONL at all; nothing otherwise.
std::optional<Fault> unreadable(std::string_view beginning, const Origin& origin) {
  if (const auto binary = recognise_binary(beginning)) {
    return make_fault(ErrorCode::kNotText, origin, {},
                      "looks like " + *binary + "; expected JSON lines");
  }
  if (beginning.starts_with("\xFF\xFE") || beginning.starts_with("\xFE\xFF")) {
    return make_fault(ErrorCode::kBadEncoding, origin, {},
                      "a byte-order mark of UTF-16; expected UTF-8");
  }
  return std::nullopt;
}

Fault too_long(const Origin& origin, std::size_t line, std::size_t size, std::size_t limit) {
  return make_fault(ErrorCode::kTooLarge, origin, {"line " + std::to_string(line), line},
                    "a line of " + std::to_string(size) + " bytes; at most " +
                        std::to_string(limit) + " are read");
}

}  // namespace

void read_jsonl(Bytes& bytes, const Origin& origin, const Options& options, const Sink& sink) {
  if (const auto fault = unreadable(bytes.peek(16), origin)) {
    sink.on_fault(*fault);
    return;
  }
  std::string line;
  std::size_t number = 0;
  std::size_t records = 0;
  while (const auto size = bytes.read_line(line, options.max_line_bytes)) {
    ++number;
    if (number == 1 && line.starts_with("\xEF\xBB\xBF")) line.erase(0, 3);
    if (*size > options.max_line_bytes) {
      sink.on_fault(too_long(origin, number, *size, options.max_line_bytes));
    } else if (line.find_first_not_of(" \t\r") != std::string::npos) {
      read_record(line, number, origin, options, sink);
    } else {
      continue;
    }
    ++records;
  }
  if (bytes.is_broken()) {
    sink.on_fault(make_fault(ErrorCode::kFileUnreadable, origin, {}, "reading broke off"));
  } else if (records == 0) {
    sink.on_fault(make_fault(ErrorCode::kFileEmpty, origin, {},
                             "no records; expected a JSON object on each line"));
  }
}

}  // namespace tocsin::ingest
