// Messages one after another, each after a line that begins with "From ". They are cut out as the
// file streams by, so that its size does not matter.

#include <string>

#include "tocsin/ingest/email.h"
#include "tocsin/ingest/encoding.h"
#include "tocsin/ingest/formats.h"

namespace tocsin::ingest {
namespace {

class Mailbox {
 public:
  Mailbox(Bytes& bytes, const Origin& origin, const Options& options, const Sink& sink)
      : bytes_(bytes), origin_(origin), options_(options), sink_(sink) {}

  void read() {
    std::string line;
    bool after_blank = true;
    while (const auto size = bytes_.read_line(line, options_.max_line_bytes)) {
      if (after_blank && line.starts_with("From ")) {
        end_message();
        is_open_ = true;
      } else if (is_open_) {
        add(line, *size);
      } else if (*size > 0) {
        ++stray_;
      }
      after_blank = *size == 0;
    }
    end_message();
    conclude();
  }

 private:
  // ">From " in a body was written for "From ".
  void add(const std::string& line, std::size_t size) {
    size_ += size + 1;
    if (size_ > options_.max_report_bytes) return;
    const std::size_t first = line.find_first_not_of('>');
    const bool is_quoted =
        first != std::string::npos && first > 0 && line.compare(first, 5, "From ") == 0;
    message_.append(line, is_quoted ? 1 : 0);
    message_ += '\n';
  }

  void end_message() {
    if (!is_open_) return;
    ++number_;
    const Where where{"message " + std::to_string(number_), number_};
    if (size_ > options_.max_report_bytes) {
      sink_.on_fault(make_fault(ErrorCode::kTooLarge, origin_, where,
                                "a message of " + std::to_string(size_) + " bytes; at most " +
                                    std::to_string(options_.max_report_bytes) + " are read"));
    } else if (!looks_like_message(message_)) {
      sink_.on_fault(make_fault(
          ErrorCode::kBadRecord, origin_, where,
          "no header with From, Date, Subject or the like; expected a message of e-mail"));
    } else {
      read_one_message(message_, origin_, where, options_, sink_);
    }
    message_.clear();
    size_ = 0;
    is_open_ = false;
  }

  void conclude() {
    if (bytes_.is_broken()) {
      sink_.on_fault(make_fault(ErrorCode::kFileUnreadable, origin_, {}, "reading broke off"));
    } else if (number_ == 0) {
      sink_.on_fault(
          make_fault(stray_ == 0 ? ErrorCode::kFileEmpty : ErrorCode::kBadRecord, origin_, {},
                     "no line that begins with \"From \"; expected a mailbox of messages"));
    } else if (stray_ > 0) {
      sink_.on_fault(make_fault(
          ErrorCode::kBadRecord, origin_, {},
          std::to_string(stray_) + " lines before the first message; they are not read"));
    }
  }

  Bytes& bytes_;
  const Origin& origin_;
  const Options& options_;
  const Sink& sink_;
  std::string message_;
  std::size_t size_ = 0;
  std::size_t number_ = 0;
  std::size_t stray_ = 0;
  bool is_open_ = false;
};

}  // namespace

void read_mbox(Bytes& bytes, const Origin& origin, const Options& options, const Sink& sink) {
  if (const auto binary = recognise_binary(bytes.peek(16))) {
    sink.on_fault(make_fault(ErrorCode::kNotText, origin, {},
                             "looks like " + *binary + "; expected a mailbox"));
    return;
  }
  Mailbox(bytes, origin, options, sink).read();
}

}  // namespace tocsin::ingest
