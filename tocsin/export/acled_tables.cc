#include "tocsin/export/acled_tables.h"

namespace tocsin::exports {

AcledTables AcledTables::load(const std::filesystem::path& data_dir) {
  const DataFile file(data_dir / "export" / "acled.toml");
  AcledTables tables;
  tables.countries = load_countries(data_dir);
  tables.disorder_by_event_type = file.names("disorder.event_type");
  tables.disorder_by_sub_event_type = file.names("disorder.sub_event_type");
  tables.civilian_label = file.string("civilian_targeting.label");
  tables.civilian_disorder = file.string("civilian_targeting.disorder");
  tables.civilian_inter = file.number("civilian_targeting.inter");
  tables.civilian_types = file.strings("civilian_targeting.types");
  tables.inter_by_sector = file.codes("inter.sector");
  tables.inter_abroad = file.code_map("inter.abroad");
  for (const auto& [type, node] : file.table("inter.acting")) {
    tables.inter_acting.emplace(type.str(),
                                file.code_map("inter.acting." + std::string(type.str())));
  }
  tables.between_actors = file.strings("sides.between_actors");
  tables.time_precision = file.codes("time_precision");
  tables.geo_precision = file.codes("geo_precision");
  return tables;
}

}  // namespace tocsin::exports
