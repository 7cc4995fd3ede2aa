// A word is normalised (NFKC, without tatweel and Arabic vowel signs) and cut by dynamic
// programming from the left: best_[i] is the highest score of a cut of the first i bytes. Equal
// scores keep the cut that was found first, so that this program and the training tokenizer agree
// on every string.
#include "tocsin/analyse/tokenizer.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <charconv>
#include <optional>

#include "tocsin/core/error.h"
#include "tocsin/core/utf8.h"

namespace tocsin::analyse {
namespace {

constexpr std::string_view kSpace = "\xE2\x96\x81";  // U+2581 stands for the space before a word
constexpr std::size_t kMaxPieces = 16;
constexpr int kMaxWord = 120;
constexpr double kUnknownPenalty = 10.0;

bool is_removed(UChar32 c) { return c == 0x640 || (c >= 0x64B && c <= 0x652) || c == 0x670; }

std::string normalise(std::string_view word) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* nfkc = icu::Normalizer2::getNFKCInstance(status);
  const auto source =
      icu::UnicodeString::fromUTF8(icu::StringPiece(word.data(), static_cast<int>(word.size())));
  const icu::UnicodeString normal = nfkc->normalize(source, status);
  std::string result;
  int count = 0;
  for (int i = 0; i < normal.length() && count < kMaxWord;) {
    const UChar32 c = normal.char32At(i);
    i += U16_LENGTH(c);
    if (is_removed(c) || u_isUWhiteSpace(c)) continue;
    append_utf8(result, static_cast<char32_t>(c));
    ++count;
  }
  return result;
}

// The kind of code point that stands before byte `at`.
Tokenizer::Before before(std::string_view text, std::size_t at) {
  if (at == 0) return Tokenizer::Before::kSpace;
  std::size_t start = at - 1;
  while (start > 0 && at - start < 4 && (static_cast<unsigned char>(text[start]) & 0xC0) == 0x80)
    --start;
  const auto c = static_cast<UChar32>(decode_utf8(text, start).value);
  constexpr std::uint32_t kBlank = U_GC_Z_MASK | U_GC_C_MASK;
  return (U_GET_GC_MASK(c) & kBlank) != 0 ? Tokenizer::Before::kSpace : Tokenizer::Before::kWord;
}

}  // namespace

Tokenizer::Tokenizer(std::string_view pieces) {
  std::unordered_map<std::string, std::int32_t> specials;
  double lowest = 0;
  std::int32_t id = 0;
  for (std::size_t at = 0; at < pieces.size(); ++id) {
    const std::size_t end = std::min(pieces.find('\n', at), pieces.size());
    const std::string_view line = pieces.substr(at, end - at);
    const std::size_t tab = line.rfind('\t');
    double score = 0;
    if (tab == std::string_view::npos ||
        std::from_chars(line.data() + tab + 1, line.data() + line.size(), score).ec !=
            std::errc{}) {
      throw Error(ErrorCode::kModelInvalid, "pieces: line " + std::to_string(id + 1) +
                                                ": expected a piece, a tab and a score, found \"" +
                                                std::string(line.substr(0, 40)) + "\"");
    }
    std::string piece(line.substr(0, tab));
    if (piece == "<s>" || piece == "<pad>" || piece == "</s>" || piece == "<unk>") {
      specials.emplace(std::move(piece), id);
    } else {
      longest_ = std::max(longest_, piece.size());
      lowest = std::min(lowest, score);
      pieces_.emplace(std::move(piece), Piece{score, id});
    }
    at = end + 1;
  }
  unknown_score_ = lowest - kUnknownPenalty;
  begin_ = special("<s>", specials);
  end_ = special("</s>", specials);
  pad_ = special("<pad>", specials);
  unknown_ = special("<unk>", specials);
}

std::int32_t Tokenizer::special(std::string_view name,
                                const std::unordered_map<std::string, std::int32_t>& ids) const {
  const auto found = ids.find(std::string(name));
  if (found == ids.end()) {
    throw Error(ErrorCode::kModelInvalid,
                "pieces: expected a piece " + std::string(name) + ", found none");
  }
  return found->second;
}

std::vector<std::int32_t> Tokenizer::word(std::string_view word, Before before) const {
  std::string text = normalise(word);
  if (text.empty()) return {unknown_};
  if (before == Before::kSpace) text.insert(0, kSpace);
  std::vector<std::int32_t> ids = cut(text);
  if (ids.size() > kMaxPieces) ids.resize(kMaxPieces);
  return ids;
}

std::vector<std::int32_t> Tokenizer::cut(std::string_view text) const {
  struct Cell {
    double score = 0;
    std::size_t start = 0;
    std::int32_t id = -1;
    bool reached = false;
  };
  std::vector<Cell> best(text.size() + 1);
  best[0].reached = true;
  const auto offer = [&](std::size_t end, double score, std::size_t start, std::int32_t id) {
    if (!best[end].reached || score > best[end].score) best[end] = {score, start, id, true};
  };
  std::string key;
  for (std::size_t start = 0; start < text.size();) {
    const std::size_t next = start + decode_utf8(text, start).bytes;
    bool single = false;
    if (best[start].reached) {
      const double base = best[start].score;
      for (std::size_t end = next; end <= text.size() && end - start <= longest_;) {
        key.assign(text.substr(start, end - start));
        if (const auto found = pieces_.find(key); found != pieces_.end()) {
          single |= end == next;
          offer(end, base + found->second.score, start, found->second.id);
        }
        if (end == text.size()) break;
        end += decode_utf8(text, end).bytes;
      }
      if (!single) offer(next, base + unknown_score_, start, unknown_);
    }
    start = next;
  }
  std::vector<std::int32_t> ids;
  for (std::size_t end = text.size(); end > 0; end = best[end].start) {
    const std::int32_t id = best[end].id;
    const bool repeats_unknown = id == unknown_ && !ids.empty() && ids.back() == unknown_;
    if (!repeats_unknown) ids.push_back(id);
  }
  std::reverse(ids.begin(), ids.end());
  return ids;
}

std::vector<std::vector<std::int32_t>> Tokenizer::tokens(std::string_view text,
                                                         const std::vector<Span>& tokens) const {
  std::vector<std::vector<std::int32_t>> ids;
  ids.reserve(tokens.size());
  for (const Span token : tokens)
    ids.push_back(word(slice(text, token), before(text, token.begin)));
  return ids;
}

}  // namespace tocsin::analyse
