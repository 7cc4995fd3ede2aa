// OpenVINO runs three graphs (train/model.py: Encoder, Frames, Spans). Each call of a thread takes
// an inference request out of a pool, so that requests and their buffers are made once. Windows are
// run alone and never in a batch: the scores of a window do not depend on its neighbours or on the
// number of threads.
#include <future>
#include <mutex>
#include <openvino/openvino.hpp>

#include "tocsin/analyse/encoder.h"
#include "tocsin/analyse/model_file.h"
#include "tocsin/core/error.h"

namespace tocsin::analyse {
namespace {

// A compiled graph and the requests that are free.
class Graph {
 public:
  Graph(ov::Core& core, const ModelFile& file, const std::string& name,
        const ov::AnyMap& settings) {
    const std::string xml(file.section(name + ".xml"));
    const std::string_view weights = file.section(name + ".bin");
    const ov::Tensor tensor(ov::element::u8, ov::Shape{weights.size()},
                            const_cast<char*>(weights.data()));
    model_ = core.compile_model(core.read_model(xml, tensor), "CPU", settings);
  }

  ov::InferRequest take() const {
    const std::lock_guard lock(mutex_);
    if (free_.empty()) return model_.create_infer_request();
    ov::InferRequest request = std::move(free_.back());
    free_.pop_back();
    return request;
  }

  void give(ov::InferRequest request) const {
    const std::lock_guard lock(mutex_);
    free_.push_back(std::move(request));
  }

 private:
  mutable ov::CompiledModel model_;
  mutable std::mutex mutex_;
  mutable std::vector<ov::InferRequest> free_;
};

// One use of a graph: inputs are set by position, outputs read by position.
class Call {
 public:
  explicit Call(const Graph& graph) : graph_(graph), request_(graph.take()) {}
  ~Call() { graph_.give(std::move(request_)); }
  Call(const Call&) = delete;
  Call& operator=(const Call&) = delete;

  void set(std::size_t input, const std::vector<std::int64_t>& values, const ov::Shape& shape) {
    ov::Tensor tensor(ov::element::i64, shape);
    std::copy(values.begin(), values.end(), tensor.data<std::int64_t>());
    request_.set_input_tensor(input, tensor);
  }

  void set(std::size_t input, const std::vector<float>& values, const ov::Shape& shape) {
    ov::Tensor tensor(ov::element::f32, shape);
    std::copy(values.begin(), values.end(), tensor.data<float>());
    request_.set_input_tensor(input, tensor);
  }

  void run() { request_.infer(); }

  /// The last two dimensions of an output as a matrix, from its `part`-th block.
  Matrix output(std::size_t number, std::size_t part = 0) {
    const ov::Tensor tensor = request_.get_output_tensor(number);
    const ov::Shape shape = tensor.get_shape();
    Matrix matrix;
    matrix.columns = static_cast<std::uint32_t>(shape.back());
    matrix.rows = static_cast<std::uint32_t>(shape[shape.size() - 2]);
    const std::size_t size = static_cast<std::size_t>(matrix.rows) * matrix.columns;
    const float* data = tensor.data<float>() + part * size;
    matrix.values.assign(data, data + size);
    return matrix;
  }

 private:
  const Graph& graph_;
  ov::InferRequest request_;
};

// Sizes are rounded up, so that the library prepares its kernels for a handful of shapes only.
std::size_t rounded(std::size_t size, std::size_t step) { return (size + step - 1) / step * step; }

// Shapes for which the library keeps its kernels. Its own 5,000 take 7 MB more and bring nothing;
// 16 cost a fifth of the speed (bench/bulk.py).
constexpr int kKeptShapes = 96;

constexpr std::size_t kPieceStep = 32, kWordStep = 64, kTriggerStep = 8, kSpanStep = 32;

// A column of the inputs as int64, as the graphs take them, filled up with zeros.
template <typename Input, typename Field>
std::vector<std::int64_t> column(std::span<const Input> inputs, Field field, std::size_t size) {
  std::vector<std::int64_t> values;
  values.reserve(size);
  for (const Input& input : inputs) values.push_back(input.*field);
  values.resize(size, 0);
  return values;
}

std::vector<std::int64_t> filled(const std::vector<std::int32_t>& values, std::size_t size) {
  std::vector<std::int64_t> result(values.begin(), values.end());
  result.resize(size, 0);
  return result;
}

std::vector<float> ones(std::size_t count, std::size_t size) {
  std::vector<float> values(count, 1.0F);
  values.resize(size, 0.0F);
  return values;
}

Matrix first_rows(Matrix matrix, std::size_t rows) {
  matrix.rows = static_cast<std::uint32_t>(rows);
  matrix.values.resize(rows * matrix.columns);
  return matrix;
}

class OpenVinoEncoder : public Encoder {
 public:
  OpenVinoEncoder(const ModelFile& file, const Settings& settings)
      : core_(open_core(settings.cache_dir)),
        settings_{{"NUM_STREAMS", settings.threads},
                  {"INFERENCE_NUM_THREADS", settings.threads},
                  {"INFERENCE_PRECISION_HINT", "f32"},
                  {"CPU_RUNTIME_CACHE_CAPACITY", kKeptShapes}},
        later_frames_(load(file, "frames")),
        later_spans_(load(file, "spans")),
        encoder_(core_, file, "encoder", settings_),
        frames_(later_frames_.get()),
        spans_(later_spans_.get()) {}

  WordScores words(const WindowInput& window) const override {
    const std::size_t words = window.first.size();
    const std::size_t pieces = rounded(window.pieces.size(), kPieceStep);
    const std::size_t padded = rounded(words, kWordStep);
    Call call(encoder_);
    call.set(0, filled(window.pieces, pieces), {1, pieces});
    call.set(1, ones(window.pieces.size(), pieces), {1, pieces});
    call.set(2, filled(window.first, padded), {1, padded});
    call.set(3, filled(window.last, padded), {1, padded});
    call.run();
    return {first_rows(call.output(0), words), first_rows(call.output(1), words),
            first_rows(call.output(2), words)};
  }

  FrameScores frames(const Matrix& words, std::span<const TriggerInput> triggers) const override {
    const std::size_t count = triggers.size(), padded = rounded(count, kTriggerStep);
    Call call(*frames_);
    set_words(call, words, padded);
    call.set(3, column(triggers, &TriggerInput::begin, padded), {padded});
    call.set(4, column(triggers, &TriggerInput::last, padded), {padded});
    call.set(5, column(triggers, &TriggerInput::label, padded), {padded});
    call.run();
    FrameScores scores;
    scores.realities = first_rows(call.output(1), count);
    scores.aspects = first_rows(call.output(2), count);
    for (std::size_t k = 0; k < count; ++k) {
      scores.roles.push_back(first_rows(call.output(0, k), words.rows));
      scores.links.push_back(first_rows(call.output(3, k), count));
    }
    return scores;
  }

  SpanScores spans(const Matrix& words, std::span<const SpanInput> spans) const override {
    const std::size_t count = spans.size(), padded = rounded(count, kSpanStep);
    Call call(*spans_);
    set_words(call, words, padded);
    call.set(3, column(spans, &SpanInput::begin, padded), {padded});
    call.set(4, column(spans, &SpanInput::last, padded), {padded});
    call.set(5, column(spans, &SpanInput::role, padded), {padded});
    call.run();
    return {first_rows(call.output(0), count), first_rows(call.output(1), count)};
  }

 private:
  // The library compiles the network for this processor in 0.6 s; from its cache it takes 0.2 s. A
  // cached form that does not fit the file, the processor or the library is made anew by it.
  static ov::Core open_core(const std::filesystem::path& cache_dir) {
    ov::Core core;
    if (!cache_dir.empty()) core.set_property(ov::cache_dir(cache_dir.string()));
    return core;
  }

  using Loading = std::future<std::unique_ptr<Graph>>;

  // The small graphs are compiled beside the encoder, which takes longest.
  Loading load(const ModelFile& file, const char* name) {
    return std::async(std::launch::async, [this, &file, name] {
      return std::make_unique<Graph>(core_, file, name, settings_);
    });
  }

  // Inputs 0 to 2 of the two smaller graphs: the words, which of them are real, the window of each
  // row.
  static void set_words(Call& call, const Matrix& words, std::size_t count) {
    const std::size_t padded = rounded(words.rows, kWordStep);
    std::vector<float> values = words.values;
    values.resize(padded * words.columns, 0.0F);
    call.set(0, values, {1, padded, words.columns});
    call.set(1, ones(words.rows, padded), {1, padded});
    call.set(2, std::vector<std::int64_t>(count, 0), {count});
  }

  ov::Core core_;
  ov::AnyMap settings_;
  Loading later_frames_, later_spans_;
  Graph encoder_;
  std::unique_ptr<Graph> frames_, spans_;
};

}  // namespace

std::unique_ptr<Encoder> open_openvino_encoder(const ModelFile& file, const Settings& settings) {
  try {
    return std::make_unique<OpenVinoEncoder>(file, settings);
  } catch (const ov::Exception& failure) {
    throw Error(ErrorCode::kModelInvalid,
                file.path().string() + ": the network cannot be loaded: " + failure.what());
  }
}

}  // namespace tocsin::analyse
