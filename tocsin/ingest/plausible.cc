// How it works: a text read in a wrong encoding keeps its bytes but not its habits. Words mix
// scripts, capitals stand within words, signs stand between letters, control characters appear.
// Each pair of neighbouring characters with one beyond ASCII is looked at, and the bad ones are
// counted.

#include "tocsin/ingest/plausible.h"

#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include <algorithm>

#include "tocsin/core/utf8.h"

namespace tocsin::ingest {
namespace {

constexpr double kWorst = 4;   // how many bad pairs a character weighs that no text has
constexpr double kRare = 0.5;  // what a pair weighs that text has now and then

struct Seen {
  UChar32 value = ' ';
  UScriptCode script = USCRIPT_COMMON;
  bool is_letter = false;
  bool is_upper = false;
  bool is_lower = false;
  bool is_mark = false;
};

Seen look(UChar32 value) {
  UErrorCode status = U_ZERO_ERROR;
  const std::uint32_t mask = U_GET_GC_MASK(value);
  return {value,
          uscript_getScript(value, &status),
          (mask & U_GC_L_MASK) != 0,
          (mask & U_GC_LU_MASK) != 0,
          (mask & U_GC_LL_MASK) != 0,
          (mask & U_GC_M_MASK) != 0};
}

// Signs that stand beside letters in words or around them; all that is ASCII is one.
bool goes_beside_letters(UChar32 value) {
  if (value < 0x80) return true;
  constexpr std::uint32_t kGood =
      U_GC_P_MASK | U_GC_Z_MASK | U_GC_CF_MASK | U_GC_M_MASK | U_GC_ND_MASK | U_GC_SC_MASK;
  if ((U_GET_GC_MASK(value) & kGood) == 0) return false;
  // Signs of currencies follow digits and spaces, not letters; these stand on their own in text.
  return value != 0xA4 && value != 0xA6 && value != 0xA1 && value != 0xBF;
}

// What no text has: controls, and what ICU puts for bytes without a meaning.
bool is_never_text(UChar32 value) {
  return (value >= 0x80 && value < 0xA0) || value == 0xFFFD || (value >= 0xE000 && value < 0xF900);
}

bool go_together(const Seen& before, const Seen& last, const Seen& here) {
  if (last.is_letter && here.is_letter) {
    if (last.script != here.script && last.script != USCRIPT_COMMON &&
        here.script != USCRIPT_COMMON) {
      return false;
    }
    if (last.is_lower && here.is_upper) return false;
    return !(before.is_upper && last.is_upper && here.is_lower);
  }
  if (here.is_mark) return last.is_letter || last.is_mark;
  if (last.is_letter) return goes_beside_letters(here.value);
  if (here.is_letter) return goes_beside_letters(last.value);
  // Two signs in a row, both beyond ASCII, are rare but for quotation marks.
  return here.value < 0x80 || last.value < 0x80 || goes_beside_letters(here.value);
}

// Words of the Latin script have most of their letters in ASCII.
bool is_marked_latin(const Seen& seen) {
  return seen.is_letter && seen.value >= 0x80 && seen.script == USCRIPT_LATIN;
}

}  // namespace

double implausibility(std::string_view utf8) {
  double pairs = 0;
  double bad = 0;
  Seen before;
  Seen last;
  for (std::size_t at = 0; at < utf8.size();) {
    const CodePoint point = decode_utf8(utf8, at);
    at += point.bytes;
    const Seen here = look(static_cast<UChar32>(point.value));
    if (here.value >= 0x80 || last.value >= 0x80) {
      pairs += 1;
      if (is_never_text(here.value)) {
        bad += kWorst;
      } else if (!go_together(before, last, here)) {
        bad += 1;
      } else if (is_marked_latin(last) && is_marked_latin(here)) {
        bad += kRare;
      }
    }
    before = last;
    last = here;
  }
  return pairs == 0 ? 0 : std::min(1.0, bad / pairs);
}

}  // namespace tocsin::ingest
