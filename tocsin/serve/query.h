#pragma once
/// Readers of query parameters. Each names the parameter in what it throws.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tocsin/core/filter.h"
#include "tocsin/serve/target.h"

namespace tocsin::serve {

/// Refuses parameters that an operation does not know.
///
/// Throws: Problem(bad_value), here and below.
void expect_only(const Parameters& query, const std::vector<std::string_view>& known);

/// The value of a parameter that may stand once; nothing where it is missing or empty.
std::optional<std::string> once(const Parameters& query, const std::string& name,
                                std::size_t longest);
std::optional<Date> day_once(const Parameters& query, const std::string& name);
std::optional<std::int64_t> integer_once(const Parameters& query, const std::string& name,
                                         std::int64_t least, std::int64_t most);
/// All values of a repeatable parameter.
std::vector<std::string> each_of(const Parameters& query, const std::string& name,
                                 std::size_t longest);

/// `limit` (1 to 1000, 50 where it is not given).
std::size_t limit_of(const Parameters& query);

/// "lat,lon,km".
Circle circle_of(const std::string& field, const std::string& words);

/// The names of the filter's parameters.
const std::vector<std::string_view>& filter_parameters();

/// The filter of a list: the parameters of docs/openapi.yaml, the order `usual` where none is asked
/// for. `extra` are further parameters of the operation.
Filter filter_of(const Parameters& query, Order usual,
                 const std::vector<std::string_view>& extra = {});

}  // namespace tocsin::serve
