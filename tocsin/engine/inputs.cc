#include "tocsin/engine/inputs.h"

#include "tocsin/ingest/formats.h"

namespace tocsin::engine {

std::vector<std::string> input_format_names() {
  std::vector<std::string> names;
  for (const ingest::Format& format : ingest::formats()) names.emplace_back(format.name);
  return names;
}

}  // namespace tocsin::engine
