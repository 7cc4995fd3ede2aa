#include "tocsin/export/writer.h"

#include <algorithm>
#include <array>

#include "tocsin/core/error.h"
#include "tocsin/export/formats/formats.h"
#include "tocsin/export/happening_writer.h"

namespace tocsin::exports {
namespace {

using MakeRows = std::unique_ptr<HappeningWriter> (*)(std::ostream& out,
                                                      const std::filesystem::path& data_dir);

template <MakeRows make>
std::unique_ptr<Writer> events_as(std::ostream& out, const WriterOptions& options) {
  return write_events(make(out, options.data_dir));
}

template <MakeRows make>
std::unique_ptr<IncidentWriter> incidents_as(std::ostream& out,
                                             const IncidentWriterOptions& options) {
  return write_incidents(make(out, options.data_dir), options.citation_of);
}

struct Format {
  std::string_view name;
  std::unique_ptr<Writer> (*make)(std::ostream& out, const WriterOptions& options);
  std::unique_ptr<IncidentWriter> (*make_incidents)(std::ostream& out,
                                                    const IncidentWriterOptions& options);
};

template <MakeRows make>
constexpr Format rows(std::string_view name) {
  return {name, events_as<make>, incidents_as<make>};
}

// A new format is a file under formats/ and a line here.
constexpr std::array kFormats{
    Format{"jsonl", make_jsonl_writer, make_jsonl_incidents},
    Format{"plover", make_plover_writer, make_plover_incidents},
    rows<make_acled_rows>("acled"),
    rows<make_ucdp_rows>("ucdp"),
    rows<make_cameo_rows>("cameo"),
    Format{"geojson", make_geojson_writer, make_geojson_incidents},
    rows<make_kml_marks>("kml"),
    rows<make_hxl_rows>("hxl"),
    rows<make_csv_rows>("csv"),
    Format{"brat", make_brat_writer, make_brat_incidents},
};

const Format& format_called(std::string_view name) {
  for (const Format& each : kFormats) {
    if (each.name == name) return each;
  }
  std::string known;
  for (const Format& each : kFormats) {
    known += (known.empty() ? "" : ", ") + std::string(each.name);
  }
  throw Error(ErrorCode::kUsage,
              "format '" + std::string(name) + "' is not known; expected one of " + known);
}

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
  return format_called(format).make(out, options);
}

std::unique_ptr<IncidentWriter> make_incident_writer(std::string_view format, std::ostream& out,
                                                     const IncidentWriterOptions& options) {
  return format_called(format).make_incidents(out, options);
}

}  // namespace tocsin::exports
