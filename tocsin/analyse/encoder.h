#pragma once
/// The seam between the neural network and everything that reads its scores.

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <vector>

namespace tocsin::analyse {

/// A row-major table of scores.
struct Matrix {
  std::uint32_t rows = 0;
  std::uint32_t columns = 0;
  std::vector<float> values;
  const float* row(std::uint32_t at) const {
    return values.data() + static_cast<std::size_t>(at) * columns;
  }
};

/// A window of whole sentences as the network takes it: T pieces, W words.
struct WindowInput {
  std::vector<std::int32_t> pieces;  ///< [T], with the begin and end marks
  std::vector<std::int32_t> first;   ///< [W] place of each word's first piece
  std::vector<std::int32_t> last;    ///< [W] place of each word's last piece
};

struct WordScores {
  Matrix words;     ///< [W, H] vectors that the other calls take back
  Matrix triggers;  ///< [W, 2 + labels] logits: outside, inside, begin of each label
  Matrix mentions;  ///< [W, 1 + 2 * kinds] logits: outside, then begin and inside of each
};

/// Words `[begin, last]` of the window, both included.
struct TriggerInput {
  std::int32_t begin, last, label;
};

struct FrameScores {
  std::vector<Matrix> roles;  ///< K times [W, 1 + 2 * roles] logits
  Matrix realities;           ///< [K, realities]
  Matrix aspects;             ///< [K, aspects]
  std::vector<Matrix> links;  ///< K times [K, 1 + links]: row k of matrix j is the link from j to k
};

struct SpanInput {
  std::int32_t begin, last,
      role;  ///< role: number of the role, or their count for a mention in no role
};

struct SpanScores {
  Matrix kinds;        ///< [S, kinds]
  Matrix antecedents;  ///< [S, 1 + W]: none, then each word
};

/// The network's three calls for one window. Implementations are immutable and safe for concurrent
/// calls; the result depends on the arguments alone.
class Encoder {
 public:
  virtual ~Encoder() = default;
  virtual WordScores words(const WindowInput& window) const = 0;
  virtual FrameScores frames(const Matrix& words, std::span<const TriggerInput> triggers) const = 0;
  virtual SpanScores spans(const Matrix& words, std::span<const SpanInput> spans) const = 0;
};

class ModelFile;

struct Settings {
  int threads = 1;                  ///< calls that may run at once
  std::filesystem::path cache_dir;  ///< keeps the network as compiled; empty: compile each time
};

/// The encoder of a reader's file, run by OpenVINO, one thread for each call. The file must outlive
/// the result. Throws: Error(kModelInvalid). Cost: 0.6 s; 0.2 s from the cache.
std::unique_ptr<Encoder> open_openvino_encoder(const ModelFile& file, const Settings& settings);

}  // namespace tocsin::analyse
