#pragma once
/// The neural reader: the network with the tokenizer and labels that belong to it.

#include <filesystem>
#include <memory>

#include "tocsin/analyse/encoder.h"
#include "tocsin/analyse/manifest.h"
#include "tocsin/analyse/tokenizer.h"

namespace tocsin::analyse {

/// Immutable and safe for concurrent use.
class Reader {
 public:
  Reader(Manifest manifest, Tokenizer tokenizer, std::unique_ptr<Encoder> encoder);
  ~Reader();

  /// The reader of one file. Throws: Error(kModelMissing), Error(kModelInvalid). Cost: see
  /// open_openvino_encoder.
  static std::unique_ptr<Reader> open(const std::filesystem::path& path, const Settings& settings);

  const Manifest& manifest() const { return manifest_; }
  const Tokenizer& tokenizer() const { return tokenizer_; }
  const Encoder& encoder() const { return *encoder_; }

 private:
  std::unique_ptr<ModelFile> file_;  // the network reads its weights from the mapping
  Manifest manifest_;
  Tokenizer tokenizer_;
  std::unique_ptr<Encoder> encoder_;
};

}  // namespace tocsin::analyse
