#include "tocsin/analyse/manifest.h"

#include <map>
#include <nlohmann/json.hpp>

#include "tocsin/core/error.h"

namespace tocsin::analyse {
namespace {

using Json = nlohmann::json;

[[noreturn]] void refuse(const std::string& key, const std::string& found,
                         const std::string& expected) {
  throw Error(ErrorCode::kModelInvalid,
              "manifest: \"" + key + "\": found " + found + ", expected " + expected);
}

std::vector<std::string> strings(const Json& manifest, const char* key) {
  const auto found = manifest.find(key);
  if (found == manifest.end() || !found->is_array() || found->empty()) {
    refuse(key, found == manifest.end() ? "nothing" : found->dump().substr(0, 40),
           "a list of names");
  }
  std::vector<std::string> values;
  for (const Json& value : *found) {
    if (!value.is_string()) refuse(key, value.dump().substr(0, 40), "a name");
    values.push_back(value.get<std::string>());
  }
  return values;
}

template <typename Value>
std::vector<Value> named(const Json& manifest, const char* key,
                         std::optional<Value> (*parse)(std::string_view)) {
  std::vector<Value> values;
  for (const std::string& name : strings(manifest, key)) {
    const auto value = parse(name);
    if (!value) refuse(key, "\"" + name + "\"", "a name that this program knows");
    values.push_back(*value);
  }
  return values;
}

/// "COERCE:siege" and "COERCE:raid" are of one type.
std::vector<std::uint32_t> types_of(const std::vector<std::string>& labels) {
  std::map<std::string, std::uint32_t> numbers;
  std::vector<std::uint32_t> types;
  for (const std::string& label : labels) {
    const std::string type = label.substr(0, label.find(':'));
    types.push_back(
        numbers.emplace(type, static_cast<std::uint32_t>(numbers.size())).first->second);
  }
  return types;
}

}  // namespace

Manifest parse_manifest(std::string_view text) {
  const Json json = Json::parse(text, nullptr, false);
  if (!json.is_object()) refuse("", "damaged JSON", "an object");
  Manifest manifest;
  manifest.name = json.value("name", "");
  manifest.labels = strings(json, "labels");
  manifest.types = types_of(manifest.labels);
  manifest.roles = named<Role>(json, "roles", parse_role);
  manifest.realities = named<Reality>(json, "realities", parse_reality);
  manifest.aspects = named<Aspect>(json, "aspects", parse_aspect);
  manifest.links = named<LinkKind>(json, "links", parse_link_kind);
  manifest.mentions = strings(json, "mentions");
  manifest.kinds = strings(json, "kinds");
  manifest.languages = strings(json, "languages");
  manifest.window_pieces = json.value("window_pieces", manifest.window_pieces);
  manifest.threshold = json.value("threshold", manifest.threshold);
  manifest.shared_threshold = json.value("shared_threshold", manifest.shared_threshold);
  manifest.role_handicap = json.value("role_handicap", manifest.role_handicap);
  manifest.link_threshold = json.value("link_threshold", manifest.link_threshold);
  return manifest;
}

}  // namespace tocsin::analyse
