#include "tocsin/export/text.h"
#include "tocsin/report/picture.h"

namespace tocsin::report {
namespace {

using exports::fixed;
using exports::xml_text;

std::string number(double value) {
  std::string text = fixed(value, 1);
  if (text.ends_with(".0")) text.resize(text.size() - 2);
  return text;
}

std::string colour(const std::optional<Colour>& colour) {
  if (!colour) return "none";
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text = "#";
  for (int shift = 20; shift >= 0; shift -= 4) text += kDigits[(*colour >> shift) & 0xFU];
  return text;
}

std::string attribute(std::string_view name, const std::string& value) {
  return " " + std::string(name) + "=\"" + value + "\"";
}

std::string paint(const Shape& shape) {
  std::string text = attribute("fill", colour(shape.fill));
  if (shape.stroke) {
    text +=
        attribute("stroke", colour(shape.stroke)) + attribute("stroke-width", number(shape.width));
  }
  return text;
}

std::string_view anchor(Anchor anchor) {
  switch (anchor) {
    case Anchor::kMiddle:
      return "middle";
    case Anchor::kEnd:
      return "end";
    case Anchor::kStart:
      break;
  }
  return "start";
}

std::string element(const Shape& shape) {
  switch (shape.kind) {
    case Shape::Kind::kLine:
      return "<line" + attribute("x1", number(shape.x)) + attribute("y1", number(shape.y)) +
             attribute("x2", number(shape.x2)) + attribute("y2", number(shape.y2)) + paint(shape) +
             "/>";
    case Shape::Kind::kCircle:
      return "<circle" + attribute("cx", number(shape.x)) + attribute("cy", number(shape.y)) +
             attribute("r", number(shape.radius)) + paint(shape) + "/>";
    case Shape::Kind::kBox:
      return "<rect" + attribute("x", number(shape.x)) + attribute("y", number(shape.y)) +
             attribute("width", number(shape.x2 - shape.x)) +
             attribute("height", number(shape.y2 - shape.y)) + paint(shape) + "/>";
    case Shape::Kind::kWords:
      return "<text" + attribute("x", number(shape.x)) + attribute("y", number(shape.y)) +
             attribute("font-size", number(shape.size)) +
             attribute("text-anchor", std::string(anchor(shape.anchor))) + paint(shape) + ">" +
             xml_text(shape.words) + "</text>";
  }
  return {};
}

}  // namespace

std::string to_svg(const Picture& picture) {
  const std::string width = number(picture.width);
  const std::string height = number(picture.height);
  std::string text =
      "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\"" + attribute("width", width) +
      attribute("height", height) + attribute("viewBox", "0 0 " + width + " " + height) +
      attribute("font-family", "sans-serif") + "><title>" + xml_text(picture.title) + "</title>\n";
  for (const Shape& each : picture.shapes) text += element(each) + "\n";
  return text + "</svg>";
}

}  // namespace tocsin::report
