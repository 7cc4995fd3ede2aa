#include <string>

#include "tocsin/ingest/email.h"
#include "tocsin/ingest/encoding.h"
#include "tocsin/ingest/formats.h"

namespace tocsin::ingest {
namespace {

bool is_header_line(std::string_view line) {
  const std::size_t colon = line.find(':');
  if (colon == 0 || colon == line.npos || colon > 60) return false;
  for (const char c : line.substr(0, colon)) {
    const bool is_name = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                         (c >= '0' && c <= '9') || c == '-' || c == '_';
    if (!is_name) return false;
  }
  return true;
}

bool begins_with_name(std::string_view line, std::string_view name) {
  if (line.size() < name.size()) return false;
  for (std::size_t i = 0; i < name.size(); ++i) {
    if ((line[i] | 0x20) != (name[i] | 0x20)) return false;
  }
  return true;
}

}  // namespace

// A block of header lines, and among them some that every message has.
bool looks_like_message(std::string_view beginning) {
  int known = 0;
  for (bool is_first = true; !beginning.empty(); is_first = false) {
    const std::size_t end = std::min(beginning.find('\n'), beginning.size());
    std::string_view line = beginning.substr(0, end);
    beginning.remove_prefix(std::min(end + 1, beginning.size()));
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.empty()) break;
    const bool is_envelope = is_first && line.starts_with("From ");
    const bool goes_on = !is_first && (line[0] == ' ' || line[0] == '\t');
    if (is_envelope || goes_on) continue;
    if (!is_header_line(line)) return beginning.empty() && known >= 2;
    for (const std::string_view name :
         {"From:", "Date:", "Subject:", "Message-ID:", "MIME-Version:", "Received:", "To:"}) {
      known += begins_with_name(line, name) ? 1 : 0;
    }
  }
  return known >= 2;
}

void read_message(Bytes& bytes, const Origin& origin, const Options& options, const Sink& sink) {
  const std::string whole = bytes.read_all(options.max_report_bytes);
  const auto fault = [&](ErrorCode code, const std::string& what) {
    sink.on_fault(make_fault(code, origin, {}, what));
  };
  if (whole.size() > options.max_report_bytes) {
    fault(ErrorCode::kTooLarge, "more than " + std::to_string(options.max_report_bytes) +
                                    " bytes, the most that one message may have");
  } else if (whole.empty()) {
    fault(ErrorCode::kFileEmpty, "0 bytes; expected a message");
  } else if (const auto binary = recognise_binary(whole)) {
    fault(ErrorCode::kNotText, "looks like " + *binary + "; expected a message");
  } else if (!looks_like_message(std::string_view(whole).substr(0, kLookAhead * 16))) {
    fault(ErrorCode::kBadRecord,
          "no header with From, Date, Subject or the like; expected a message of e-mail");
  } else {
    read_one_message(whole, origin, {}, options, sink);
  }
}

}  // namespace tocsin::ingest
