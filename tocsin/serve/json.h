#pragma once
/// JSON as requests bring it and answers carry it. Every reader of a field names the field in what
/// it throws.

#include <cstdint>
#include <initializer_list>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "tocsin/core/date.h"
#include "tocsin/serve/message.h"

namespace tocsin::serve {

using Json = nlohmann::ordered_json;

/// The text of a JSON value on one line; stretches that are not UTF-8 become U+FFFD.
std::string dump(const Json& json);

/// The string, or null where it is empty.
Json text_or_null(std::string_view text);
/// "2024-03-14", or null.
Json day_or_null(const std::optional<Date>& date);

/// The day written as YYYY-MM-DD and nothing more. Throws: Problem(bad_value) naming `field`.
Date day(const std::string& field, std::string_view words);

Response json_response(const Json& json, int status = 200);

/// The object in a request's body; at most 64 levels deep, and no NUL in any string.
///
/// Throws: Problem(wrong_type) unless the request says application/json; Problem(bad_value) where
///         the body is no object or has a field that is not in `known`.
Json body_object(const Request& request, std::initializer_list<std::string_view> known);

/// The string in `field`; empty where it is missing or null. At most `longest` code points.
///
/// Throws: Problem(bad_value), here and below.
std::string text_in(const Json& body, const std::string& field, std::size_t longest);
/// The same for a string that must be there and not be empty.
std::string needed_text(const Json& body, const std::string& field, std::size_t longest);
std::optional<std::int64_t> integer_in(const Json& body, const std::string& field,
                                       std::int64_t least, std::int64_t most);
std::optional<bool> boolean_in(const Json& body, const std::string& field);
std::optional<Date> day_in(const Json& body, const std::string& field);

}  // namespace tocsin::serve
