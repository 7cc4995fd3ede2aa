#include "tocsin/resolve/quantity.h"

#include <algorithm>
#include <string>

#include "tocsin/resolve/quantity_harm.h"
#include "tocsin/resolve/quantity_reader.h"

namespace tocsin::resolve {
namespace {

std::string in_quotes(std::string_view words) { return "“" + std::string(words) + "”"; }

/// Where the last trigger before `span` ends: its words are no hedge.
std::uint32_t end_of_trigger_before(const Analysis& analysis, Span span) {
  std::uint32_t end = 0;
  for (const Frame& frame : analysis.frames) {
    if (frame.trigger.end <= span.begin) end = std::max(end, frame.trigger.end);
  }
  return end;
}

bool is_party(Role role) {
  return role == Role::kObject || role == Role::kRecipient || role == Role::kActor;
}

}  // namespace

QuantityValue resolve_quantity(std::string_view text, const Mention& mention,
                               std::string_view language, const NumberWords& numbers,
                               std::uint32_t hedges_from) {
  const NumberLanguage& words = numbers.language(language);
  QuantityValue value = read_quantity(text, mention, words, hedges_from);
  read_harm(text, words, value);
  const bool is_exact = value.min && value.max;
  if (is_exact || !mention.antecedent) return value;
  Mention other{.span = *mention.antecedent, .kind = mention.kind};
  QuantityValue meant = read_quantity(text, other, words, 0);
  if (!meant.min && !meant.max) return value;
  meant.span = value.span;
  meant.harms = std::move(value.harms);
  meant.tally = value.tally;
  meant.reason += ", which is what " + in_quotes(slice(text, mention.span)) + " stands for";
  return meant;
}

QuantityValue resolve_quantity(std::string_view text, Span mention, std::string_view language,
                               const NumberWords& numbers) {
  return resolve_quantity(text, Mention{.span = mention, .kind = "num"}, language, numbers);
}

std::map<Span, QuantityValue> resolve_quantities(const Report& report, const Text& text,
                                                 const Analysis& analysis,
                                                 const NumberWords& numbers) {
  std::map<Span, QuantityValue> values;
  const auto add = [&](const Mention& mention) {
    if (is_empty(mention.span) || values.contains(mention.span)) return;
    const std::uint32_t hedges_from = end_of_trigger_before(analysis, mention.span);
    values.emplace(mention.span,
                   resolve_quantity(report.text, mention, text.language, numbers, hedges_from));
  };
  for (const Frame& frame : analysis.frames) {
    for (const RoleFiller& role : frame.roles) {
      if (is_count(role.role) || role.mention.kind == "num") add(role.mention);
    }
  }
  for (const Mention& mention : analysis.mentions) {
    if (mention.kind == "num") add(mention);
  }
  // What is acted on or acts may be counted in its own words: "burned [two buses and a lorry]".
  for (const Frame& frame : analysis.frames) {
    for (const RoleFiller& role : frame.roles) {
      if (is_party(role.role)) add(role.mention);
    }
  }
  return values;
}

}  // namespace tocsin::resolve
