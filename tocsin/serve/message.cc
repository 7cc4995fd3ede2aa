#include "tocsin/serve/message.h"

#include <algorithm>

namespace tocsin::serve {
namespace {

char small(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool same_name(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char x, char y) { return small(x) == small(y); });
}

}  // namespace

std::string_view header(const Headers& headers, std::string_view name) {
  for (const auto& [each, value] : headers) {
    if (same_name(each, name)) return value;
  }
  return {};
}

}  // namespace tocsin::serve
