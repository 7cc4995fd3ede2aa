#include "tocsin/engine/country.h"

#include "tocsin/export/acled_tables.h"
#include "tocsin/store/fold.h"

namespace tocsin::engine {

std::vector<std::string> countries_named(const std::filesystem::path& data_dir,
                                         std::string_view name) {
  std::vector<std::string> codes;
  const std::string wanted = store::fold_name(name);
  if (wanted.empty()) return codes;
  for (const auto& [code, country] : exports::AcledTables::load(data_dir).countries) {
    if (store::fold_name(country.name) == wanted) codes.push_back(code);
  }
  return codes;
}

}  // namespace tocsin::engine
