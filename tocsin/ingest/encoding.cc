// How it works: certain signs come first (magic numbers of binary files, byte-order marks, zero
// bytes at every second place), then UTF-8, which text in another encoding hardly ever is by
// chance. Some bad bytes among many good sequences are damage in a UTF-8 file; bad bytes alone are
// another encoding, which the page declares or ICU's statistics guess.

#include "tocsin/ingest/encoding.h"

#include <unicode/uchar.h>
#include <unicode/ucnv.h>
#include <unicode/ucsdet.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <memory>

#include "tocsin/core/error.h"
#include "tocsin/core/utf8.h"
#include "tocsin/ingest/plausible.h"

namespace tocsin::ingest {
namespace {

using std::string_view_literals::operator""sv;

struct Magic {
  std::string_view bytes;
  std::string_view name;
};

constexpr std::array kMagic{
    Magic{"%PDF-"sv, "a PDF document"},
    Magic{"PK\x03\x04"sv, "a ZIP archive or an office document (DOCX, XLSX, ODT, EPUB)"},
    Magic{"PK\x05\x06"sv, "an empty ZIP archive"},
    Magic{"\xD0\xCF\x11\xE0"sv, "an older office document (DOC, XLS)"},
    Magic{"{\\rtf"sv, "an RTF document"},
    Magic{"\x89PNG"sv, "a PNG image"},
    Magic{"\xFF\xD8\xFF"sv, "a JPEG image"},
    Magic{"GIF8"sv, "a GIF image"},
    Magic{"II*\0"sv, "a TIFF image"},
    Magic{"MM\0*"sv, "a TIFF image"},
    Magic{"RIFF"sv, "a RIFF sound, video or image file"},
    Magic{"OggS"sv, "an Ogg sound or video file"},
    Magic{"ID3"sv, "an MP3 sound file"},
    Magic{"\x1F\x8B"sv, "gzip-compressed data"},
    Magic{"BZh"sv, "bzip2-compressed data"},
    Magic{"\xFD"
          "7zXZ\0"sv,
          "xz-compressed data"},
    Magic{"7z\xBC\xAF"sv, "a 7-Zip archive"},
    Magic{"Rar!"sv, "a RAR archive"},
    Magic{"\x28\xB5\x2F\xFD"sv, "zstd-compressed data"},
    Magic{"\x7F"
          "ELF"sv,
          "an ELF program"},
    Magic{"SQLite format 3\0"sv, "an SQLite database"},
    Magic{"PAR1"sv, "a Parquet file"},
};

constexpr std::string_view kBom = "\xEF\xBB\xBF";
constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

std::size_t count(std::string_view text, std::string_view part) {
  std::size_t found = 0;
  for (std::size_t at = text.find(part); at != std::string_view::npos;
       at = text.find(part, at + part.size())) {
    ++found;
  }
  return found;
}

// The bytes read with an ICU converter; nothing when ICU does not know the name.
std::optional<std::string> try_convert(std::string_view bytes, const std::string& encoding) {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<UConverter, decltype(&ucnv_close)> converter(
      ucnv_open(encoding.c_str(), &status), ucnv_close);
  if (U_FAILURE(status)) return std::nullopt;
  const icu::UnicodeString text(bytes.data(), static_cast<std::int32_t>(bytes.size()),
                                converter.get(), status);
  if (U_FAILURE(status)) return std::nullopt;
  std::string utf8;
  text.toUTF8String(utf8);
  return utf8;
}

std::string byte_name(unsigned char byte) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  return {'0', 'x', kDigits[byte >> 4], kDigits[byte & 15]};
}

Diagnostic replaced(const std::string& encoding, std::size_t count_replaced) {
  return {"bytes_replaced",
          std::to_string(count_replaced) + (count_replaced == 1 ? " character" : " characters") +
              " could not be read as " + encoding + ": replaced by U+FFFD",
          {}};
}

Decoded from_converter(std::string text, const std::string& encoding) {
  Decoded decoded{std::move(text), {}, encoding};
  if (const std::size_t bad = count(decoded.text, kReplacement); bad > 0) {
    decoded.diagnostics.push_back(replaced(encoding, bad));
  }
  return decoded;
}

// The encoding that a byte-order mark names; UTF-32 first, for its mark begins with UTF-16's.
std::string marked_encoding(std::string_view bytes) {
  if (bytes.starts_with("\xFF\xFE\0\0"sv)) return "UTF-32LE";
  if (bytes.starts_with("\0\0\xFE\xFF"sv)) return "UTF-32BE";
  if (bytes.starts_with("\xFF\xFE"sv)) return "UTF-16LE";
  if (bytes.starts_with("\xFE\xFF"sv)) return "UTF-16BE";
  return "";
}

// In UTF-16 text at least spaces and line ends have a zero byte, always on the same side.
std::string unmarked_utf16(std::string_view bytes) {
  std::size_t zeros[2] = {0, 0};
  for (std::size_t i = 0; i < bytes.size(); ++i) zeros[i % 2] += bytes[i] == '\0' ? 1 : 0;
  const std::size_t all = zeros[0] + zeros[1];
  if (bytes.size() % 2 != 0 || all * 40 < bytes.size()) return "";
  if (zeros[1] * 20 >= all * 19) return "UTF-16LE";
  if (zeros[0] * 20 >= all * 19) return "UTF-16BE";
  return "";
}

struct Utf8Count {
  std::size_t good = 0;  // sequences of two bytes and more
  std::size_t bad = 0;
  std::size_t first_bad = 0;
  bool cut_short = false;  // the only bad sequence is the beginning of one at the very end
};

Utf8Count count_utf8(std::string_view bytes) {
  Utf8Count result;
  result.first_bad = first_invalid_utf8(bytes);
  const std::string mended = replace_invalid_utf8(bytes);
  result.bad = count(mended, kReplacement) - count(bytes, kReplacement);
  result.good = static_cast<std::size_t>(std::count_if(mended.begin(), mended.end(), [](char each) {
    return static_cast<unsigned char>(each) >= 0xC2;
  }));
  result.good -= result.bad;
  result.cut_short = result.bad == 1 && result.first_bad + 3 >= bytes.size() &&
                     static_cast<unsigned char>(bytes[result.first_bad]) >= 0xC2 &&
                     bytes.size() - result.first_bad < 4 && result.good > 0;
  return result;
}

Decoded mend_utf8(std::string_view bytes, const Utf8Count& counted) {
  const auto byte = static_cast<unsigned char>(bytes[counted.first_bad]);
  const std::string where =
      "byte " + std::to_string(counted.first_bad) + " (" + byte_name(byte) + ")";
  Decoded decoded{replace_invalid_utf8(bytes), {}, "UTF-8"};
  if (counted.cut_short) {
    decoded.diagnostics.push_back(
        {"text_cut_short",
         "the last character is cut short at " + where + ": replaced by U+FFFD",
         {}});
  } else {
    decoded.diagnostics.push_back({"bytes_replaced",
                                   "not valid UTF-8 at " + std::to_string(counted.bad) +
                                       (counted.bad == 1 ? " place, " : " places, first at ") +
                                       where + ": replaced by U+FFFD",
                                   {}});
  }
  return decoded;
}

struct Guess {
  std::string encoding;
  int confidence = 0;  // of 100, as ICU has it
  std::string text;
  double implausible = 1;
};

// Encodings that reports come in and that short texts hide from statistics.
constexpr std::array<std::string_view, 5> kUsual{"windows-1252", "windows-1256", "windows-1251",
                                                 "KOI8-R", "ISO-8859-6"};
constexpr std::size_t kSampleBytes = std::size_t{64} << 10;
constexpr double kConfidenceWeight = 0.1;  // of ICU's confidence against implausibility

// The candidates of ICU and the usual ones. EBCDIC is left out: no text file of today is in it, but
// short texts look like it. So is Latin-1: its superset has quotes and dashes besides.
std::vector<Guess> candidates(std::string_view bytes) {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<UCharsetDetector, decltype(&ucsdet_close)> detector(ucsdet_open(&status),
                                                                            ucsdet_close);
  ucsdet_setText(detector.get(), bytes.data(), static_cast<std::int32_t>(bytes.size()), &status);
  std::int32_t matches = 0;
  const UCharsetMatch** match = ucsdet_detectAll(detector.get(), &matches, &status);
  std::vector<Guess> found;
  const auto add = [&](std::string name, int confidence) {
    const bool there = std::any_of(found.begin(), found.end(),
                                   [&](const Guess& each) { return each.encoding == name; });
    if (!there) found.push_back({std::move(name), confidence, ""});
  };
  for (std::int32_t i = 0; U_SUCCESS(status) && i < matches; ++i) {
    std::string name = ucsdet_getName(match[i], &status);
    if (name.starts_with("IBM") || name.starts_with("UTF-")) continue;
    if (name == "ISO-8859-1") name = "windows-1252";
    add(std::move(name), ucsdet_getConfidence(match[i], &status));
  }
  for (const std::string_view name : kUsual) add(std::string(name), 0);
  return found;
}

// A stretch of the bytes that has what is to be told apart: the beginning may be all ASCII.
std::string_view sample_of(std::string_view bytes) {
  const auto first = std::find_if(bytes.begin(), bytes.end(),
                                  [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
  const auto at = static_cast<std::size_t>(first - bytes.begin());
  return bytes.substr(at > kSampleBytes ? at : 0, kSampleBytes);
}

// The candidate under which the text looks most like text; of equals the one that ICU trusts most.
Guess best_guess(std::string_view bytes) {
  const std::string_view sample = sample_of(bytes);
  std::optional<Guess> best;
  const auto cost = [](const Guess& guess) {
    return guess.implausible - kConfidenceWeight * guess.confidence / 100;
  };
  for (Guess& candidate : candidates(sample)) {
    const auto text = try_convert(sample, candidate.encoding);
    if (!text) continue;
    candidate.implausible = implausibility(*text);
    if (!best || cost(candidate) < cost(*best)) best = std::move(candidate);
  }
  if (!best) return {"UTF-8", 0, replace_invalid_utf8(bytes)};
  best->text = try_convert(bytes, best->encoding).value_or(replace_invalid_utf8(bytes));
  return *best;
}

Decoded guess(std::string_view bytes) {
  Guess best = best_guess(bytes);
  Decoded decoded = from_converter(std::move(best.text), best.encoding);
  decoded.diagnostics.insert(decoded.diagnostics.begin(),
                             {"encoding_guessed",
                              "not UTF-8: read as " + best.encoding + " (confidence " +
                                  std::to_string(best.confidence) + " of 100)",
                              {}});
  return decoded;
}

// Control characters that no text has.
bool has_many_controls(std::string_view text) {
  const auto controls =
      static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char each) {
        const auto byte = static_cast<unsigned char>(each);
        return byte < 0x20 && byte != '\t' && byte != '\n' && byte != '\r' && byte != '\f' &&
               byte != '\v' && byte != 0x1B;
      }));
  return controls * 20 > text.size();
}

Decoded decode_unmarked(std::string_view bytes, const std::string& declared) {
  const Utf8Count counted = count_utf8(bytes);
  if (counted.bad == 0) return {std::string(bytes), {}, "UTF-8"};
  if (counted.good >= counted.bad * 4 || counted.cut_short) return mend_utf8(bytes, counted);
  if (!declared.empty() && declared != "utf-8" && declared != "utf8") {
    if (auto text = try_convert(bytes, declared)) return from_converter(*std::move(text), declared);
  }
  return guess(bytes);
}

}  // namespace

std::optional<std::string> recognise_binary(std::string_view bytes) {
  for (const Magic& magic : kMagic) {
    if (bytes.starts_with(magic.bytes)) return std::string(magic.name);
  }
  return std::nullopt;
}

bool is_encoding(const std::string& name) { return try_convert("", name).has_value(); }

std::string convert(std::string_view bytes, const std::string& encoding) {
  auto text = try_convert(bytes, encoding);
  if (!text) throw Error(ErrorCode::kBadEncoding, "no encoding is named \"" + encoding + "\"");
  return *std::move(text);
}

std::string encoding_of(std::string_view beginning) {
  if (std::string marked = marked_encoding(beginning); !marked.empty()) return marked;
  if (beginning.find('\0') != std::string_view::npos) {
    if (std::string found = unmarked_utf16(beginning.substr(0, beginning.size() & ~std::size_t{1}));
        !found.empty()) {
      return found;
    }
  }
  const Utf8Count counted = count_utf8(beginning);
  const bool is_utf8 = counted.bad == 0 || counted.good >= counted.bad * 4 || counted.cut_short;
  return is_utf8 ? "UTF-8" : best_guess(beginning).encoding;
}

Decoded decode(std::string_view bytes, const std::string& declared, const std::string& forced) {
  if (const auto binary = recognise_binary(bytes)) {
    throw Error(ErrorCode::kNotText, "looks like " + *binary + "; expected text");
  }
  if (!forced.empty()) {
    Decoded decoded = from_converter(convert(bytes, forced), forced);
    if (decoded.text.starts_with(kBom)) decoded.text.erase(0, kBom.size());
    return decoded;
  }
  if (bytes.starts_with(kBom)) bytes.remove_prefix(kBom.size());
  std::string encoding = marked_encoding(bytes);
  const std::size_t zero = bytes.find('\0');
  if (encoding.empty() && zero != std::string_view::npos) {
    encoding = unmarked_utf16(bytes);
    if (encoding.empty()) {
      throw Error(ErrorCode::kNotText, "looks like binary data: a zero byte at byte " +
                                           std::to_string(zero) + "; expected text");
    }
  }
  Decoded decoded = encoding.empty() ? decode_unmarked(bytes, declared)
                                     : from_converter(convert(bytes, encoding), encoding);
  if (decoded.text.starts_with(kBom)) decoded.text.erase(0, kBom.size());
  if (has_many_controls(decoded.text)) {
    throw Error(ErrorCode::kNotText,
                "looks like binary data: many control characters; expected text");
  }
  return decoded;
}

std::string normalise_lines(std::string_view text) {
  std::string lines;
  lines.reserve(text.size());
  if (text.starts_with(kBom)) text.remove_prefix(kBom.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\r') {
      lines += '\n';
      if (i + 1 < text.size() && text[i + 1] == '\n') ++i;
    } else if (text[i] == '\0') {
      lines += kReplacement;
    } else {
      lines += text[i];
    }
  }
  return lines;
}

std::string stored_text(std::string_view text, std::vector<Diagnostic>& diagnostics) {
  const auto zeros = static_cast<std::size_t>(std::count(text.begin(), text.end(), '\0'));
  if (zeros > 0) diagnostics.push_back(replaced("text (NUL)", zeros));
  return normalise_lines(text);
}

bool is_blank(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint point = decode_utf8(text, at);
    const auto value = static_cast<UChar32>(point.value);
    constexpr std::uint32_t kNothing = U_GC_Z_MASK | U_GC_CC_MASK | U_GC_CF_MASK;
    if ((U_GET_GC_MASK(value) & kNothing) == 0) return false;
    at += point.bytes;
  }
  return true;
}

}  // namespace tocsin::ingest
