// JSON lines: one record a report (docs/record.md).
#include "tocsin/export/formats/formats.h"
#include "tocsin/export/record.h"

namespace tocsin::exports {
namespace {

class JsonlWriter : public Writer {
 public:
  JsonlWriter(std::ostream& out, Detail detail) : out_(out), detail_(detail) {}
  void report(const CodedReport& coded) override { out_ << to_json(coded, detail_) << '\n'; }

 private:
  std::ostream& out_;
  Detail detail_;
};

}  // namespace

std::unique_ptr<Writer> make_jsonl_writer(std::ostream& out, const WriterOptions& options) {
  return std::make_unique<JsonlWriter>(out, options.detail);
}

}  // namespace tocsin::exports
