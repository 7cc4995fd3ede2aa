#pragma once
/// Small pieces of text that several formats write alike.

#include <string>
#include <string_view>
#include <vector>

namespace tocsin::exports {

/// White space as one blank, so that a cell stays on one line.
std::string one_line(std::string_view text);

/// "a; b; c".
std::string joined(const std::vector<std::string>& parts);

/// The number with exactly `decimals` digits after the point; "0.00" never has a sign.
std::string fixed(double value, int decimals);

/// Text for XML 1.0: marks escaped, and characters that XML cannot hold as U+FFFD.
std::string xml_text(std::string_view text);

}  // namespace tocsin::exports
