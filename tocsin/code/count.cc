// How it works: the fillers become pieces in text order, each with its numbers. Pieces that are
// parts of an earlier one, that divide it up, or that name those whom a neighbour counts, are
// struck out. The rest are added up; a rival version of a figure ("a senator says 300") widens the
// sum instead of adding to it.
#include "tocsin/code/count.h"

#include <algorithm>
#include <utility>

#include "tocsin/core/utf8.h"

namespace tocsin::code {
namespace {

// Lists of data/codebook/words.toml.
constexpr std::string_view kOfThem = "of_them";
constexpr std::string_view kUnharmed = "unharmed";
constexpr std::string_view kThing = "thing";
constexpr std::string_view kTotalOf = "total_of";
constexpr std::string_view kPeople = "people";
constexpr std::string_view kRival = "rival";
constexpr std::string_view kAnd = "and";
constexpr std::string_view kPronoun = "pronoun";
constexpr std::string_view kThe = "the";
constexpr std::string_view kSince = "since";
constexpr std::string_view kPartThere = "part_there";
constexpr std::string_view kOfThese = "of_these";
constexpr std::string_view kInsteadOf = "instead_of";
// So many bytes hold the words right before a figure that say what it is to the others.
constexpr std::size_t kRightBefore = 20;
// How far after a part the words stand that say where it was.
constexpr std::uint32_t kPartBehind = 12;
// How far before a total the words stand that make it one ("among the 12 dead").
constexpr std::uint32_t kBefore = 32;
// How far after a figure the words stand that make it a part ("ten of them", "one of the wounded").
constexpr std::uint32_t kAfter = 26;
// Pieces no further apart than this are shown as one stretch of words.
constexpr std::uint32_t kAdjacent = 40;

struct Piece {
  Span span;
  std::optional<std::int64_t> min;
  std::optional<std::int64_t> max;
  Tally tally = Tally::kEvent;
  std::string_view reason;
  bool is_name = false;  // a person without a number
  bool is_bare = false;  // a plural without a number
  bool is_struck = false;
  bool is_rival = false;
};

Piece piece_of(const Mention& mention, const Values& values) {
  Piece piece{mention.span, {}, {}};
  const auto quantity = values.quantities.find(mention.span);
  if (quantity != values.quantities.end()) {
    piece.min = quantity->second.min;
    piece.max = quantity->second.max;
    piece.tally = quantity->second.tally;
    piece.is_bare = quantity->second.is_bare;
    piece.is_struck = quantity->second.is_no_count;
    piece.is_name = quantity->second.is_named;
    piece.span = quantity->second.span;
    piece.reason = quantity->second.reason;
  }
  if (!piece.min && !piece.max && mention.kind.starts_with("p.")) {
    piece.min = piece.max = 1;
    piece.is_name = true;
  }
  return piece;
}

/// Pieces in text order, never overlapping (the longer one stays), of the trigger's sentence only
/// where it has any.
std::vector<Piece> pieces_of(const std::vector<Mention>& fillers, const CountContext& context) {
  std::vector<Piece> pieces;
  for (const Mention& filler : fillers) pieces.push_back(piece_of(filler, context.values));
  std::erase_if(pieces, [](const Piece& piece) { return piece.is_struck; });  // ages and hours
  std::stable_sort(pieces.begin(), pieces.end(), [](const Piece& a, const Piece& b) {
    return std::pair(length(b.span), a.span) < std::pair(length(a.span), b.span);
  });
  std::vector<Piece> apart;
  for (const Piece& piece : pieces) {
    const bool is_free = std::none_of(apart.begin(), apart.end(), [&](const Piece& other) {
      return overlaps(other.span, piece.span);
    });
    if (is_free) apart.push_back(piece);
  }
  std::sort(apart.begin(), apart.end(),
            [](const Piece& a, const Piece& b) { return a.span < b.span; });
  const auto is_outside = [&](const Piece& piece) {
    return !contains(context.sentence, piece.span);
  };
  if (!std::all_of(apart.begin(), apart.end(), is_outside)) std::erase_if(apart, is_outside);
  return apart;
}

std::string_view between(const Piece& left, const Piece& right, std::string_view text) {
  return slice(text, {left.span.end, right.span.begin});
}

/// Whether any letter stands in `words`: punctuation alone joins a number to its names.
bool has_letter(std::string_view words) {
  for (std::size_t at = 0; at < words.size();) {
    const CodePoint point = decode_utf8(words, at);
    const char32_t c = point.value;
    const bool ascii = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    const bool punctuation = (c >= 0x2000 && c <= 0x206F) || c == 0x060C || c == 0x061B;
    if (ascii || (c >= 0xC0 && !punctuation)) return true;
    at += point.bytes;
  }
  return false;
}

/// Whether a mark that closes an enumeration stands in `words`.
bool has_break(std::string_view words) {
  return words.find(';') != std::string_view::npos || words.find("؛") != std::string_view::npos;
}

/// Whether a mark that opens an enumeration stands in `words`.
bool has_opening(std::string_view words) {
  return has_break(words) || words.find_first_of(":(") != std::string_view::npos ||
         words.find("–") != std::string_view::npos || words.find("—") != std::string_view::npos;
}

/// Whether words of `list` stand in a figure, or right behind it up to the next sign.
bool has_behind(const Piece& piece, std::string_view list, const CountContext& context) {
  const auto size = static_cast<std::uint32_t>(context.text.size());
  std::string_view after =
      slice(context.text, {piece.span.end, std::min(size, piece.span.end + kAfter)});
  after = after.substr(0, after.find_first_of(",;.:"));
  // The words may stand half in the figure: "three of" them.
  const auto end = piece.span.end + static_cast<std::uint32_t>(after.size());
  return context.words.contains(list, slice(context.text, {piece.span.begin, end}));
}

/// "ten of them": a part of what was counted before.
bool is_of_them(const Piece& piece, const CountContext& context) {
  return has_behind(piece, kOfThem, context);
}

/// "[Twenty cars]", "[dozen] rounds": a number and its noun; "the driver of the lorry" is somebody.
bool is_things(const Piece& piece, const CountContext& context) {
  if (piece.is_name) return false;
  std::uint32_t end = piece.span.end;
  if (slice(context.text, piece.span).find(' ') == std::string_view::npos) {
    const std::size_t next =
        context.text.find_first_of(" ,.;:\n", std::min<std::size_t>(end + 1, context.text.size()));
    end = static_cast<std::uint32_t>(std::min(next, context.text.size()));
  }
  const std::string_view words = slice(context.text, {piece.span.begin, end});
  return std::count(words.begin(), words.end(), ' ') == 1 && context.words.contains(kThing, words);
}

/// "[one unknown adult] [victim]", "[Danil] [Carter]": one phrase that was marked in two.
void strike_continued(std::vector<Piece>& pieces, std::string_view text) {
  for (std::size_t i = 1; i < pieces.size(); ++i) {
    const std::string_view gap = between(pieces[i - 1], pieces[i], text);
    const bool is_one = gap.size() <= 1 && gap.find_first_not_of(" -") == std::string_view::npos;
    const bool has_number = !pieces[i].is_name && !pieces[i].is_bare && pieces[i].min;
    if (is_one && !has_number) pieces[i].is_struck = true;
  }
}

/// Strikes "[two] of the dead were sisters", "[two survivors]" and "[two cars]": these say not how
/// many died.
void strike_unharmed(std::vector<Piece>& pieces, const CountContext& context) {
  for (Piece& piece : pieces) {
    const bool is_nobody = !context.parts.empty() &&
                           (has_behind(piece, context.parts, context) || is_things(piece, context));
    piece.is_struck = piece.is_struck || is_nobody ||
                      context.words.contains(kUnharmed, slice(context.text, piece.span));
  }
}

/// "four of them [in the truck]": a part with the place or hour where it was.
bool is_placed_part(const Piece& piece, const CountContext& context) {
  const auto size = static_cast<std::uint32_t>(context.text.size());
  const Span words{piece.span.begin, std::min(size, piece.span.end + kPartBehind)};
  return context.words.contains(kPartThere, slice(context.text, words));
}

void strike_parts(std::vector<Piece>& pieces, const CountContext& context) {
  if (pieces.size() < 2) return;
  // "7 killed, [two of them children]; 17 injured": a part of what was done otherwise.
  if (is_of_them(pieces[0], context) && has_break(between(pieces[0], pieces[1], context.text))) {
    pieces[0].is_struck = true;
  }
  const std::uint32_t first = pieces.front().span.begin;
  const Span before{std::max(context.sentence.begin, first - std::min(first, kBefore)), first};
  const std::string_view head = slice(context.text, {context.sentence.begin, first});
  bool inside = context.words.contains(kTotalOf, slice(context.text, before)) ||
                (head.size() <= kRightBefore && context.words.contains(kOfThese, head));
  for (std::size_t i = 1; i < pieces.size(); ++i) {
    const std::string_view gap = between(pieces[i - 1], pieces[i], context.text);
    if (context.words.contains(kPartOf, gap)) {
      inside = true;
    } else if (has_break(gap)) {
      inside = false;
    }
    const bool is_part = is_of_them(pieces[i], context);
    // "13 killed since May, [four of them] in the truck": here the part is the event's.
    const bool is_own = is_part && i == 1 && context.words.contains(kSince, gap) &&
                        is_placed_part(pieces[i], context);
    Piece& struck = pieces[is_own ? 0 : i];
    struck.is_struck = struck.is_struck || is_own || inside || is_part;
  }
}

/// "610 families, against [430] last Saturday": the figure of before.
void strike_replaced(std::vector<Piece>& pieces, const CountContext& context) {
  for (std::size_t i = 1; i < pieces.size(); ++i) {
    const std::string_view gap = between(pieces[i - 1], pieces[i], context.text);
    const std::string_view last = gap.substr(gap.size() - std::min(gap.size(), kRightBefore));
    pieces[i].is_struck = pieces[i].is_struck || context.words.contains(kInsteadOf, last);
  }
}

/// "Five dead: [four policemen] and their cook": what stands behind a colon or in brackets, and is
/// no more than the first figure, is in it.
void strike_opened(std::vector<Piece>& pieces, const CountContext& context) {
  const Piece& total = pieces.front();
  if (pieces.size() < 2 || total.is_name || !total.min) return;
  const std::string_view gap = between(total, pieces[1], context.text);
  if (has_break(gap) || gap.find_first_of(":(") == std::string_view::npos) return;
  std::size_t end = 1;
  std::int64_t sum = 0;
  for (; end < pieces.size(); ++end) {
    if (end > 1 && has_break(between(pieces[end - 1], pieces[end], context.text))) break;
    sum += pieces[end].min.value_or(1);
  }
  if (sum > *total.min) return;
  for (std::size_t i = 1; i < end; ++i) pieces[i].is_struck = true;
}

/// Strikes figures that divide up the first one: they come to the same, and a colon or the noun of
/// the first ("people") says that it is a total.
void strike_division(std::vector<Piece>& pieces, const CountContext& context) {
  const Piece& total = pieces.front();
  if (pieces.size() < 3 || total.is_name || !total.min) return;
  std::int64_t sum = 0;
  for (std::size_t i = 1; i < pieces.size(); ++i) sum += pieces[i].min.value_or(1);
  if (sum != *total.min) return;
  if (!has_opening(between(total, pieces[1], context.text)) &&
      !context.words.contains(kPeople, slice(context.text, total.span))) {
    return;
  }
  for (std::size_t i = 1; i < pieces.size(); ++i) pieces[i].is_struck = true;
}

/// "312 households (1,870 people)": one group counted twice; the people stay.
void strike_same_in_brackets(std::vector<Piece>& pieces, const CountContext& context) {
  for (std::size_t i = 1; i < pieces.size(); ++i) {
    const std::string_view gap = between(pieces[i - 1], pieces[i], context.text);
    const std::size_t open = gap.find('(');
    const bool is_in_brackets = open != std::string_view::npos && !has_letter(gap.substr(open)) &&
                                gap.find(')') == std::string_view::npos;
    if (!is_in_brackets || pieces[i - 1].is_name || pieces[i].is_name) continue;
    const bool is_people = context.words.contains(kPeople, slice(context.text, pieces[i].span));
    pieces[is_people ? i - 1 : i].is_struck = true;
  }
}

/// "Kasereka on his doorstep; [he] died": a pronoun names nobody more where somebody is named.
void strike_pronouns(std::vector<Piece>& pieces, const CountContext& context) {
  const auto is_pronoun = [&](const Piece& piece) {
    const std::string_view words = slice(context.text, piece.span);
    return piece.is_name && words.find(' ') == std::string_view::npos &&
           context.words.contains(kPronoun, words);
  };
  const bool has_other = std::any_of(pieces.begin(), pieces.end(), [&](const Piece& piece) {
    return !is_pronoun(piece) && !piece.is_struck;
  });
  bool keeps = has_other;  // "he shot himself" is one
  for (Piece& piece : pieces) {
    if (piece.is_struck || !is_pronoun(piece)) continue;
    piece.is_struck = std::exchange(keeps, true);
  }
}

/// "Amir Khatir, [the two volunteers]": names right before a figure with an article that counts at
/// least as many.
void strike_apposition(std::vector<Piece>& pieces, const CountContext& context) {
  for (std::size_t i = 1; i < pieces.size(); ++i) {
    if (!pieces[i - 1].is_name || pieces[i].is_name || pieces[i].min.value_or(0) < 2) continue;
    const std::string_view gap = between(pieces[i - 1], pieces[i], context.text);
    const bool is_told_so = context.words.contains(kThe, gap) ||
                            context.words.contains(kThe, slice(context.text, pieces[i].span));
    const std::size_t comma = gap.rfind(',');
    if (comma == std::string_view::npos || !is_told_so) continue;
    if (context.words.contains(kAnd, gap.substr(comma))) continue;  // ", and the two drivers"
    std::size_t first = i;
    std::int64_t names = 0;
    while (first > 0 && pieces[first - 1].is_name) names += pieces[--first].min.value_or(1);
    if (names > *pieces[i].min) continue;
    for (std::size_t j = first; j < i; ++j) pieces[j].is_struck = true;
  }
}

/// Marks figures that are others' versions of the one before: without a noun of their own (or
/// hedged), after a word of saying.
void mark_rivals(std::vector<Piece>& pieces, const CountContext& context) {
  bool has_one_before = !pieces.empty() && !pieces.front().is_struck;
  for (std::size_t i = 1; i < pieces.size(); ++i) {
    if (!std::exchange(has_one_before, has_one_before || !pieces[i].is_struck)) continue;
    const std::string_view words = slice(context.text, pieces[i].span);
    const bool is_bare =
        words.find(' ') == std::string_view::npos || pieces[i].min != pieces[i].max;
    pieces[i].is_rival =
        is_bare && !pieces[i].is_name && pieces[i].min &&
        context.words.contains(kRival, between(pieces[i - 1], pieces[i], context.text));
  }
}

/// Strikes the names in `[begin, end)` where `number` counts just as many.
void strike_names(std::vector<Piece>& pieces, std::size_t begin, std::size_t end,
                  const Piece& number) {
  std::int64_t names = 0;
  for (std::size_t i = begin; i < end; ++i) names += pieces[i].min.value_or(1);
  if (number.is_name || number.min != names || number.max != names) return;
  for (std::size_t i = begin; i < end; ++i) pieces[i].is_struck = true;
}

void strike_named(std::vector<Piece>& pieces, std::string_view text) {
  for (std::size_t begin = 0; begin < pieces.size();) {
    if (!pieces[begin].is_name) {
      ++begin;
      continue;
    }
    std::size_t end = begin;
    while (end < pieces.size() && pieces[end].is_name) ++end;
    if (begin > 0 && !has_letter(between(pieces[begin - 1], pieces[begin], text))) {
      strike_names(pieces, begin, end, pieces[begin - 1]);
    } else if (end < pieces.size() && !has_letter(between(pieces[end - 1], pieces[end], text))) {
      strike_names(pieces, begin, end, pieces[end]);
    }
    begin = end;
  }
}

/// Strikes tolls: those over a time always, those to date where a figure of the event's own stands.
void strike_tolls(std::vector<Piece>& pieces) {
  const bool has_own = std::any_of(pieces.begin(), pieces.end(), [](const Piece& piece) {
    return piece.tally == Tally::kEvent && !piece.is_struck && !piece.is_bare;
  });
  for (Piece& piece : pieces) {
    const bool is_toll = piece.tally == Tally::kPeriod || (piece.tally == Tally::kTotal && has_own);
    piece.is_struck = piece.is_struck || is_toll;
  }
}

/// Beside a figure, words without one count nobody more: "those killed number [seventeen]", "four
/// heroes of the [Federal] Police".
void strike_bare(std::vector<Piece>& pieces, const CountContext& context) {
  const bool has_number = std::any_of(pieces.begin(), pieces.end(), [](const Piece& piece) {
    return piece.min && !piece.is_bare && !piece.is_name && !piece.is_struck;
  });
  if (!has_number) return;
  // "three officers [and] civilians" are both counted, "2,600 [displaced people]" and "four of the
  // [attackers]" once.
  const auto are_joined = [&](const Piece& left, const Piece& right) {
    constexpr std::uint32_t kJoined = 6;  // bytes
    const std::string_view gap = between(left, right, context.text);
    return gap.size() <= kJoined &&
           (context.words.contains(kAnd, gap) || gap.find_first_of(",&") != std::string_view::npos);
  };
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    const bool follows = i > 0 && are_joined(pieces[i - 1], pieces[i]);
    const bool leads = i + 1 < pieces.size() && are_joined(pieces[i], pieces[i + 1]);
    const bool has_none = pieces[i].is_bare || (!pieces[i].min && !pieces[i].max);
    if (has_none && !follows && !leads) pieces[i].is_struck = true;
  }
}

/// `sum` with the rival figure as a further possibility.
void widen(EventCount& sum, const Piece& rival) {
  if (sum.min && rival.min) sum.min = std::min(*sum.min, *rival.min);
  if (sum.max) {
    sum.max = rival.max ? std::optional(std::max(*sum.max, *rival.max)) : std::nullopt;
  }
}

EventCount add(const std::vector<Piece>& pieces) {
  EventCount sum{pieces.front().span, std::nullopt, 0, {}};
  bool is_joined = true;
  for (const Piece& piece : pieces) {
    if (piece.is_rival) continue;
    if (!piece.reason.empty()) {
      sum.reason += (sum.reason.empty() ? "" : "; and ") + std::string(piece.reason);
    }
    if (piece.min) sum.min = sum.min.value_or(0) + *piece.min;
    if (sum.max) sum.max = piece.max ? std::optional(*sum.max + *piece.max) : std::nullopt;
    is_joined = is_joined && piece.span.begin <= sum.span.end + kAdjacent;
    if (is_joined) sum.span.end = std::max(sum.span.end, piece.span.end);
  }
  for (const Piece& piece : pieces) {
    if (piece.is_rival) widen(sum, piece);
  }
  return sum;
}

}  // namespace

std::optional<EventCount> sum_counts(const std::vector<Mention>& fillers,
                                     const CountContext& context) {
  std::vector<Piece> pieces = pieces_of(fillers, context);
  if (pieces.empty()) return std::nullopt;
  strike_continued(pieces, context.text);
  strike_unharmed(pieces, context);
  strike_parts(pieces, context);
  strike_replaced(pieces, context);
  strike_opened(pieces, context);
  strike_division(pieces, context);
  strike_named(pieces, context.text);
  strike_tolls(pieces);
  strike_bare(pieces, context);
  strike_same_in_brackets(pieces, context);
  strike_pronouns(pieces, context);
  strike_apposition(pieces, context);
  mark_rivals(pieces, context);
  std::erase_if(pieces, [](const Piece& piece) { return piece.is_struck; });
  if (pieces.empty()) return std::nullopt;
  return add(pieces);
}

std::optional<EventCount> first_count(const std::vector<Mention>& fillers,
                                      const CountContext& context) {
  const std::vector<Piece> pieces = pieces_of(fillers, context);
  if (pieces.empty()) return std::nullopt;
  return add({pieces.front()});
}

}  // namespace tocsin::code
