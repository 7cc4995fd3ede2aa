#include "tocsin/analyse/decode.h"

#include <doctest/doctest.h>

using namespace tocsin::analyse;

namespace {

// A table with 9 at the given column of each row.
Matrix tags(std::uint32_t columns, const std::vector<std::uint32_t>& best) {
  Matrix matrix{static_cast<std::uint32_t>(best.size()), columns,
                std::vector<float>(best.size() * columns, 0.0F)};
  for (std::size_t row = 0; row < best.size(); ++row)
    matrix.values[row * columns + best[row]] = 9.0F;
  return matrix;
}

std::vector<WordRange> ranges(const std::vector<DecodedSpan>& spans) {
  std::vector<WordRange> found;
  for (const DecodedSpan& span : spans) found.push_back(span.words);
  return found;
}

}  // namespace

TEST_CASE("spans begin, go on and end") {
  const auto spans = decode_spans(tags(5, {0, 1, 2, 0, 3, 4, 0, 3, 0}));
  CHECK(ranges(spans) == std::vector<WordRange>{{1, 3}, {4, 6}, {7, 8}});
  CHECK(spans[0].tag == 0);
  CHECK(spans[2].tag == 1);
}

TEST_CASE("words of one tag with nothing between them are one span, whatever begins") {
  CHECK(ranges(decode_spans(tags(5, {3, 3, 4, 1}))) == std::vector<WordRange>{{0, 3}, {3, 4}});
  CHECK(ranges(decode_spans(tags(5, {3, 3, 4, 1}), 0, {1})) ==
        std::vector<WordRange>{{0, 1}, {1, 3}, {3, 4}});
}

TEST_CASE("an inside tag with no begin starts a span, and one of another tag a new one") {
  CHECK(ranges(decode_spans(tags(5, {2, 2, 4, 0}))) == std::vector<WordRange>{{0, 2}, {2, 3}});
}

TEST_CASE("a span may end with the window") {
  CHECK(ranges(decode_spans(tags(3, {0, 1}))) == std::vector<WordRange>{{1, 2}});
}

TEST_CASE("an event is found where all labels together reach the threshold") {
  Matrix split{1, 4, {1.0F, -9.0F, 1.0F, 1.0F}};  // two labels of one third each
  CHECK(decode_triggers(split, 0.5).size() == 1);
  CHECK(decode_triggers(split, 0.7).empty());
  CHECK(decode_triggers(split, 0.5)[0].event_probability == doctest::Approx(2.0 / 3).epsilon(0.01));
  CHECK(decode_triggers(split, 0.5)[0].label_probability == doctest::Approx(1.0 / 3).epsilon(0.01));
}

TEST_CASE("two words that begin the same event are one trigger, and of two kinds two") {
  const auto one = decode_triggers(tags(4, {0, 2, 2, 0, 2}), 0.5);
  REQUIRE(one.size() == 2);
  CHECK(one[0].words == WordRange{1, 3});
  CHECK(one[1].words == WordRange{4, 5});
  CHECK(decode_triggers(tags(4, {2, 3}), 0.5).size() == 2);
}

TEST_CASE("words that share an event make one trigger, the likeliest of the likeliest type") {
  const float low = -3.0F;
  // Labels 0 and 1 are of one type; each word has less than the threshold.
  const Matrix shared{
      3, 5, {1.0F, low, 0.4F, low, low, 1.2F, low, low, 0.0F, low, 1.0F, low, low, low, 0.3F}};
  CHECK(decode_triggers(shared, 0.5).empty());
  const auto found = decode_shared_trigger(shared, {0, 2}, {0, 0, 1}, 0.35);
  REQUIRE(found);
  CHECK(found->words == WordRange{0, 1});
  CHECK(found->label == 0);
  CHECK(found->event_probability > 0.5);
  CHECK_FALSE(decode_shared_trigger(shared, {0, 2}, {0, 1, 2}, 0.6));
  CHECK(decode_shared_trigger(shared, {2, 3}, {0, 0, 1}, 0.2)->label == 2);
}

TEST_CASE("inside words lengthen the trigger before them only") {
  const auto triggers = decode_triggers(tags(4, {1, 2, 1, 0, 1}), 0.5);
  REQUIRE(triggers.size() == 1);
  CHECK(triggers[0].words == WordRange{1, 3});
}

TEST_CASE("a handicap on outside finds spans that were nearly found") {
  Matrix near{2, 3, {1.0F, 0.6F, 0.0F, 1.0F, 0.0F, 0.0F}};
  CHECK(decode_spans(near).empty());
  CHECK(ranges(decode_spans(near, 0.5)) == std::vector<WordRange>{{0, 1}});
}
