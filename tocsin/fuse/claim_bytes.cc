// A version byte, then every field in the order of the struct. Whole numbers are varints (zigzag
// where they may be negative), reals their eight bytes, texts and lists led by their length.
#include "tocsin/fuse/claim_bytes.h"

#include <bit>
#include <chrono>
#include <cmath>

#include "tocsin/core/error.h"

namespace tocsin::fuse {
namespace {

constexpr std::uint8_t kVersion = 3;
constexpr std::uint8_t kWithoutNames = 2;    // which had no names of unknown places
constexpr std::uint8_t kWithoutContext = 1;  // nor a place of the context
constexpr double kSteps = 65535;

class Writer {
 public:
  void byte(std::uint8_t value) { bytes_ += static_cast<char>(value); }
  void number(std::uint64_t value) {
    for (; value >= 0x80; value >>= 7U) byte(static_cast<std::uint8_t>(value | 0x80U));
    byte(static_cast<std::uint8_t>(value));
  }
  void whole(std::int64_t value) {
    number((static_cast<std::uint64_t>(value) << 1U) ^ static_cast<std::uint64_t>(value >> 63U));
  }
  void real(double value) { fixed(std::bit_cast<std::uint64_t>(value), 8); }
  void fixed(std::uint64_t value, int size) {
    for (int at = 0; at < size; ++at) byte(static_cast<std::uint8_t>(value >> (8U * at)));
  }
  void text(std::string_view value) {
    number(value.size());
    bytes_ += value;
  }
  void texts(const std::vector<std::string>& values) {
    number(values.size());
    for (const std::string& value : values) text(value);
  }
  template <typename Value, typename Write>
  void maybe(const std::optional<Value>& value, Write write) {
    byte(value ? 1 : 0);
    if (value) write(*value);
  }
  void date(const std::optional<Date>& value) {
    maybe(value, [this](Date day) { whole(day.time_since_epoch().count()); });
  }
  void count(const std::optional<ClaimCount>& value) {
    maybe(value, [this](const ClaimCount& found) {
      for (const auto& end : {found.min, found.max}) {
        maybe(end, [this](std::int64_t figure) { whole(figure); });
      }
    });
  }
  std::string take() { return std::move(bytes_); }

 private:
  std::string bytes_;
};

class Reader {
 public:
  explicit Reader(std::string_view bytes) : bytes_(bytes) {}

  std::uint8_t byte() {
    if (at_ >= bytes_.size()) fail("the end");
    return static_cast<std::uint8_t>(bytes_[at_++]);
  }
  std::uint64_t number() {
    std::uint64_t value = 0;
    for (unsigned shift = 0; shift < 64; shift += 7) {
      const std::uint8_t next = byte();
      value |= static_cast<std::uint64_t>(next & 0x7FU) << shift;
      if (next < 0x80) return value;
    }
    fail("a number of more than 64 bits");
  }
  std::int64_t whole() {
    const std::uint64_t value = number();
    return static_cast<std::int64_t>(value >> 1U) ^ -static_cast<std::int64_t>(value & 1U);
  }
  std::uint64_t fixed(int size) {
    std::uint64_t value = 0;
    for (int at = 0; at < size; ++at) value |= static_cast<std::uint64_t>(byte()) << (8U * at);
    return value;
  }
  double real() { return std::bit_cast<double>(fixed(8)); }
  /// A length, refused when so many bytes are not left.
  std::size_t length() {
    const std::uint64_t value = number();
    if (value > bytes_.size() - at_) fail("a length of " + std::to_string(value));
    return static_cast<std::size_t>(value);
  }
  std::string text() {
    const std::size_t size = length();
    std::string value(bytes_.substr(at_, size));
    at_ += size;
    return value;
  }
  std::vector<std::string> texts() {
    std::vector<std::string> values(length());
    for (std::string& value : values) value = text();
    return values;
  }
  bool present() {
    const std::uint8_t flag = byte();
    if (flag > 1) fail("a flag of " + std::to_string(flag));
    return flag == 1;
  }
  template <typename Enum>
  Enum name(Enum last) {
    const std::uint8_t value = byte();
    if (value > static_cast<std::uint8_t>(last)) fail("the name " + std::to_string(value));
    return static_cast<Enum>(value);
  }
  std::optional<Date> date() {
    if (!present()) return std::nullopt;
    return Date(std::chrono::days(whole()));
  }
  std::optional<std::int64_t> figure() {
    if (!present()) return std::nullopt;
    return whole();
  }
  std::optional<ClaimCount> count() {
    if (!present()) return std::nullopt;
    ClaimCount value;
    value.min = figure();
    value.max = figure();
    return value;
  }
  Span span() {
    Span value;
    value.begin = static_cast<std::uint32_t>(number());
    value.end = static_cast<std::uint32_t>(number());
    return value;
  }
  void done() const {
    if (at_ != bytes_.size()) fail(std::to_string(bytes_.size() - at_) + " bytes too many");
  }
  [[noreturn]] void fail(const std::string& found) const {
    throw Error(ErrorCode::kBadRecord, "a stored claim: found " + found + " at byte " +
                                           std::to_string(at_) + ", expected a claim of version " +
                                           std::to_string(kVersion));
  }

 private:
  std::string_view bytes_;
  std::size_t at_ = 0;
};

void write_actor(Writer& out, const ClaimActor& actor) {
  out.text(actor.name);
  out.text(actor.id);
  out.text(actor.country);
  out.text(actor.sector);
  out.byte(static_cast<std::uint8_t>(actor.side));
}

ClaimActor read_actor(Reader& in) {
  ClaimActor actor;
  actor.name = in.text();
  actor.id = in.text();
  actor.country = in.text();
  actor.sector = in.text();
  actor.side = in.name(Side::kRecipient);
  return actor;
}

void write_place(Writer& out, const ClaimPlace& place) {
  out.text(place.name);
  out.text(place.id);
  out.real(place.lat);
  out.real(place.lon);
  out.real(place.radius_km);
  out.byte(static_cast<std::uint8_t>(place.precision));
  out.text(place.country);
  out.text(place.admin1);
  out.text(place.admin2);
}

ClaimPlace read_place(Reader& in) {
  ClaimPlace place;
  place.name = in.text();
  place.id = in.text();
  place.lat = in.real();
  place.lon = in.real();
  place.radius_km = in.real();
  place.precision = in.name(PlacePrecision::kCountry);
  place.country = in.text();
  place.admin1 = in.text();
  place.admin2 = in.text();
  return place;
}

void write_head(Writer& out, const Claim& claim) {
  for (const std::string* text : {&claim.event, &claim.report, &claim.type, &claim.mode}) {
    out.text(*text);
  }
  out.byte(static_cast<std::uint8_t>(claim.reality));
  out.byte(static_cast<std::uint8_t>(claim.aspect));
  out.real(claim.confidence);
  out.real(claim.score);
  out.text(claim.language);
  out.date(claim.published);
  out.text(claim.outlet);
  out.texts(claim.sources);
  out.text(claim.copy_group);
  out.maybe(claim.date, [&out](const DateInterval& date) {
    out.date(date.start);
    out.date(date.end);
    out.byte(static_cast<std::uint8_t>(date.precision));
  });
  out.byte(static_cast<std::uint8_t>(claim.date_basis));
}

void read_head(Reader& in, Claim& claim) {
  for (std::string* text : {&claim.event, &claim.report, &claim.type, &claim.mode}) {
    *text = in.text();
  }
  claim.reality = in.name(Reality::kDenied);
  claim.aspect = in.name(Aspect::kBackground);
  claim.confidence = in.real();
  claim.score = in.real();
  claim.language = in.text();
  claim.published = in.date();
  claim.outlet = in.text();
  claim.sources = in.texts();
  claim.copy_group = in.text();
  if (in.present()) {
    DateInterval date;
    date.start = in.date();
    date.end = in.date();
    date.precision = in.name(DatePrecision::kUnknown);
    claim.date = date;
  }
  claim.date_basis = in.name(DateBasis::kInferred);
}

void write_words(Writer& out, const Claim& claim) {
  out.number(claim.words.size());
  for (const ClaimWord& word : claim.words) {
    out.fixed(word.word, 4);
    out.fixed(static_cast<std::uint64_t>(std::lround(word.weight * kSteps)), 2);
  }
  out.number(claim.ages.size());
  for (const std::int32_t age : claim.ages) out.whole(age);
  out.number(claim.days.size());
  for (const Date day : claim.days) out.whole(day.time_since_epoch().count());
  out.number(claim.topics.size());
  for (const std::uint32_t word : claim.topics) out.fixed(word, 4);
  out.number(claim.copies.size());
  for (const std::uint32_t value : claim.copies) out.fixed(value, 4);
}

void read_words(Reader& in, Claim& claim) {
  claim.words.resize(in.length());
  for (ClaimWord& word : claim.words) {
    word.word = static_cast<std::uint32_t>(in.fixed(4));
    word.weight = static_cast<float>(static_cast<double>(in.fixed(2)) / kSteps);
  }
  claim.ages.resize(in.length());
  for (std::int32_t& age : claim.ages) age = static_cast<std::int32_t>(in.whole());
  claim.days.resize(in.length());
  for (Date& day : claim.days) day = Date(std::chrono::days(in.whole()));
  claim.topics.resize(in.length());
  for (std::uint32_t& word : claim.topics) word = static_cast<std::uint32_t>(in.fixed(4));
  claim.copies.resize(in.length());
  for (std::uint32_t& value : claim.copies) value = static_cast<std::uint32_t>(in.fixed(4));
}

}  // namespace

std::string to_bytes(const Claim& claim) {
  Writer out;
  out.byte(kVersion);
  write_head(out, claim);
  out.maybe(claim.place, [&out](const ClaimPlace& place) { write_place(out, place); });
  out.maybe(claim.context, [&out](const ClaimPlace& place) { write_place(out, place); });
  out.texts(claim.places);
  out.number(claim.actors.size());
  for (const ClaimActor& actor : claim.actors) write_actor(out, actor);
  for (const auto* count : {&claim.killed, &claim.injured, &claim.detained, &claim.displaced}) {
    out.count(*count);
  }
  out.texts(claim.weapons);
  out.texts(claim.targets);
  out.maybe(claim.minute, [&out](int minute) { out.whole(minute); });
  for (const Span span : {claim.trigger, claim.sentence}) {
    out.number(span.begin);
    out.number(span.end);
  }
  out.text(claim.sentence_text);
  write_words(out, claim);
  return out.take();
}

Claim from_bytes(std::string_view bytes) {
  Reader in(bytes);
  const std::uint8_t version = in.byte();
  if (version > kVersion || version < kWithoutContext) {
    in.fail("version " + std::to_string(version));
  }
  Claim claim;
  read_head(in, claim);
  if (in.present()) claim.place = read_place(in);
  if (version > kWithoutContext && in.present()) claim.context = read_place(in);
  if (version > kWithoutNames) claim.places = in.texts();
  claim.actors.resize(in.length());
  for (ClaimActor& actor : claim.actors) actor = read_actor(in);
  for (auto* count : {&claim.killed, &claim.injured, &claim.detained, &claim.displaced}) {
    *count = in.count();
  }
  claim.weapons = in.texts();
  claim.targets = in.texts();
  if (in.present()) claim.minute = static_cast<int>(in.whole());
  claim.trigger = in.span();
  claim.sentence = in.span();
  claim.sentence_text = in.text();
  read_words(in, claim);
  in.done();
  return claim;
}

}  // namespace tocsin::fuse
