#include "tocsin/assess/svg.h"

#include <cmath>
#include <cstdio>

namespace tocsin::assess {
namespace {

std::string escaped(std::string_view words) {
  std::string result;
  for (const char c : words) {
    switch (c) {
      case '&':
        result += "&amp;";
        break;
      case '<':
        result += "&lt;";
        break;
      case '>':
        result += "&gt;";
        break;
      case '"':
        result += "&quot;";
        break;
      default:
        result += c;
    }
  }
  return result;
}

std::string attribute(std::string_view name, std::string_view value) {
  return " " + std::string(name) + "=\"" + escaped(value) + "\"";
}

std::string attribute(std::string_view name, double value) {
  return attribute(name, short_number(value));
}

std::string points_of(const std::vector<std::pair<double, double>>& points) {
  std::string text;
  for (const auto& [x, y] : points) {
    text += (text.empty() ? "" : " ") + short_number(x) + "," + short_number(y);
  }
  return text;
}

std::string stroke_of(const Stroke& stroke) {
  return attribute("stroke", stroke.colour) + attribute("stroke-width", stroke.width) +
         (stroke.dashed ? attribute("stroke-dasharray", "4 3") : "");
}

}  // namespace

std::string short_number(double value) {
  char text[64];
  std::snprintf(text, sizeof text, "%.2f", value);
  std::string result = text;
  while (result.ends_with('0')) result.pop_back();
  if (result.ends_with('.')) result.pop_back();
  return result == "-0" ? "0" : result;
}

Svg::Svg(double width, double height, std::string_view title) {
  body_ = "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\"" + attribute("width", width) +
          attribute("height", height) +
          attribute("viewBox", "0 0 " + short_number(width) + " " + short_number(height)) +
          " font-family=\"sans-serif\">\n<title>" + escaped(title) + "</title>\n";
  box(0, 0, width, height, "#ffffff");
}

void Svg::shape(std::string_view element, std::string_view title) {
  const std::string_view name = element.substr(0, element.find(' '));
  body_ += "<" + std::string(element);
  if (title.empty()) {
    body_ += "/>\n";
  } else {
    body_ += "><title>" + escaped(title) + "</title></" + std::string(name) + ">\n";
  }
}

void Svg::line(double x1, double y1, double x2, double y2, const Stroke& stroke) {
  shape("line" + attribute("x1", x1) + attribute("y1", y1) + attribute("x2", x2) +
            attribute("y2", y2) + stroke_of(stroke),
        {});
}

void Svg::path(const std::vector<std::pair<double, double>>& points, const Stroke& stroke) {
  shape("polyline fill=\"none\"" + attribute("points", points_of(points)) + stroke_of(stroke), {});
}

void Svg::polygon(const std::vector<std::pair<double, double>>& points, std::string_view fill) {
  shape("polygon" + attribute("points", points_of(points)) + attribute("fill", fill), {});
}

void Svg::box(double x, double y, double width, double height, std::string_view fill,
              std::string_view title) {
  shape("rect" + attribute("x", x) + attribute("y", y) + attribute("width", width) +
            attribute("height", height) + attribute("fill", fill),
        title);
}

void Svg::dot(double x, double y, double radius, std::string_view fill, std::string_view title) {
  shape("circle" + attribute("cx", x) + attribute("cy", y) + attribute("r", radius) +
            attribute("fill", fill),
        title);
}

void Svg::text(double x, double y, std::string_view words, double size, Anchor anchor,
               std::string_view colour) {
  constexpr const char* kAnchors[] = {"start", "middle", "end"};
  body_ += "<text" + attribute("x", x) + attribute("y", y) + attribute("font-size", size) +
           attribute("text-anchor", kAnchors[static_cast<int>(anchor)]) +
           attribute("fill", colour) + ">" + escaped(words) + "</text>\n";
}

std::string Svg::finish() const { return body_ + "</svg>\n"; }

}  // namespace tocsin::assess
