#pragma once
/// How much of the reasoning behind its values a record shows.

#include <cstdint>

namespace tocsin::exports {

enum class Detail : std::uint8_t {
  kPlain,
  kExplained  ///< with the reason of every resolved value and of every candidate
};

}  // namespace tocsin::exports
