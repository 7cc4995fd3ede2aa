// How it works: every run of sentence-end signs, with the closing quotes and brackets after it, is
// a candidate. It ends the sentence when what follows looks like a beginning (not lower case) and
// the word before it is no abbreviation; abbreviations that may end a sentence do so before a word
// that usually opens one. A missing space ("camps.The") is seen by the change from small to capital
// letter. Item signs in the middle of a line end the sentence before them.

#include "tocsin/text/sentences.h"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>

#include "tocsin/core/utf8.h"
#include "tocsin/text/characters.h"

namespace tocsin::text {
namespace {

constexpr char32_t kStop = U'.';
constexpr char32_t kEllipsis = U'\u2026';

class Splitter {
 public:
  Splitter(std::string_view text, Span paragraph, const Language& language)
      : text_(text), paragraph_(paragraph), language_(language) {
    line_ = characters(text, paragraph);
    quotes_before_.reserve(line_.size() + 1);
    quotes_before_.push_back(0);
    for (const Character& each : line_) {
      quotes_before_.push_back(quotes_before_.back() + (each.value == U'"' ? 1 : 0));
    }
  }

  std::vector<Span> split() {
    std::size_t i = 0;
    while (i < line_.size()) {
      if (opens_item(i)) end_before(i);
      if (!is_end(i)) {
        ++i;
        continue;
      }
      const std::size_t after_signs = skip_ends(i);
      const std::size_t stop = skip_closing(after_signs);
      if (ends_sentence(i, after_signs, stop)) end_before(stop);
      i = stop;
    }
    end_before(line_.size());
    return std::move(found_);
  }

 private:
  // No word that matters is longer; looking back no further keeps the work linear.
  static constexpr std::size_t kMaxWord = 200;

  char32_t at(std::size_t i) const { return i < line_.size() ? line_[i].value : U'\0'; }
  std::uint32_t byte(std::size_t i) const {
    return i < line_.size() ? line_[i].at : paragraph_.end;
  }
  std::string words(std::size_t begin, std::size_t end) const {
    return std::string(slice(text_, {byte(begin), byte(end)}));
  }

  // How far to look back from `sign`.
  std::size_t reach(std::size_t sign) const {
    return std::max(start_, sign - std::min(sign, kMaxWord));
  }

  void end_before(std::size_t i) {
    if (i > start_) found_.push_back({byte(start_), byte(i)});
    start_ = i;
  }

  bool is_end(std::size_t i) const {
    const char32_t value = at(i);
    if (!language_.sentence_ends.empty()) {
      return language_.sentence_ends.find(value) != std::u32string::npos;
    }
    return value == kEllipsis || u_hasBinaryProperty(static_cast<UChar32>(value), UCHAR_S_TERM);
  }

  bool opens_item(std::size_t i) const {
    return is_bullet(at(i)) && i > 0 && is_space(at(i - 1)) && is_space(at(i + 1));
  }

  std::size_t skip_spaces(std::size_t i) const {
    while (i < line_.size() && is_space(at(i))) ++i;
    return i;
  }

  // Also ". . ." is one run.
  std::size_t skip_ends(std::size_t i) const {
    for (;;) {
      while (i < line_.size() && is_end(i)) ++i;
      if (at(i - 1) != kStop || at(i) != U' ' || at(i + 1) != kStop) return i;
      ++i;
    }
  }

  // Past closing quotes, brackets, notes ("[12]"), a straight quote after a space that closes one
  // opened in this sentence, and pictures.
  std::size_t skip_closing(std::size_t i) const {
    for (;;) {
      if (i < line_.size() && is_closing(at(i))) {
        ++i;
      } else if (const std::size_t note = skip_note(i); note != i) {
        i = note;
      } else if (at(i) == U' ' && at(i + 1) == U'"' && closes_quote(i + 1)) {
        i += 2;
      } else if (const std::size_t picture = skip_pictures(i); picture != i) {
        i = picture;
      } else {
        return i;
      }
    }
  }

  std::size_t skip_note(std::size_t i) const {
    if (at(i) != U'[') return i;
    std::size_t end = i + 1;
    while (is_digit(at(end))) ++end;
    return end > i + 1 && end <= i + 4 && at(end) == U']' ? end + 1 : i;
  }

  bool closes_quote(std::size_t quote) const {
    if (quote + 1 < line_.size() && !is_space(at(quote + 1))) return false;
    return (quotes_before_[quote] - quotes_before_[start_]) % 2 == 1;
  }

  std::size_t skip_pictures(std::size_t i) const {
    std::size_t end = skip_spaces(i);
    if (!is_picture(at(end))) return i;
    // Joiners, skin tones and variation signs belong to the picture.
    while (is_picture(at(end)) || at(end) == 0x200D || at(end) == 0xFE0F ||
           (category(at(end)) & U_GC_SK_MASK) != 0) {
      ++end;
    }
    return end == line_.size() || is_space(at(end)) ? end : i;
  }

  bool ends_sentence(std::size_t sign, std::size_t after_signs, std::size_t stop) const {
    if (stop == line_.size()) return true;
    if (is_numbering(sign)) return false;
    const bool full_stop = after_signs == sign + 1 && at(sign) == kStop;
    if (!is_space(at(stop))) return is_wide(sign) || ends_without_space(sign, stop, full_stop);
    const std::size_t next = skip_opening(skip_spaces(stop));
    if (next == line_.size()) return true;
    if (is_dateline(sign, stop)) return false;
    if (full_stop) {
      if (const auto decided = after_abbreviation(sign, stop, next)) return *decided;
    }
    return begins_sentence(next);
  }

  // "BUFFALO, N.Y. - ", "ST. LOUIS, MO. - ", "TALLINN. - ": capitals before a full stop and a dash.
  bool is_dateline(std::size_t sign, std::size_t stop) const {
    if (!is_dash(at(skip_spaces(stop)))) return false;
    std::size_t begin = sign;
    while (begin > reach(sign) && !is_space(at(begin - 1))) --begin;
    bool capital = false;
    for (std::size_t i = begin; i < sign; ++i) {
      if (is_lower(at(i)) || is_caseless(at(i))) return false;
      capital = capital || is_upper(at(i));
    }
    return capital;
  }

  // Chinese and Japanese signs are not followed by a space.
  bool is_wide(std::size_t i) const {
    const int width = u_getIntPropertyValue(static_cast<UChar32>(at(i)), UCHAR_EAST_ASIAN_WIDTH);
    return width == U_EA_FULLWIDTH || width == U_EA_WIDE;
  }

  // "1.", "a.", "(12." : the sentence has had nothing else yet.
  bool is_numbering(std::size_t sign) const {
    std::size_t i = start_;
    if (sign - start_ > kMaxWord) return false;
    while (i < sign && !is_word(at(i))) ++i;
    const std::size_t size = sign - i;
    if (size == 1 && is_letter(at(i))) return true;
    if (size == 0 || size > 3) return false;
    for (; i < sign; ++i) {
      if (!is_digit(at(i))) return false;
    }
    return true;
  }

  // Past opening quotes and brackets, dashes, and list signs.
  std::size_t skip_opening(std::size_t i) const {
    while (i < line_.size() && (is_opening(at(i)) || is_dash(at(i)) || is_bullet(at(i)) ||
                                is_space(at(i)) || is_nothing(at(i)) || at(i) == 0xBF)) {
      ++i;
    }
    return i;
  }

  bool is_tag(std::size_t i) const { return at(i) == U'#' || at(i) == U'@'; }

  // Anything but a small letter begins a sentence; "al-Shabaab" and "al Qaeda" do as well.
  bool begins_sentence(std::size_t i) const {
    if (is_tag(i) || is_digit(at(i)) || !is_word(at(i))) return is_tag(i) || is_word(at(i));
    if (!is_lower(at(i))) return true;
    const std::size_t end = word_end(i);
    if (is_dash(at(end)) && is_upper(at(end + 1))) return true;
    return is_space(at(end)) && is_upper(at(end + 1)) &&
           language_.particles.contains(words(i, end));
  }

  std::size_t word_end(std::size_t i) const {
    while (i < line_.size() && is_word(at(i))) ++i;
    return i;
  }

  // Where the word before `sign` begins; dots, apostrophes and "&" are part of it.
  std::size_t word_begin(std::size_t sign) const {
    std::size_t i = sign;
    while (i > reach(sign) && (is_word(at(i - 1)) || at(i - 1) == kStop || at(i - 1) == U'\'' ||
                               at(i - 1) == U'\u2019' || at(i - 1) == U'&')) {
      --i;
    }
    while (i < sign && !is_word(at(i))) ++i;
    return i;
  }

  // Whether the full stop at `sign` ends the sentence although, or because, an abbreviation stands
  // before it; nothing when there is none.
  std::optional<bool> after_abbreviation(std::size_t sign, std::size_t stop,
                                         std::size_t next) const {
    const std::size_t begin = word_begin(sign);
    const bool dash = is_dash(at(skip_spaces(stop)));
    const auto known = language_.abbreviations.find(words(begin, sign));
    if (known != language_.abbreviations.end()) {
      switch (known->second) {
        case Abbreviation::kTitle:
          return false;
        case Abbreviation::kNumbered:
          if (is_digit(at(next))) return false;
          break;
        case Abbreviation::kName:
          return !dash && opens_sentence(stop, next);
        case Abbreviation::kClosing:
          return !dash && begins_sentence(next) && !goes_on(next);
      }
    }
    if (is_dotted(begin, sign)) return !dash && opens_sentence(stop, next);
    if (is_initial(begin, sign)) return opens_with_common_word(next);
    return std::nullopt;
  }

  bool opens_sentence(std::size_t stop, std::size_t next) const {
    const std::size_t first = skip_spaces(stop);
    const bool quote = is_opening(at(first)) && at(first) != U'(' && at(first) != U'[';
    return (quote && begins_sentence(next)) || opens_with_common_word(next);
  }

  bool opens_with_common_word(std::size_t next) const {
    return !is_lower(at(next)) && language_.openers.contains(to_lower(words(next, word_end(next))));
  }

  bool goes_on(std::size_t next) const {
    return language_.after_closing.contains(to_lower(words(next, word_end(next))));
  }

  // "U.S", "a.m", single letters with full stops between them.
  bool is_dotted(std::size_t begin, std::size_t sign) const {
    if (sign < begin + 3) return false;
    for (std::size_t i = begin; i < sign; ++i) {
      const bool letter = (i - begin) % 2 == 0;
      if (letter ? !is_letter(at(i)) : at(i) != kStop) return false;
    }
    return (sign - begin) % 2 == 1;
  }

  // One capital, or one letter of a script without case unless it is the unit of a number.
  bool is_initial(std::size_t begin, std::size_t sign) const {
    if (sign != begin + 1) return false;
    if (is_upper(at(begin))) return true;
    std::size_t before = begin;
    while (before > reach(sign) && is_space(at(before - 1))) --before;
    return is_caseless(at(begin)) && !(before > start_ && is_digit(at(before - 1)));
  }

  // "camps.The": two small letters or a digit, then a capital and a small letter; or two letters
  // without case on either side. Not in addresses.
  bool ends_without_space(std::size_t sign, std::size_t stop, bool full_stop) const {
    if (sign < start_ + 2 || stop + 1 >= line_.size() || is_in_address(sign)) return false;
    const std::size_t next = skip_opening(stop);
    const char32_t before = at(sign - 1);
    const bool cased = (is_digit(before) || (is_lower(before) && is_lower(at(sign - 2)))) &&
                       is_upper(at(next)) && is_lower(at(next + 1));
    const bool caseless = is_caseless(before) && is_word(at(sign - 2)) && is_caseless(at(next)) &&
                          is_word(at(next + 1));
    if (!cased && !caseless) return false;
    if (!full_stop) return true;
    return after_abbreviation(sign, stop, next).value_or(true);
  }

  bool is_in_address(std::size_t sign) const {
    std::size_t begin = sign;
    while (begin > reach(sign) && !is_space(at(begin - 1))) --begin;
    std::size_t end = sign;
    const std::size_t last = std::min(line_.size(), sign + kMaxWord);
    while (end < last && !is_space(at(end))) ++end;
    const std::string run = words(begin, end);
    return run.find("://") != std::string::npos || run.find("www.") != std::string::npos ||
           run.find('@') != std::string::npos;
  }

  std::string_view text_;
  Span paragraph_;
  const Language& language_;
  std::vector<Character> line_;
  std::vector<std::uint32_t> quotes_before_;  // straight quotes before each character
  std::size_t start_ = 0;                     // of the sentence being read
  std::vector<Span> found_;
};

}  // namespace

std::vector<Span> split_sentences(std::string_view text, Span paragraph, const Language& language) {
  return Splitter(text, paragraph, language).split();
}

}  // namespace tocsin::text
