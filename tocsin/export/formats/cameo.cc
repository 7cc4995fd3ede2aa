// Dyadic CAMEO rows, as event data sets of that scheme are read: one row for each actor and
// recipient of a happening that took place and has a CAMEO code. The id tells which rows are one
// happening.
#include <array>

#include "tocsin/export/csv.h"
#include "tocsin/export/formats/formats.h"
#include "tocsin/export/text.h"

namespace tocsin::exports {
namespace {

constexpr int kDegreeDecimals = 5;
constexpr std::size_t kRootDigits = 2;
constexpr std::array<std::string_view, 20> kColumns{
    "event_id",    "event_date",  "source_name",    "source_code",    "source_country",
    "target_name", "target_code", "target_country", "cameo_code",     "cameo_root",
    "quad_class",  "score",       "location",       "country",        "admin1",
    "latitude",    "longitude",   "publisher",      "published_date", "sentence"};

struct Party {
  std::string name;
  std::string code;  // country and sector: "SYRMIL"
  std::string country;
};

std::vector<Party> parties(const std::vector<const ClaimActor*>& actors) {
  std::vector<Party> result;
  for (const ClaimActor* each : actors) {
    result.push_back(
        {guard_formula(one_line(each->name)), each->country + each->sector, each->country});
  }
  if (result.empty()) result.emplace_back();
  return result;
}

class CameoRows : public HappeningWriter {
 public:
  explicit CameoRows(std::ostream& out) : out_(out) {}

  void begin() override { out_ << csv_row({kColumns.begin(), kColumns.end()}); }

  void happening(const Happening& happening) override {
    if (happening.cameo.empty() || !took_place(happening)) return;
    for (const Party& source : parties(on_side(happening, Side::kActor))) {
      for (const Party& target : parties(on_side(happening, Side::kRecipient))) {
        write(happening, source, target);
      }
    }
  }

 private:
  void write(const Happening& happening, const Party& source, const Party& target) {
    const std::optional<Date> day = day_of(happening);
    const bool is_cited = !happening.citations.empty();
    const auto published = is_cited ? happening.citations.front().published : std::nullopt;
    const ClaimPlace place = happening.place.value_or(ClaimPlace{});
    const auto degrees = [&](double value) {
      return happening.place ? fixed(value, kDegreeDecimals) : std::string();
    };
    out_ << csv_row({guard_formula(happening.id),
                     day ? to_string(*day) : "",
                     source.name,
                     source.code,
                     source.country,
                     target.name,
                     target.code,
                     target.country,
                     happening.cameo,
                     happening.cameo.substr(0, kRootDigits),
                     happening.quad_code == 0 ? "" : std::to_string(happening.quad_code),
                     fixed(happening.score, 1),
                     guard_formula(one_line(place.name)),
                     place.country,
                     guard_formula(one_line(place.admin1)),
                     degrees(place.lat),
                     degrees(place.lon),
                     guard_formula(outlets_of(happening)),
                     published ? to_string(*published) : "",
                     guard_formula(one_line(sentence_of(happening)))});
  }

  std::ostream& out_;
};

}  // namespace

std::unique_ptr<HappeningWriter> make_cameo_rows(std::ostream& out,
                                                 const std::filesystem::path& /*data_dir*/) {
  return std::make_unique<CameoRows>(out);
}

}  // namespace tocsin::exports
