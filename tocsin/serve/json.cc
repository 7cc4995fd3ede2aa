#include "tocsin/serve/json.h"

#include <algorithm>

#include "tocsin/core/utf8.h"
#include "tocsin/serve/problem.h"

namespace tocsin::serve {
namespace {

constexpr int kDeepest = 64;

bool says_json(const Request& request) {
  std::string_view type = header(request.headers, "Content-Type");
  type = type.substr(0, type.find(';'));
  while (!type.empty() && type.back() == ' ') type.remove_suffix(1);
  std::string small(type);
  std::transform(small.begin(), small.end(), small.begin(),
                 [](unsigned char c) { return static_cast<char>(c < 0x80 ? std::tolower(c) : c); });
  return small == "application/json";
}

void refuse_nul(std::string_view text) {
  if (text.find('\0') == std::string_view::npos) return;
  throw Problem("bad_value", "the body has the character U+0000 in a string; leave it out");
}

Json parsed(const std::string& body) {
  const auto check = [](int depth, Json::parse_event_t event, Json& value) {
    if (depth > kDeepest) {
      throw Problem("bad_value", "the body is more than 64 levels deep");
    }
    if (event == Json::parse_event_t::value && value.is_string()) {
      refuse_nul(value.get_ref<const std::string&>());
    }
    if (event == Json::parse_event_t::key) refuse_nul(value.get_ref<const std::string&>());
    return true;
  };
  try {
    return Json::parse(body, check);
  } catch (const nlohmann::json::exception& error) {
    throw Problem("bad_value", std::string("the body is not JSON: ") + error.what());
  }
}

std::size_t code_points(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

const Json* present(const Json& body, const std::string& field) {
  const auto found = body.find(field);
  return found == body.end() || found->is_null() ? nullptr : &*found;
}

}  // namespace

std::string dump(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Json text_or_null(std::string_view text) { return text.empty() ? Json(nullptr) : Json(text); }

Json day_or_null(const std::optional<Date>& date) {
  return date ? Json(to_string(*date)) : Json(nullptr);
}

Date day(const std::string& field, std::string_view words) {
  const std::optional<Date> date = words.size() == 10 ? parse_date(words) : std::nullopt;
  if (date) return *date;
  throw bad_value(field, "\"" + std::string(words) + "\" is not a day, expected YYYY-MM-DD");
}

Response json_response(const Json& json, int status) {
  Response response;
  response.status = status;
  response.body = dump(json);
  response.with("Content-Type", "application/json");
  return response;
}

Json body_object(const Request& request, std::initializer_list<std::string_view> known) {
  if (!says_json(request)) {
    throw Problem("wrong_type", "Content-Type: expected application/json", "Content-Type");
  }
  Json body = parsed(request.body);
  if (!body.is_object()) throw Problem("bad_value", "the body is not a JSON object");
  for (const auto& [key, value] : body.items()) {
    if (std::find(known.begin(), known.end(), key) == known.end()) {
      std::string names;
      for (const std::string_view each : known)
        names += (names.empty() ? "" : ", ") + std::string(each);
      throw bad_value(key, "not a field of this request, expected " + names);
    }
  }
  return body;
}

std::string text_in(const Json& body, const std::string& field, std::size_t longest) {
  const Json* value = present(body, field);
  if (!value) return {};
  if (!value->is_string()) throw bad_value(field, "expected a string");
  std::string text = value->get<std::string>();
  if (code_points(text) > longest) {
    throw bad_value(field, "longer than " + std::to_string(longest) + " characters");
  }
  return text;
}

std::string needed_text(const Json& body, const std::string& field, std::size_t longest) {
  std::string text = text_in(body, field, longest);
  if (text.empty()) throw bad_value(field, "missing, expected a string that is not empty");
  return text;
}

std::optional<std::int64_t> integer_in(const Json& body, const std::string& field,
                                       std::int64_t least, std::int64_t most) {
  const Json* value = present(body, field);
  if (!value) return std::nullopt;
  const std::string expected =
      "expected a whole number from " + std::to_string(least) + " to " + std::to_string(most);
  if (!value->is_number_integer()) throw bad_value(field, expected);
  if (value->is_number_unsigned() &&
      value->get<std::uint64_t>() > static_cast<std::uint64_t>(INT64_MAX)) {
    throw bad_value(field, expected);
  }
  const auto number = value->get<std::int64_t>();
  if (number < least || number > most) throw bad_value(field, expected);
  return number;
}

std::optional<bool> boolean_in(const Json& body, const std::string& field) {
  const Json* value = present(body, field);
  if (!value) return std::nullopt;
  if (!value->is_boolean()) throw bad_value(field, "expected true or false");
  return value->get<bool>();
}

std::optional<Date> day_in(const Json& body, const std::string& field) {
  const std::string text = text_in(body, field, 40);
  if (text.empty()) return std::nullopt;
  return day(field, text);
}

}  // namespace tocsin::serve
