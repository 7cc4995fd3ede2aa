// How it works: a metafile is a list of records, each with its type and size. Pens, brushes and
// fonts are objects that are made, selected, used and deleted; one slot of the handle table each.
#include <algorithm>
#include <cmath>
#include <string_view>
#include <utility>

#include "tocsin/core/utf8.h"
#include "tocsin/report/picture.h"

namespace tocsin::report {
namespace {

constexpr double kScale = 10;                  // logical units in a pixel
constexpr double kHundredthsOfMm = 26.458333;  // in a pixel of 1/96 inch
constexpr std::uint32_t kPen = 1;
constexpr std::uint32_t kBrush = 2;
constexpr std::uint32_t kFont = 3;
constexpr std::uint32_t kHandles = 4;  // with the one that stands for the file
constexpr std::uint32_t kNullBrush = 0x80000005;
constexpr std::uint32_t kNullPen = 0x80000008;

enum Type : std::uint32_t {
  kHeader = 1,
  kSetWindowExtent = 9,
  kSetViewportExtent = 11,
  kEndOfFile = 14,
  kSetMapMode = 17,
  kSetBackgroundMode = 18,
  kSetTextAlign = 22,
  kSetTextColour = 24,
  kMoveTo = 27,
  kSelectObject = 37,
  kCreatePen = 38,
  kCreateBrush = 39,
  kDeleteObject = 40,
  kEllipse = 42,
  kRectangle = 43,
  kLineTo = 54,
  kCreateFont = 82,
  kWords = 84,
};

std::int32_t scaled(double value) { return static_cast<std::int32_t>(std::lround(value * kScale)); }

// Windows writes a colour as 0x00BBGGRR.
std::uint32_t reference(Colour colour) {
  return ((colour & 0xFFU) << 16U) | (colour & 0xFF00U) | ((colour >> 16U) & 0xFFU);
}

std::u16string utf16(const std::string& text) {
  constexpr char32_t kFirstPair = 0x10000;
  std::u16string result;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint point = decode_utf8(text, at);
    if (point.value >= kFirstPair) {
      const char32_t rest = point.value - kFirstPair;
      result += static_cast<char16_t>(0xD800 + (rest >> 10U));
      result += static_cast<char16_t>(0xDC00 + (rest & 0x3FFU));
    } else {
      result += static_cast<char16_t>(point.value);
    }
    at += point.bytes;
  }
  return result;
}

// About how wide a letter is, in sizes of its font. Viewers space words by it.
double width_of(char16_t letter) {
  constexpr std::u16string_view kNarrow = u"fijlt.,;:'|!()[]/I -";
  constexpr std::u16string_view kWide = u"mwMW";
  if (kNarrow.find(letter) != std::u16string_view::npos) return 0.29;
  if (kWide.find(letter) != std::u16string_view::npos) return 0.85;
  if (letter >= u'A' && letter <= u'Z') return 0.69;
  return letter == u'r' || letter == u's' ? 0.42 : 0.556;
}

class Metafile {
 public:
  Metafile& u32(std::uint32_t value) {
    for (unsigned shift = 0; shift < 32; shift += 8) record_ += static_cast<char>(value >> shift);
    return *this;
  }
  Metafile& i32(std::int32_t value) { return u32(static_cast<std::uint32_t>(value)); }
  Metafile& u16(std::uint16_t value) {
    record_ += static_cast<char>(value & 0xFFU);
    record_ += static_cast<char>(value >> 8U);
    return *this;
  }
  // Ends the record that was written since the last end.
  void end(Type type) {
    while (record_.size() % 4 != 0) record_ += '\0';
    const std::string body = std::exchange(record_, {});
    u32(type).u32(static_cast<std::uint32_t>(body.size() + 8));
    bytes_ += std::exchange(record_, {}) + body;
    ++records_;
  }
  std::size_t size() const { return bytes_.size(); }
  std::uint32_t records() const { return records_; }
  const std::string& bytes() const { return bytes_; }

 private:
  std::string bytes_;
  std::string record_;
  std::uint32_t records_ = 0;
};

void select(Metafile& file, std::uint32_t object) { file.u32(object).end(kSelectObject); }

void remove(Metafile& file, std::uint32_t object) { file.u32(object).end(kDeleteObject); }

void draw_words(Metafile& file, const Shape& shape) {
  constexpr int kFontNameUnits = 32;
  constexpr std::uint32_t kBaseLine = 24;
  constexpr std::uint32_t kCentre = 6;
  constexpr std::uint32_t kRight = 2;
  file.u32(kFont).i32(-scaled(shape.size)).i32(0).i32(0).i32(0).i32(400);  // 400: normal weight
  file.u32(0x01000000).u32(0);  // italic, underline, strike out: no; any character set
  const std::u16string font = u"Arial";
  for (int i = 0; i < kFontNameUnits; ++i) {
    file.u16(static_cast<std::size_t>(i) < font.size() ? font[static_cast<std::size_t>(i)] : 0);
  }
  constexpr int kRestOfFont = 228;  // full name, style, version and the like: not given
  for (int i = 0; i < kRestOfFont; i += 4) file.u32(0);
  file.end(kCreateFont);
  select(file, kFont);
  file.u32(reference(shape.fill.value_or(0))).end(kSetTextColour);
  const std::uint32_t side = shape.anchor == Anchor::kMiddle ? kCentre
                             : shape.anchor == Anchor::kEnd  ? kRight
                                                             : 0;
  file.u32(kBaseLine | side).end(kSetTextAlign);
  const std::u16string words = utf16(shape.words);
  const auto count = static_cast<std::uint32_t>(words.size());
  constexpr std::uint32_t kWordsAt = 76;
  const std::uint32_t widths_at = kWordsAt + (count * 2 + 3) / 4 * 4;
  file.i32(0).i32(0).i32(-1).i32(-1);           // bounds: empty
  file.u32(1).u32(0x3F800000).u32(0x3F800000);  // compatible mode, scale 1
  file.i32(scaled(shape.x)).i32(scaled(shape.y)).u32(count).u32(kWordsAt).u32(0);
  file.i32(0).i32(0).i32(-1).i32(-1).u32(widths_at);
  for (const char16_t each : words) file.u16(each);
  if (count % 2 != 0) file.u16(0);
  for (const char16_t each : words) file.i32(scaled(shape.size * width_of(each)));
  file.end(kWords);
  remove(file, kFont);
}

void draw(Metafile& file, const Shape& shape) {
  if (shape.kind == Shape::Kind::kWords) return draw_words(file, shape);
  if (shape.stroke) {
    file.u32(kPen).u32(0).i32(scaled(shape.width)).i32(0).u32(reference(*shape.stroke));
    file.end(kCreatePen);
  }
  if (shape.fill) file.u32(kBrush).u32(0).u32(reference(*shape.fill)).u32(0).end(kCreateBrush);
  select(file, shape.stroke ? kPen : kNullPen);
  select(file, shape.fill ? kBrush : kNullBrush);
  if (shape.kind == Shape::Kind::kLine) {
    file.i32(scaled(shape.x)).i32(scaled(shape.y)).end(kMoveTo);
    file.i32(scaled(shape.x2)).i32(scaled(shape.y2)).end(kLineTo);
  } else if (shape.kind == Shape::Kind::kCircle) {
    file.i32(scaled(shape.x - shape.radius)).i32(scaled(shape.y - shape.radius));
    file.i32(scaled(shape.x + shape.radius)).i32(scaled(shape.y + shape.radius)).end(kEllipse);
  } else {
    file.i32(scaled(shape.x)).i32(scaled(shape.y)).i32(scaled(shape.x2)).i32(scaled(shape.y2));
    file.end(kRectangle);
  }
  select(file, kNullPen);
  select(file, kNullBrush);
  if (shape.stroke) remove(file, kPen);
  if (shape.fill) remove(file, kBrush);
}

}  // namespace

std::string to_emf(const Picture& picture) {
  constexpr std::uint32_t kHeaderBytes = 88;
  constexpr std::uint32_t kSignature = 0x464D4520;
  Metafile body;
  body.u32(8).end(kSetMapMode);  // anisotropic: extents say how units become pixels
  body.i32(scaled(picture.width)).i32(scaled(picture.height)).end(kSetWindowExtent);
  body.i32(static_cast<std::int32_t>(picture.width));
  body.i32(static_cast<std::int32_t>(picture.height)).end(kSetViewportExtent);
  body.u32(1).end(kSetBackgroundMode);  // transparent
  for (const Shape& each : picture.shapes) draw(body, each);
  body.u32(0).u32(0x10).u32(20).end(kEndOfFile);

  Metafile file;
  const auto width = static_cast<std::int32_t>(picture.width);
  const auto height = static_cast<std::int32_t>(picture.height);
  file.i32(0).i32(0).i32(width - 1).i32(height - 1);
  file.i32(0).i32(0);
  file.i32(static_cast<std::int32_t>(std::lround(picture.width * kHundredthsOfMm)));
  file.i32(static_cast<std::int32_t>(std::lround(picture.height * kHundredthsOfMm)));
  file.u32(kSignature).u32(0x10000);
  file.u32(static_cast<std::uint32_t>(kHeaderBytes + body.size())).u32(body.records() + 1);
  file.u16(kHandles).u16(0).u32(0).u32(0).u32(0);
  file.i32(1920).i32(1080).i32(508).i32(
      286);  // a screen of 96 dots an inch, in dots and millimetres
  file.end(kHeader);
  return file.bytes() + body.bytes();
}

}  // namespace tocsin::report
