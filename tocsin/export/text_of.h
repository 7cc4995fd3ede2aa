#pragma once
/// Where the writers of records that cite reports get the reports' texts from.

#include <functional>
#include <string_view>

namespace tocsin::exports {

/// The text of a report, valid until the next call; empty when it is not to be had.
using TextOf = std::function<std::string_view(std::string_view report)>;

}  // namespace tocsin::exports
