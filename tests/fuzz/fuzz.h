#pragma once
/// What every fuzz target does with its bytes, and what must hold for whatever comes out.

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace tocsin::fuzz {

/// Reads the bytes by the reader of this name. Ends the program when a report's text is not valid
/// UTF-8 or blank, or a fault gives no reason.
void read_as(std::string_view format, const std::uint8_t* data, std::size_t size);

/// Ends the program, so that the fuzzer keeps the input, when `holds` is false.
void require(bool holds, const char* what);

}  // namespace tocsin::fuzz
