// Runs a fuzz target without a fuzzer's library: every file of a folder once, and then changed
// copies of them for as long as is asked. A copy that takes a way through the readers that none
// took before (GCC's -fsanitize-coverage=trace-pc tells) is kept, and changed in its turn.
//
// usage: fuzz_NAME CORPUS_FOLDER [SECONDS] [SEED]

#include <algorithm>
#include <bitset>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <utility>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

constexpr std::size_t kMaxSize = std::size_t{1} << 16;
constexpr std::size_t kMostKept = 4000;  // inputs in the corpus

/// The ways from one place in the code to the next that were taken, by a hash of both.
class Ways {
 public:
  void step(std::uintptr_t place) {
    const std::size_t way = (place ^ (last_ >> 1U)) % kWays;
    is_new_ = is_new_ || !taken_[way];
    taken_[way] = true;
    last_ = place;
  }
  /// Whether a new way was taken since this was last asked.
  bool take_new() {
    last_ = 0;
    return std::exchange(is_new_, false);
  }

 private:
  static constexpr std::size_t kWays = std::size_t{1} << 18;
  std::bitset<kWays> taken_;
  std::uintptr_t last_ = 0;
  bool is_new_ = false;
};

Ways& ways() {
  static Ways taken;
  return taken;
}

std::vector<std::string> read_corpus(const fs::path& folder) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(folder)) files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  std::vector<std::string> corpus;
  for (const fs::path& file : files) {
    std::ifstream in(file, std::ios::binary);
    corpus.emplace_back(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>());
  }
  return corpus;
}

void run(const std::string& input) {
  LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(input.data()), input.size());
}

class Mutator {
 public:
  Mutator(const std::vector<std::string>& corpus, std::uint64_t seed)
      : corpus_(corpus), random_(seed) {}

  std::string next() {
    std::string input = corpus_[below(corpus_.size())];
    for (std::size_t i = 0, count = 1 + below(6); i < count; ++i) change(input);
    if (input.size() > kMaxSize) input.resize(kMaxSize);
    return input;
  }

 private:
  std::size_t below(std::size_t bound) { return bound == 0 ? 0 : random_() % bound; }

  void change(std::string& input) {
    const std::size_t at = below(input.size() + 1);
    const std::size_t size = std::min(1 + below(16), input.size() - at);
    switch (below(7)) {
      case 0:
        if (at < input.size()) input[at] = static_cast<char>(input[at] ^ (1 << below(8)));
        return;
      case 1:
        if (at < input.size()) input[at] = static_cast<char>(below(256));
        return;
      case 2:
        input.erase(at, size);
        return;
      case 3:
        input.insert(at, input.substr(below(input.size() + 1), 1 + below(64)));
        return;
      case 4:
        input.insert(at, 1 + below(8), kSigns[below(sizeof kSigns - 1)]);
        return;
      case 5:
        input.resize(at);
        return;
      default:
        splice(input, at);
    }
  }

  // The end of another file of the corpus.
  void splice(std::string& input, std::size_t at) {
    const std::string& other = corpus_[below(corpus_.size())];
    input = input.substr(0, at) + other.substr(below(other.size() + 1));
  }

  static constexpr char kSigns[] = "\"'{}[]<>&;:,=/\\\n\r\t\f -#\x00\xFF\xD9\xE2\x80";
  const std::vector<std::string>& corpus_;
  std::mt19937_64 random_;
};

}  // namespace

extern "C" void __sanitizer_cov_trace_pc() {
  ways().step(reinterpret_cast<std::uintptr_t>(__builtin_return_address(0)));
}

int main(int count, char** words) {
  if (count < 2) {
    std::fprintf(stderr, "usage: %s CORPUS_FOLDER [SECONDS] [SEED]\n", words[0]);
    return 2;
  }
  std::vector<std::string> corpus = read_corpus(words[1]);
  const std::size_t files = corpus.size();
  for (const std::string& input : corpus) run(input);
  ways().take_new();
  const int seconds = count > 2 ? std::atoi(words[2]) : 0;
  Mutator mutator(corpus, count > 3 ? std::strtoull(words[3], nullptr, 10) : 1);
  const auto end = Clock::now() + std::chrono::seconds(seconds);
  std::size_t runs = 0;
  std::string input;
  while (!corpus.empty() && Clock::now() < end) {
    input = mutator.next();
    // Kept before it is run, so that what ends the program is at hand.
    std::ofstream("fuzz-last-input", std::ios::binary) << input;
    run(input);
    ++runs;
    if (ways().take_new() && corpus.size() < kMostKept) corpus.push_back(input);
  }
  std::printf("%zu files, %zu changed copies, %zu of them on new ways\n", files, runs,
              corpus.size() - files);
  fs::remove("fuzz-last-input");
  return 0;
}
