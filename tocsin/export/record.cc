#include "tocsin/export/record.h"

#include "tocsin/export/json.h"

namespace tocsin::exports {

std::string to_json(const CodedReport& coded, Detail detail) {
  return dump(RecordJson(coded, detail).report());
}

}  // namespace tocsin::exports
