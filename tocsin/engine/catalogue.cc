#include "tocsin/engine/catalogue.h"

#include "tocsin/code/codebook.h"

namespace tocsin::engine {

std::vector<CatalogueType> catalogue(const std::filesystem::path& data_dir) {
  const code::Codebook codebook = code::Codebook::load(data_dir);
  std::vector<CatalogueType> result;
  for (const code::Type& type : codebook.types()) {
    CatalogueType one{type.type, type.quad_code, type.definition, {}};
    for (const code::Mode& mode : type.modes) {
      one.modes.push_back({mode.mode, mode.definition, mode.score, mode.cameo, mode.acled});
    }
    result.push_back(std::move(one));
  }
  return result;
}

}  // namespace tocsin::engine
