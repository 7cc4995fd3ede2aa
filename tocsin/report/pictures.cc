// The map is an equirectangular drawing: degrees of longitude are shortened by the cosine of the
// middle latitude. The timeline is a bar a day, or a week where the period is long.
#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <numbers>

#include "tocsin/export/text.h"
#include "tocsin/report/draft.h"

namespace tocsin::report {
namespace {

constexpr double kWidth = 640;
constexpr Colour kInk = 0x333333;
constexpr Colour kFaint = 0xD0D0D0;
constexpr Colour kPaper = 0xFFFFFF;
constexpr Colour kDeed = 0xE08A2E;
constexpr Colour kDeath = 0x9E1B1B;
constexpr Colour kOther = 0x666666;
constexpr double kWordSize = 11;

Shape line(double x, double y, double x2, double y2, Colour stroke) {
  Shape shape;
  shape.x = x;
  shape.y = y;
  shape.x2 = x2;
  shape.y2 = y2;
  shape.stroke = stroke;
  return shape;
}

Shape words(double x, double y, std::string text, Anchor anchor) {
  Shape shape;
  shape.kind = Shape::Kind::kWords;
  shape.x = x;
  shape.y = y;
  shape.words = std::move(text);
  shape.size = kWordSize;
  shape.fill = kInk;
  shape.anchor = anchor;
  return shape;
}

Shape box(double x, double y, double x2, double y2) {
  Shape shape = line(x, y, x2, y2, kInk);
  shape.kind = Shape::Kind::kBox;
  return shape;
}

bool is_deed(const Incident& incident) { return incident.reality == Reality::kActual; }

bool is_deadly(const Incident& incident) {
  return is_deed(incident) && incident.killed && incident.killed->high > 0;
}

// What lies at one place.
struct Spot {
  std::string name;
  double lat = 0;
  double lon = 0;
  int count = 0;
  bool has_deed = false;
  bool has_death = false;
};

bool is_known_well(const std::optional<ClaimPlace>& place) {
  return place && place->precision != PlacePrecision::kNone &&
         place->precision != PlacePrecision::kProvince &&
         place->precision != PlacePrecision::kCountry;
}

std::vector<Spot> spots_of(const Incidents& incidents) {
  std::map<std::pair<long, long>, Spot> spots;
  constexpr double kCell = 1000;  // thousandths of a degree: about 100 m
  for (const Incident* each : incidents) {
    if (!is_known_well(each->place)) continue;
    const ClaimPlace& place = *each->place;
    Spot& spot = spots[{std::lround(place.lat * kCell), std::lround(place.lon * kCell)}];
    if (spot.count == 0) spot = {place.name, place.lat, place.lon, 0, false, false};
    ++spot.count;
    spot.has_deed = spot.has_deed || is_deed(*each);
    spot.has_death = spot.has_death || is_deadly(*each);
  }
  std::vector<Spot> result;
  for (const auto& [key, spot] : spots) result.push_back(spot);
  std::stable_sort(result.begin(), result.end(),
                   [](const Spot& a, const Spot& b) { return a.count > b.count; });
  return result;
}

// From degrees to the drawing.
struct Frame {
  double west = 0;
  double south = 0;
  double east = 0;
  double north = 0;
  double scale = 1;      // pixels in a degree of latitude
  double shortened = 1;  // a degree of longitude against one of latitude
  double height = 0;

  double x(double lon) const { return (lon - west) * shortened * scale; }
  double y(double lat) const { return (north - lat) * scale; }
};

Frame frame_of(const std::vector<Spot>& spots) {
  constexpr double kMargin = 0.15;
  constexpr double kSmallest = 0.2;  // degrees, so that one town is not the whole map
  constexpr double kLowest = 0.45;   // height against width
  constexpr double kHighest = 0.65;
  double west = 180, east = -180, south = 90, north = -90;
  for (const Spot& each : spots) {
    west = std::min(west, each.lon);
    east = std::max(east, each.lon);
    south = std::min(south, each.lat);
    north = std::max(north, each.lat);
  }
  const double lat = (south + north) / 2;
  const double lon = (west + east) / 2;
  const double shortened = std::max(0.05, std::cos(lat * std::numbers::pi / 180));
  const double high = std::max(kSmallest, (north - south) * (1 + 2 * kMargin));
  const double wide = std::max(kSmallest, (east - west) * shortened * (1 + 2 * kMargin));
  const double ratio = std::clamp(high / wide, kLowest, kHighest);
  const double width = std::max(wide, high / ratio);  // in degrees of latitude
  Frame frame;
  frame.shortened = shortened;
  frame.scale = kWidth / width;
  frame.height = std::round(width * ratio * frame.scale);
  frame.west = lon - width / shortened / 2;
  frame.east = lon + width / shortened / 2;
  frame.south = lat - width * ratio / 2;
  frame.north = lat + width * ratio / 2;
  return frame;
}

// The roundest step that gives at most six lines.
double step_for(double degrees) {
  constexpr std::array kSteps{0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 45.0, 90.0};
  for (const double each : kSteps) {
    if (degrees / each <= 6) return each;
  }
  return kSteps.back();
}

std::string degrees(double value, double step, std::string_view above, std::string_view below) {
  const int decimals = step < 0.1 ? 2 : step < 1 ? 1 : 0;
  return exports::fixed(std::abs(value), decimals) + "° " + std::string(value < 0 ? below : above);
}

void add_graticule(Picture& picture, const Frame& frame) {
  constexpr double kLabel = 45;  // what words take
  const double lon_step = step_for(frame.east - frame.west);
  const double lat_step = step_for(frame.north - frame.south);
  const auto first = [](double from, double step) { return std::ceil(from / step); };
  for (double i = first(frame.west, lon_step); i * lon_step < frame.east; ++i) {
    const double x = frame.x(i * lon_step);
    picture.shapes.push_back(line(x, 0, x, frame.height, kFaint));
    if (x > kWidth - kLabel) continue;
    picture.shapes.push_back(
        words(x + 3, frame.height - 4, degrees(i * lon_step, lon_step, "E", "W"), Anchor::kStart));
  }
  for (double i = first(frame.south, lat_step); i * lat_step < frame.north; ++i) {
    const double y = frame.y(i * lat_step);
    picture.shapes.push_back(line(0, y, kWidth, y, kFaint));
    picture.shapes.push_back(
        words(3, y - 3, degrees(i * lat_step, lat_step, "N", "S"), Anchor::kStart));
  }
}

struct Area {
  double x, y, x2, y2;
  bool meets(const Area& other) const {
    return x < other.x2 && other.x < x2 && y < other.y2 && other.y < y2;
  }
};

// A name beside its circle where there is room: right, left, above, below; else none.
void add_name(Picture& picture, const Spot& spot, double x, double y, double radius,
              std::vector<Area>& taken) {
  const double long_ = static_cast<double>(spot.name.size()) * kWordSize * 0.55;
  struct Try {
    double x, y;
    Anchor anchor;
    double begin;
  };
  const double gap = radius + 3;
  const std::array tries{Try{x + gap, y + 4, Anchor::kStart, x + gap},
                         Try{x - gap, y + 4, Anchor::kEnd, x - gap - long_},
                         Try{x, y - gap, Anchor::kMiddle, x - long_ / 2},
                         Try{x, y + gap + kWordSize, Anchor::kMiddle, x - long_ / 2}};
  for (const Try& each : tries) {
    const Area area{each.begin, each.y - kWordSize, each.begin + long_, each.y + 2};
    const bool is_inside =
        area.x >= 0 && area.x2 <= picture.width && area.y >= 0 && area.y2 <= picture.height;
    const bool is_free = std::none_of(taken.begin(), taken.end(),
                                      [&](const Area& other) { return area.meets(other); });
    if (!is_inside || !is_free) continue;
    taken.push_back(area);
    picture.shapes.push_back(words(each.x, each.y, spot.name, each.anchor));
    return;
  }
}

}  // namespace

bool is_by_week(Period period) {
  constexpr std::chrono::days kLongest{62};
  return period.to - period.from > kLongest;
}

std::optional<Picture> draw_map(const Draft& draft) {
  constexpr double kLeast = 4;
  constexpr double kMost = 22;
  const std::vector<Spot> spots = spots_of(draft.now().all);
  if (spots.empty()) return std::nullopt;
  const Frame frame = frame_of(spots);
  Picture picture{kWidth,
                  frame.height,
                  draft.phrases().words("note.map_title", {{"area", plain(draft.input().area)}}),
                  {}};
  Shape paper = box(0, 0, kWidth, frame.height);
  paper.fill = kPaper;
  picture.shapes.push_back(paper);
  add_graticule(picture, frame);
  std::vector<Area> taken;
  for (const Spot& each : spots) {
    Shape circle;
    circle.kind = Shape::Kind::kCircle;
    circle.x = frame.x(each.lon);
    circle.y = frame.y(each.lat);
    circle.radius = std::min(kMost, kLeast * std::sqrt(each.count));
    circle.stroke = each.has_deed ? kInk : kOther;
    if (each.has_deed) circle.fill = each.has_death ? kDeath : kDeed;
    taken.push_back({circle.x - circle.radius, circle.y - circle.radius, circle.x + circle.radius,
                     circle.y + circle.radius});
    picture.shapes.push_back(circle);
  }
  for (const Spot& each : spots) {
    const double radius = std::min(kMost, kLeast * std::sqrt(each.count));
    add_name(picture, each, frame.x(each.lon), frame.y(each.lat), radius, taken);
  }
  return picture;
}

std::optional<Picture> draw_timeline(const Draft& draft) {
  constexpr double kHeight = 170;
  constexpr double kLeft = 30;
  constexpr double kBottom = 28;
  constexpr double kTop = 14;
  constexpr int kMostWords = 8;
  constexpr int kLeastTall = 3;
  const Period period = draft.input().period;
  const int unit = is_by_week(period) ? 7 : 1;
  const auto length = static_cast<int>((period.to - period.from).count()) + 1;
  const int bars = (length + unit - 1) / unit;
  struct Bar {
    int deeds = 0;
    int others = 0;
  };
  std::vector<Bar> counts(static_cast<std::size_t>(bars));
  int highest = 0;
  for (const Incident* each : draft.now().all) {
    const std::optional<Date> day = day_of(*each);
    if (!day || *day < period.from || *day > period.to) continue;
    Bar& bar = counts[static_cast<std::size_t>((*day - period.from).count() / unit)];
    ++(is_deed(*each) ? bar.deeds : bar.others);
    highest = std::max(highest, bar.deeds + bar.others);
  }
  if (highest == 0) return std::nullopt;
  highest = std::max(highest, kLeastTall);  // one incident is no tower
  Picture picture{
      kWidth,
      kHeight,
      draft.phrases().words("note.timeline_title", {{"area", plain(draft.input().area)}}),
      {}};
  const double base = kHeight - kBottom;
  const double step = (kWidth - kLeft) / bars;
  const double tall = (base - kTop) / highest;
  const double gap = step > 4 ? 1 : 0;
  picture.shapes.push_back(words(kLeft - 4, kTop + 4, std::to_string(highest), Anchor::kEnd));
  picture.shapes.push_back(words(kLeft - 4, base, "0", Anchor::kEnd));
  const int every = (bars + kMostWords - 1) / kMostWords;
  for (int i = 0; i < bars; ++i) {
    const Bar& bar = counts[static_cast<std::size_t>(i)];
    const double x = kLeft + i * step;
    const double middle = base - bar.deeds * tall;
    if (bar.deeds > 0) {
      Shape deeds = box(x + gap, middle, x + step - gap, base);
      deeds.fill = kDeed;
      picture.shapes.push_back(deeds);
    }
    if (bar.others > 0) {
      picture.shapes.push_back(box(x + gap, middle - bar.others * tall, x + step - gap, middle));
    }
    if (i % every == 0) {
      const std::string day = to_string(period.from + std::chrono::days{i * unit});
      picture.shapes.push_back(words(x, base + 16, day, Anchor::kStart));
      picture.shapes.push_back(line(x, base, x, base + 4, kInk));
    }
  }
  picture.shapes.push_back(line(kLeft, base, kWidth, base, kInk));
  return picture;
}

Section pictures(Draft& draft) {
  const Phrases& phrases = draft.phrases();
  Section section{phrases.at("heading.pictures"), {}};
  if (draft.now().all.empty()) return section;
  if (auto map = draw_map(draft)) {
    section.blocks.push_back(Drawing{*std::move(map), phrases.at("note.map")});
  } else {
    section.blocks.push_back(Note{phrases.at("note.no_map")});
  }
  if (auto timeline = draw_timeline(draft)) {
    const char* caption =
        is_by_week(draft.input().period) ? "note.timeline_weeks" : "note.timeline";
    section.blocks.push_back(Drawing{*std::move(timeline), phrases.at(caption)});
  }
  return section;
}

}  // namespace tocsin::report
