#include "tocsin/export/writer.h"

#include <algorithm>
#include <array>

#include "tocsin/core/error.h"
#include "tocsin/export/formats/formats.h"

namespace tocsin::exports {
namespace {

struct Format {
  std::string_view name;
  std::unique_ptr<Writer> (*make)(std::ostream& out, const WriterOptions& options);
};

// A new format is a file under formats/ and a line here.
constexpr std::array kFormats{
    Format{"jsonl", make_jsonl_writer},
    Format{"plover", make_plover_writer},
    Format{"acled", make_acled_writer},
    Format{"geojson", make_geojson_writer},
};

}  // namespace

const std::vector<std::string_view>& format_names() {
  static const std::vector<std::string_view> names = [] {
    std::vector<std::string_view> result;
    for (const Format& each : kFormats) result.push_back(each.name);
    return result;
  }();
  return names;
}

std::unique_ptr<Writer> make_writer(std::string_view format, std::ostream& out,
                                    const WriterOptions& options) {
  const auto found = std::find_if(kFormats.begin(), kFormats.end(),
                                  [&](const Format& each) { return each.name == format; });
  if (found == kFormats.end()) {
    throw Error(ErrorCode::kUsage, "format '" + std::string(format) +
                                       "' is not known; expected jsonl, plover, acled or geojson");
  }
  return found->make(out, options);
}

}  // namespace tocsin::exports
