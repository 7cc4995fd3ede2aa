#pragma once
/// A small drawing of lines, circles, boxes and words, written as SVG for pages and as EMF for word
/// processors.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace tocsin::report {

/// 0xRRGGBB.
using Colour = std::uint32_t;

enum class Anchor : std::uint8_t { kStart, kMiddle, kEnd };

struct Shape {
  enum class Kind : std::uint8_t { kLine, kCircle, kBox, kWords };
  Kind kind = Kind::kLine;
  double x = 0;  ///< begin of a line, centre of a circle, upper left of a box, base line of words
  double y = 0;
  double x2 = 0;  ///< end of a line, lower right of a box
  double y2 = 0;
  double radius = 0;  ///< of a circle
  std::optional<Colour> stroke;
  std::optional<Colour> fill;  ///< colour of words
  double width = 1;            ///< of the stroke
  std::string words;
  double size = 0;  ///< of words
  Anchor anchor = Anchor::kStart;
};

/// Units: all lengths in CSS pixels, from the upper left corner.
struct Picture {
  double width = 0;
  double height = 0;
  std::string title;  ///< what it shows, for those who cannot see it
  std::vector<Shape> shapes;
};

/// An <svg> element that stands alone.
std::string to_svg(const Picture& picture);

/// An enhanced metafile. Source: [MS-EMF].
std::string to_emf(const Picture& picture);

}  // namespace tocsin::report
