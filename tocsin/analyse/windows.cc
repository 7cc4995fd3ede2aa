#include "tocsin/analyse/windows.h"

namespace tocsin::analyse {
namespace {

using PieceLists = std::vector<std::vector<std::int32_t>>;

// Gathers tokens into windows; a border is allowed before each sentence and forced where one
// overflows.
class Packer {
 public:
  Packer(const PieceLists& pieces, std::uint32_t limit) : pieces_(pieces), limit_(limit) {}

  void add_sentence(std::uint32_t first, std::uint32_t end) {
    std::size_t size = 0;
    for (std::uint32_t i = first; i < end; ++i) size += pieces_[i].size();
    if (size_ > 0 && size_ + size > limit_) close(first);
    for (std::uint32_t i = first; i < end; ++i) {
      if (size_ > 0 && size_ + pieces_[i].size() > limit_) close(i);
      size_ += pieces_[i].size();
    }
    end_ = end;
  }

  std::vector<std::pair<std::uint32_t, std::uint32_t>> finish() {
    if (size_ > 0) close(end_);
    return std::move(ranges_);
  }

 private:
  void close(std::uint32_t end) {
    ranges_.emplace_back(start_, end);
    start_ = end;
    size_ = 0;
  }

  const PieceLists& pieces_;
  std::uint32_t limit_;
  std::uint32_t start_ = 0, end_ = 0;
  std::size_t size_ = 0;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> ranges_;
};

Window make_window(const PieceLists& pieces, std::pair<std::uint32_t, std::uint32_t> range,
                   const Tokenizer& tokenizer) {
  Window window{range.first, range.second, {}};
  WindowInput& input = window.input;
  input.pieces.push_back(tokenizer.begin());
  for (std::uint32_t i = range.first; i < range.second; ++i) {
    input.first.push_back(static_cast<std::int32_t>(input.pieces.size()));
    input.pieces.insert(input.pieces.end(), pieces[i].begin(), pieces[i].end());
    input.last.push_back(static_cast<std::int32_t>(input.pieces.size()) - 1);
  }
  input.pieces.push_back(tokenizer.end());
  return window;
}

}  // namespace

std::vector<Window> cut_windows(std::string_view report_text, const Text& text,
                                const Tokenizer& tokenizer, std::uint32_t pieces) {
  const PieceLists lists = tokenizer.tokens(report_text, text.tokens);
  Packer packer(lists, pieces);
  for (const Sentence& sentence : text.sentences)
    packer.add_sentence(sentence.first_token, sentence.end_token);
  std::vector<Window> windows;
  for (const auto& range : packer.finish()) windows.push_back(make_window(lists, range, tokenizer));
  return windows;
}

}  // namespace tocsin::analyse
