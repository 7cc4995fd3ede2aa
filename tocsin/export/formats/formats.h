#pragma once
/// The makers of all export formats; one file of this folder each.

#include <filesystem>
#include <memory>
#include <ostream>

#include "tocsin/export/happening_writer.h"
#include "tocsin/export/incident_writer.h"
#include "tocsin/export/writer.h"

namespace tocsin::exports {

// Formats that write events and incidents each in their own way.
std::unique_ptr<Writer> make_jsonl_writer(std::ostream& out, const WriterOptions& options);
std::unique_ptr<IncidentWriter> make_jsonl_incidents(std::ostream& out,
                                                     const IncidentWriterOptions& options);
std::unique_ptr<Writer> make_plover_writer(std::ostream& out, const WriterOptions& options);
std::unique_ptr<IncidentWriter> make_plover_incidents(std::ostream& out,
                                                      const IncidentWriterOptions& options);
std::unique_ptr<Writer> make_geojson_writer(std::ostream& out, const WriterOptions& options);
std::unique_ptr<IncidentWriter> make_geojson_incidents(std::ostream& out,
                                                       const IncidentWriterOptions& options);
std::unique_ptr<Writer> make_brat_writer(std::ostream& out, const WriterOptions& options);
std::unique_ptr<IncidentWriter> make_brat_incidents(std::ostream& out,
                                                    const IncidentWriterOptions& options);

// Formats that write both alike.
std::unique_ptr<HappeningWriter> make_acled_rows(std::ostream& out,
                                                 const std::filesystem::path& data_dir);
std::unique_ptr<HappeningWriter> make_ucdp_rows(std::ostream& out,
                                                const std::filesystem::path& data_dir);
std::unique_ptr<HappeningWriter> make_cameo_rows(std::ostream& out,
                                                 const std::filesystem::path& data_dir);
std::unique_ptr<HappeningWriter> make_kml_marks(std::ostream& out,
                                                const std::filesystem::path& data_dir);
std::unique_ptr<HappeningWriter> make_csv_rows(std::ostream& out,
                                               const std::filesystem::path& data_dir);
std::unique_ptr<HappeningWriter> make_hxl_rows(std::ostream& out,
                                               const std::filesystem::path& data_dir);

}  // namespace tocsin::exports
