#include "tocsin/analyse/reader.h"

#include "tocsin/analyse/model_file.h"

namespace tocsin::analyse {

Reader::Reader(Manifest manifest, Tokenizer tokenizer, std::unique_ptr<Encoder> encoder)
    : manifest_(std::move(manifest)),
      tokenizer_(std::move(tokenizer)),
      encoder_(std::move(encoder)) {}

Reader::~Reader() { encoder_.reset(); }

std::unique_ptr<Reader> Reader::open(const std::filesystem::path& path, const Settings& settings) {
  auto file = std::make_unique<ModelFile>(path);
  auto reader = std::make_unique<Reader>(parse_manifest(file->section("manifest.json")),
                                         Tokenizer(file->section("pieces.tsv")),
                                         open_openvino_encoder(*file, settings));
  file->release_pages();  // the network keeps what it needs in a form of its own
  reader->file_ = std::move(file);
  return reader;
}

}  // namespace tocsin::analyse
