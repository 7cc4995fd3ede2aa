// One array of objects, one object, or objects one after the other. The objects are cut out by
// their braces, outside strings, and parsed one by one: the size of the file does not matter, and a
// bad object does not hide the next one.

#include <string>

#include "tocsin/ingest/encoding.h"
#include "tocsin/ingest/formats.h"
#include "tocsin/ingest/record.h"

namespace tocsin::ingest {
namespace {

class Scanner {
 public:
  Scanner(Bytes& bytes, const Origin& origin, const Options& options, const Sink& sink)
      : bytes_(bytes), origin_(origin), options_(options), sink_(sink) {}

  void read() {
    while (const auto byte = bytes_.next()) {
      if (depth_ > 0) {
        inside(*byte);
      } else {
        between(*byte);
      }
      if (*byte == '\n') ++line_;
    }
    if (depth_ > 0) {
      fault(ErrorCode::kBadRecord, start_,
            "the file ends within an object; expected its closing brace");
    } else if (records_ == 0) {
      fault(ErrorCode::kFileEmpty, line_, "no records; expected an object or an array of objects");
    }
  }

 private:
  void between(char byte) {
    if (byte == '{') {
      depth_ = 1;
      start_ = line_;
      record_ = "{";
      size_ = 1;
      in_rubbish_ = false;
      return;
    }
    const bool expected = std::string_view(" \t\r\n,[]").find(byte) != std::string_view::npos;
    if (!expected && !in_rubbish_) {
      ++records_;
      fault(ErrorCode::kBadRecord, line_,
            "found '" + std::string(1, byte) + "'; expected an object");
    }
    in_rubbish_ = !expected || (in_rubbish_ && byte != ',' && byte != '\n');
  }

  void inside(char byte) {
    ++size_;
    if (record_.size() < options_.max_line_bytes) record_ += byte;
    if (in_string_) {
      if (escaped_) {
        escaped_ = false;
      } else if (byte == '\\') {
        escaped_ = true;
      } else if (byte == '"') {
        in_string_ = false;
      }
      return;
    }
    if (byte == '"') in_string_ = true;
    if (byte == '{') ++depth_;
    if (byte == '}' && --depth_ == 0) finish();
  }

  void finish() {
    ++records_;
    if (size_ > options_.max_line_bytes) {
      fault(ErrorCode::kTooLarge, start_,
            "an object of " + std::to_string(size_) + " bytes; at most " +
                std::to_string(options_.max_line_bytes) + " are read");
    } else {
      read_record(record_, start_, origin_, options_, sink_);
    }
    record_.clear();
  }

  void fault(ErrorCode code, std::size_t line, const std::string& what) {
    sink_.on_fault(make_fault(code, origin_, {"line " + std::to_string(line), line}, what));
  }

  Bytes& bytes_;
  const Origin& origin_;
  const Options& options_;
  const Sink& sink_;
  std::string record_;
  std::size_t size_ = 0;
  std::size_t depth_ = 0;
  std::size_t line_ = 1;
  std::size_t start_ = 1;  // the line of the record's opening brace
  std::size_t records_ = 0;
  bool in_string_ = false;
  bool escaped_ = false;
  bool in_rubbish_ = false;  // between objects, and told already
};

}  // namespace

void read_json(Bytes& bytes, const Origin& origin, const Options& options, const Sink& sink) {
  std::string_view beginning = bytes.peek(16);
  if (const auto binary = recognise_binary(beginning)) {
    sink.on_fault(
        make_fault(ErrorCode::kNotText, origin, {}, "looks like " + *binary + "; expected JSON"));
    return;
  }
  if (beginning.starts_with("\xFF\xFE") || beginning.starts_with("\xFE\xFF")) {
    sink.on_fault(make_fault(ErrorCode::kBadEncoding, origin, {},
                             "a byte-order mark of UTF-16; expected UTF-8"));
    return;
  }
  if (beginning.starts_with("\xEF\xBB\xBF")) {
    for (int i = 0; i < 3; ++i) bytes.next();
  }
  Scanner(bytes, origin, options, sink).read();
}

}  // namespace tocsin::ingest
