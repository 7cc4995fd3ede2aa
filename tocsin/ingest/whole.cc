#include "tocsin/ingest/whole.h"

#include <utility>

#include "tocsin/ingest/encoding.h"

namespace tocsin::ingest {
namespace {

Input make_report(std::string_view whole, const Options& options,
                  const std::function<Input(std::string_view)>& make) {
  if (whole.size() > options.max_report_bytes) {
    throw Error(ErrorCode::kTooLarge, "more than " + std::to_string(options.max_report_bytes) +
                                          " bytes, the most that one report may have");
  }
  if (whole.empty()) throw Error(ErrorCode::kFileEmpty, "0 bytes; expected text");
  Input input = make(whole);
  if (is_blank(input.report.text)) {
    throw Error(ErrorCode::kFileEmpty,
                "no text found in " + std::to_string(whole.size()) + " bytes; expected text");
  }
  return input;
}

}  // namespace

void read_whole(Bytes& bytes, const Origin& origin, const Options& options, const Sink& sink,
                const std::function<Input(std::string_view)>& make) {
  const std::string whole = bytes.read_all(options.max_report_bytes);
  Input input;
  try {
    if (bytes.is_broken()) throw Error(ErrorCode::kFileUnreadable, "reading broke off");
    input = make_report(whole, options, make);
  } catch (const Error& error) {
    sink.on_fault(make_fault(error.code(), origin, {}, error.what()));
    return;
  }
  hand_over(std::move(input), origin, {}, options, sink);
}

}  // namespace tocsin::ingest
