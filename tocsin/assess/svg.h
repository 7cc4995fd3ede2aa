#pragma once
/// Drawings as SVG, from a few shapes.

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tocsin::assess {

/// How text is aligned to its point.
enum class Anchor : unsigned char { kStart, kMiddle, kEnd };

struct Stroke {
  std::string colour = "#333333";
  double width = 1;
  bool dashed = false;
};

/// Units: pixels from the upper left corner.
class Svg {
 public:
  /// `title` is what a screen reader says of the picture.
  Svg(double width, double height, std::string_view title);

  void line(double x1, double y1, double x2, double y2, const Stroke& stroke);
  void path(const std::vector<std::pair<double, double>>& points, const Stroke& stroke);
  void polygon(const std::vector<std::pair<double, double>>& points, std::string_view fill);
  /// `title` shows when the pointer rests on the shape; empty: none.
  void box(double x, double y, double width, double height, std::string_view fill,
           std::string_view title = {});
  void dot(double x, double y, double radius, std::string_view fill, std::string_view title = {});
  void text(double x, double y, std::string_view words, double size, Anchor anchor = Anchor::kStart,
            std::string_view colour = "#222222");

  /// The whole document.
  std::string finish() const;

 private:
  void shape(std::string_view element, std::string_view title);
  std::string body_;
};

/// A number with at most two decimals, without trailing zeros.
std::string short_number(double value);

}  // namespace tocsin::assess
