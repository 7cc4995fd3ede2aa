// OpenVINO runs three graphs (train/model.py: Encoder, Frames, Spans). Each call of a thread takes
// an inference request out of a pool, so that requests and their buffers are made once. Windows are
// run alone and never in a batch: the scores of a window do not depend on its neighbours or on the
// number of threads.
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

// A column of the inputs as int64, as the graphs take them.
template <typename Input, typename Field>
std::vector<std::int64_t> column(std::span<const Input> inputs, Field field) {
  std::vector<std::int64_t> values;
  values.reserve(inputs.size());
  for (const Input& input : inputs) values.push_back(input.*field);
  return values;
}

std::vector<std::int64_t> wide(const std::vector<std::int32_t>& values) {
  return {values.begin(), values.end()};
}

class OpenVinoEncoder : public Encoder {
 public:
  OpenVinoEncoder(const ModelFile& file, int threads)
      : settings_{{"NUM_STREAMS", threads},
                  {"INFERENCE_NUM_THREADS", threads},
                  {"INFERENCE_PRECISION_HINT", "f32"}},
        encoder_(core_, file, "encoder", settings_),
        frames_(core_, file, "frames", settings_),
        spans_(core_, file, "spans", settings_) {}

  WordScores words(const WindowInput& window) const override {
    const std::size_t pieces = window.pieces.size(), words = window.first.size();
    Call call(encoder_);
    call.set(0, wide(window.pieces), {1, pieces});
    call.set(1, std::vector<float>(pieces, 1.0F), {1, pieces});
    call.set(2, wide(window.first), {1, words});
    call.set(3, wide(window.last), {1, words});
    call.run();
    return {call.output(0), call.output(1), call.output(2)};
  }

  FrameScores frames(const Matrix& words, std::span<const TriggerInput> triggers) const override {
    const std::size_t count = triggers.size();
    Call call(frames_);
    set_words(call, words, count);
    call.set(3, column(triggers, &TriggerInput::begin), {count});
    call.set(4, column(triggers, &TriggerInput::last), {count});
    call.set(5, column(triggers, &TriggerInput::label), {count});
    call.run();
    FrameScores scores;
    scores.realities = call.output(1);
    scores.aspects = call.output(2);
    for (std::size_t k = 0; k < count; ++k) {
      scores.roles.push_back(call.output(0, k));
      scores.links.push_back(call.output(3, k));
    }
    return scores;
  }

  SpanScores spans(const Matrix& words, std::span<const SpanInput> spans) const override {
    const std::size_t count = spans.size();
    Call call(spans_);
    set_words(call, words, count);
    call.set(3, column(spans, &SpanInput::begin), {count});
    call.set(4, column(spans, &SpanInput::last), {count});
    call.set(5, column(spans, &SpanInput::role), {count});
    call.run();
    return {call.output(0), call.output(1)};
  }

 private:
  // Inputs 0 to 2 of the two smaller graphs: the words, which of them are real, the window of each
  // row.
  static void set_words(Call& call, const Matrix& words, std::size_t count) {
    call.set(0, words.values, {1, words.rows, words.columns});
    call.set(1, std::vector<float>(words.rows, 1.0F), {1, words.rows});
    call.set(2, std::vector<std::int64_t>(count, 0), {count});
  }

  ov::Core core_;
  ov::AnyMap settings_;
  Graph encoder_, frames_, spans_;
};

}  // namespace

std::unique_ptr<Encoder> open_openvino_encoder(const ModelFile& file, int threads) {
  try {
    return std::make_unique<OpenVinoEncoder>(file, threads);
  } catch (const ov::Exception& failure) {
    throw Error(ErrorCode::kModelInvalid,
                file.path().string() + ": the network cannot be loaded: " + failure.what());
  }
}

}  // namespace tocsin::analyse
