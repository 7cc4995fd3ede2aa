// How it works: a rebinding attack needs a host name that its owner points at this machine. Names
// are therefore known ones only; a literal address cannot be pointed anywhere.
#include "tocsin/serve/guard.h"

#include <algorithm>

#include "tocsin/serve/problem.h"

namespace tocsin::serve {
namespace {

struct Host {
  std::string name;
  std::string port;  // empty where none was given
};

std::string lower(std::string_view text) {
  std::string result(text);
  for (char& c : result) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return result;
}

Host parse_host(std::string_view words) {
  const std::size_t bracket = words.find(']');
  const std::size_t from = bracket == std::string_view::npos ? 0 : bracket;
  const std::size_t colon = words.find(':', from);
  if (colon == std::string_view::npos) return {lower(words), ""};
  return {lower(words.substr(0, colon)), std::string(words.substr(colon + 1))};
}

bool is_v4(std::string_view name) {
  int dots = 0;
  int digits = 0;
  int value = 0;
  for (const char c : name) {
    if (c == '.') {
      if (digits == 0) return false;
      ++dots;
      digits = 0;
      value = 0;
    } else if (c >= '0' && c <= '9' && digits < 3) {
      ++digits;
      value = value * 10 + (c - '0');
      if (value > 255) return false;
    } else {
      return false;
    }
  }
  return dots == 3 && digits > 0;
}

bool is_v6(std::string_view name) {
  if (name.size() < 4 || name.front() != '[' || name.back() != ']') return false;
  return name.find_first_not_of("0123456789abcdef:.", 1) == name.size() - 1;
}

bool is_named(const Place& place, const std::string& name) {
  return std::any_of(place.names.begin(), place.names.end(),
                     [&](const std::string& each) { return lower(each) == name; });
}

bool is_own_name(const Place& place, const std::string& name) {
  if (is_named(place, name)) return true;
  if (place.is_behind_proxy) return false;
  if (is_loopback(place.address)) {
    return name == "localhost" || name == "127.0.0.1" || name == "[::1]";
  }
  return is_v4(name) || is_v6(name);
}

bool is_own_port(const Place& place, const std::string& port) {
  if (place.is_behind_proxy) return true;
  if (port.empty()) return place.port == (place.is_secure ? 443 : 80);
  return port == std::to_string(place.port);
}

std::size_t count(const Headers& headers, std::string_view name) {
  std::size_t found = 0;
  for (const auto& [each, value] : headers) {
    if (lower(each) == name) ++found;
  }
  return found;
}

}  // namespace

bool is_loopback(std::string_view address) {
  return address == "localhost" || address == "::1" || address == "[::1]" ||
         (address.starts_with("127.") && is_v4(address));
}

void expect_own(const Headers& headers, const Place& place) {
  const Host host = parse_host(header(headers, "Host"));
  if (count(headers, "host") != 1 || !is_own_name(place, host.name) ||
      !is_own_port(place, host.port)) {
    throw Problem("wrong_host",
                  "Host: not a name of this desk; start it with --host NAME where it should be",
                  "Host");
  }
  const std::string_view origin = header(headers, "Origin");
  const std::string own =
      std::string(place.is_secure ? "https://" : "http://") + lower(header(headers, "Host"));
  const bool is_foreign = count(headers, "origin") > 0 && lower(origin) != own;
  // A link that was followed from elsewhere is no request of the page it stood on.
  const bool is_cross_site = header(headers, "Sec-Fetch-Site") == "cross-site" &&
                             header(headers, "Sec-Fetch-Mode") != "navigate";
  if (is_foreign || is_cross_site) {
    throw Problem("wrong_origin", "Origin: a page of another origin may not use this desk",
                  "Origin");
  }
}

}  // namespace tocsin::serve
