#pragma once
/// The makers of all export formats; one file of this folder each.

#include <memory>
#include <ostream>

#include "tocsin/export/writer.h"

namespace tocsin::exports {

std::unique_ptr<Writer> make_jsonl_writer(std::ostream& out, const WriterOptions& options);
std::unique_ptr<Writer> make_plover_writer(std::ostream& out, const WriterOptions& options);
std::unique_ptr<Writer> make_acled_writer(std::ostream& out, const WriterOptions& options);
std::unique_ptr<Writer> make_geojson_writer(std::ostream& out, const WriterOptions& options);

}  // namespace tocsin::exports
