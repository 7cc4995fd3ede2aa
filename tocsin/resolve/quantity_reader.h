#pragma once
/// The numbers that the words of one mention give.

#include <cstdint>
#include <string_view>

#include "tocsin/core/frame.h"
#include "tocsin/core/values.h"
#include "tocsin/resolve/quantity_words.h"

namespace tocsin::resolve {

/// The value of a mention in `text`, without the harm told beside it; its span takes in the whole
/// of a number that begins or ends outside of the mention. Hedges before byte `hedges_from` are not
/// the mention's.
///
/// Threads: a pure function.
QuantityValue read_quantity(std::string_view text, const Mention& mention,
                            const NumberLanguage& language, std::uint32_t hedges_from);

}  // namespace tocsin::resolve
