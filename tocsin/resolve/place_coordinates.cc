// How it works: the text is copied with one kind of digit, sign and space, with the way back to its
// bytes; then each pattern is run over the copy. Numbers that are no degrees are no point.
#include "tocsin/resolve/place_coordinates.h"

#include <re2/re2.h>
#include <unicode/uchar.h>

#include <GeographicLib/MGRS.hpp>
#include <GeographicLib/UTMUPS.hpp>
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <optional>

#include "tocsin/core/utf8.h"

namespace tocsin::resolve {
namespace {

constexpr double kKmOfDegree = 111.2;
constexpr double kLeastRadiusKm = 0.1;
constexpr int kMgrsDigits = 5;  // of each half, to the metre

struct Copy {
  std::string text;
  std::vector<std::uint32_t> origin;  ///< for each byte and the end: byte in the text
};

char plain(char32_t value) {
  if (const int digit = u_charDigitValue(static_cast<UChar32>(value)); digit >= 0) {
    return static_cast<char>('0' + digit);
  }
  switch (value) {
    case U'°':
    case U'º':
    case U'˚':
      return '*';
    case U'′':
    case U'’':
    case U'‘':
    case U'ʹ':
      return '\'';
    case U'″':
    case U'”':
    case U'“':
      return '"';
    case U'−':
    case U'–':
      return '-';
    case U'،':
      return ',';
    case U'٫':
      return '.';
    case U'\u00A0':
    case U'\u2009':
    case U'\u202F':
      return ' ';
    default:
      return '\0';
  }
}

Copy copy_of(std::string_view text) {
  Copy copy;
  for (std::uint32_t at = 0; at < text.size();) {
    const CodePoint letter = decode_utf8(text, at);
    const char one = plain(letter.value);
    const std::string_view bytes = text.substr(at, letter.bytes);
    for (const char byte : one != '\0' ? std::string_view(&one, 1) : bytes) {
      copy.text += byte;
      copy.origin.push_back(at);
    }
    at += static_cast<std::uint32_t>(letter.bytes);
  }
  copy.origin.push_back(static_cast<std::uint32_t>(text.size()));
  return copy;
}

std::string any_of(const std::vector<std::string>& one, const std::vector<std::string>& other) {
  std::vector<std::string> words = one;
  words.insert(words.end(), other.begin(), other.end());
  std::sort(words.begin(), words.end(), [](const std::string& a, const std::string& b) {
    return a.size() != b.size() ? a.size() > b.size() : a < b;
  });
  std::string pattern;
  for (const std::string& word : words) {
    pattern += (pattern.empty() ? "" : "|") + RE2::QuoteMeta(word);
  }
  return pattern.empty() ? "$^" : pattern;
}

std::size_t fraction_digits(const std::string& number) {
  const std::size_t dot = number.find('.');
  return dot == std::string::npos ? 0 : number.size() - dot - 1;
}

double value(const std::string& number) { return std::strtod(number.c_str(), nullptr); }

std::unique_ptr<RE2> compiled(const std::string& pattern) {
  RE2::Options options;
  options.set_log_errors(false);
  return std::make_unique<RE2>(pattern, options);
}

/// One half of a point: its numbers and its side.
struct Half {
  std::string degrees;
  std::string minutes;
  std::string seconds;
  std::string side;
};

double degrees_of(const Half& half) {
  return value(half.degrees) + value(half.minutes) / 60 + value(half.seconds) / 3600;
}

double radius_of(const Half& half) {
  double step = 1;
  if (!half.seconds.empty()) {
    step = 1.0 / 3600 / std::pow(10, fraction_digits(half.seconds));
  } else if (!half.minutes.empty()) {
    step = 1.0 / 60 / std::pow(10, fraction_digits(half.minutes));
  } else {
    step = 1 / std::pow(10, fraction_digits(half.degrees));
  }
  return std::max(kLeastRadiusKm, step * kKmOfDegree / 2);
}

bool is_among(const std::vector<std::string>& words, const std::string& word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

class Finder {
 public:
  Finder(std::string_view text, const CompassWords& compass)
      : copy_(copy_of(text)), compass_(compass) {}

  /// Runs a pattern with the groups degrees, minutes, seconds, side of both halves; a group that
  /// the pattern lacks is told by `groups` as -1.
  void find_degrees(const RE2& pattern, const std::array<int, 8>& groups) {
    std::vector<re2::StringPiece> found(
        static_cast<std::size_t>(pattern.NumberOfCapturingGroups()) + 1);
    const auto group = [&](int number) {
      return number < 0 ? std::string() : std::string(found[static_cast<std::size_t>(number)]);
    };
    for (std::size_t at = 0; match(pattern, at, found);) {
      const Half lat{group(groups[0]), group(groups[1]), group(groups[2]), group(groups[3])};
      const Half lon{group(groups[4]), group(groups[5]), group(groups[6]), group(groups[7])};
      const re2::StringPiece words = from_first_to_last(found);
      at = end_of(words);
      add(lat, lon, words);
    }
  }

  void find_mgrs(const RE2& pattern) {
    std::vector<re2::StringPiece> found(2);
    for (std::size_t at = 0; match(pattern, at, found); at = end_of(found[0])) {
      std::string grid(found[1]);
      std::erase(grid, ' ');
      add_mgrs(grid, found[0]);
    }
  }

  std::vector<TextPoint> take() {
    std::stable_sort(points_.begin(), points_.end(),
                     [](const TextPoint& a, const TextPoint& b) { return a.span < b.span; });
    std::vector<TextPoint> apart;
    for (const TextPoint& point : points_) {
      if (apart.empty() || !overlaps(apart.back().span, point.span)) apart.push_back(point);
    }
    return apart;
  }

 private:
  bool match(const RE2& pattern, std::size_t at, std::vector<re2::StringPiece>& found) const {
    return pattern.Match(copy_.text, at, copy_.text.size(), RE2::UNANCHORED, found.data(),
                         static_cast<int>(found.size()));
  }

  /// What stands between the first and the last group, which leaves out what only had to be there.
  static re2::StringPiece from_first_to_last(const std::vector<re2::StringPiece>& found) {
    const char* begin = nullptr;
    const char* end = nullptr;
    for (std::size_t i = 1; i < found.size(); ++i) {
      if (found[i].data() == nullptr) continue;
      if (begin == nullptr) begin = found[i].data();
      end = found[i].data() + found[i].size();
    }
    return {begin, static_cast<std::size_t>(end - begin)};
  }

  std::size_t end_of(re2::StringPiece piece) const {
    return static_cast<std::size_t>(piece.data() - copy_.text.data()) + piece.size();
  }

  Span span_of(re2::StringPiece piece) const {
    const auto begin = static_cast<std::size_t>(piece.data() - copy_.text.data());
    return {copy_.origin[begin], copy_.origin[begin + piece.size()]};
  }

  void add(const Half& lat, const Half& lon, re2::StringPiece words) {
    double north = degrees_of(lat);
    double east = degrees_of(lon);
    if (is_among(compass_.south, lat.side)) north = -north;
    if (is_among(compass_.west, lon.side)) east = -east;
    if (std::abs(north) > 90 || std::abs(east) > 180) return;
    if (value(lat.minutes) >= 60 || value(lon.minutes) >= 60) return;
    if (value(lat.seconds) >= 60 || value(lon.seconds) >= 60) return;
    points_.push_back({span_of(words), north, east, std::max(radius_of(lat), radius_of(lon))});
  }

  void add_mgrs(const std::string& grid, re2::StringPiece words) {
    try {
      int zone = 0;
      int digits = 0;
      bool is_north = true;
      double x = 0;
      double y = 0;
      TextPoint point{.span = span_of(words)};
      GeographicLib::MGRS::Reverse(grid, zone, is_north, x, y, digits);
      GeographicLib::UTMUPS::Reverse(zone, is_north, x, y, point.lat, point.lon);
      point.radius_km = std::max(kLeastRadiusKm, std::pow(10, kMgrsDigits - digits) / 1000 / 2);
      points_.push_back(point);
    } catch (const GeographicLib::GeographicErr&) {
      // Letters that are no square of that zone: no grid reference.
    }
  }

  Copy copy_;
  const CompassWords& compass_;
  std::vector<TextPoint> points_;
};

}  // namespace

PointPatterns::PointPatterns(const CompassWords& compass) : compass_(compass) {
  const std::string lat_side = "(" + any_of(compass.north, compass.south) + ")";
  const std::string lon_side = "(" + any_of(compass.east, compass.west) + ")";
  const std::string between = R"( ?[,;/]? ?)";
  const std::string start = R"((?:^|[^\d.\-*]))";
  const std::string stop = R"((?:$|[^\d*]))";
  decimal_ = compiled(start + R"((-?\d{1,2}\.\d{3,8})\*?)" + R"(( ?[,;/] ?| ))" +
                      R"((-?\d{1,3}\.\d{3,8})\*?)" + stop);
  // Whole degrees count only with their sign: "5 N" may be anything.
  named_decimal_ =
      compiled(R"((\d{1,2}\.\d{1,8}|\d{1,2}\*) ?\*? ?)" + lat_side + between +
               R"((\d{1,3}\.\d{1,8}|\d{1,3}\*) ?\*? ?)" + lon_side + R"((?:$|[^\pL]))");
  const std::string angle =
      R"((\d{1,3})\* ?(\d{1,2}(?:\.\d+)?)' ?(?:(\d{1,2}(?:\.\d+)?)(?:"|'') ?)?)";
  sexagesimal_ = compiled(angle + lat_side + between + angle + lon_side);
  sexagesimal_before_ = compiled(lat_side + " ?" + angle + between + lon_side + " ?" + angle);
  mgrs_ = compiled(
      R"(\b(\d{1,2}[C-HJ-NP-X] ?[A-HJ-NP-Z]{2} ?(?:\d{5} ?\d{5}|\d{4} ?\d{4}|\d{3} ?\d{3}|\d{2} ?\d{2}))\b)");
}

PointPatterns::~PointPatterns() = default;

std::vector<TextPoint> PointPatterns::find(std::string_view text) const {
  Finder finder(text, compass_);
  finder.find_degrees(*sexagesimal_, {1, 2, 3, 4, 5, 6, 7, 8});
  finder.find_degrees(*sexagesimal_before_, {2, 3, 4, 1, 6, 7, 8, 5});
  finder.find_degrees(*named_decimal_, {1, -1, -1, 2, 3, -1, -1, 4});
  finder.find_degrees(*decimal_, {1, -1, -1, -1, 3, -1, -1, -1});
  finder.find_mgrs(*mgrs_);
  return finder.take();
}

}  // namespace tocsin::resolve
