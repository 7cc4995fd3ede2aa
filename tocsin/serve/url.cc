// Which addresses may be fetched. How it works: a host that is an address in any notation that a
// system's resolver takes (decimal, octal, hexadecimal, short forms, version 6) is refused unless
// it is a public one in plain notation; a name is judged by what it resolves to, in fetch.cc.
#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <cstdint>

#include "tocsin/serve/fetch.h"
#include "tocsin/serve/problem.h"

namespace tocsin::serve {
namespace {

struct Range {
  std::uint32_t first;
  int bits;
};

// Source: IANA special-purpose address registry for version 4.
constexpr std::array kClosed{Range{0x00000000, 8},  Range{0x0A000000, 8},  Range{0x64400000, 10},
                             Range{0x7F000000, 8},  Range{0xA9FE0000, 16}, Range{0xAC100000, 12},
                             Range{0xC0000000, 24}, Range{0xC0000200, 24}, Range{0xC0586300, 24},
                             Range{0xC0A80000, 16}, Range{0xC6120000, 15}, Range{0xC6336400, 24},
                             Range{0xCB007100, 24}, Range{0xE0000000, 4},  Range{0xF0000000, 4}};

bool is_public_v4(std::uint32_t address) {
  return std::none_of(kClosed.begin(), kClosed.end(), [&](const Range& range) {
    return (address >> (32 - range.bits)) == (range.first >> (32 - range.bits));
  });
}

std::uint32_t four_bytes(const unsigned char* bytes) {
  return static_cast<std::uint32_t>(bytes[0]) << 24 | static_cast<std::uint32_t>(bytes[1]) << 16 |
         static_cast<std::uint32_t>(bytes[2]) << 8 | bytes[3];
}

// Only global unicast (2000::/3) is public, save documentation, 6to4 and Teredo, which hold
// addresses of version 4.
bool is_public_v6(const std::array<unsigned char, 16>& bytes) {
  const bool is_global = (bytes[0] & 0xE0) == 0x20;
  const bool is_6to4 = bytes[0] == 0x20 && bytes[1] == 0x02;
  const bool is_special = bytes[0] == 0x20 && bytes[1] == 0x01 && bytes[2] < 0x02;
  const bool is_example =
      bytes[0] == 0x20 && bytes[1] == 0x01 && bytes[2] == 0x0D && bytes[3] == 0xB8;
  const bool is_other_example = bytes[0] == 0x3F && bytes[1] == 0xFF;
  return is_global && !is_6to4 && !is_special && !is_example && !is_other_example;
}

Problem refused(const std::string& detail) { return bad_value("url", detail); }

// Whether a resolver might read these words as an address of version 4: only digits, dots and the
// letters of hexadecimal numbers, with a number in the last place.
bool looks_like_number(const std::string& host) {
  const std::size_t dot = host.rfind('.');
  std::string last = dot == std::string::npos ? host : host.substr(dot + 1);
  if (last.starts_with("0x")) return true;
  return !last.empty() &&
         std::all_of(last.begin(), last.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool is_host_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_';
}

std::string small(std::string_view text) {
  std::string result(text);
  for (char& c : result) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return result;
}

// "host", "host:80", "[::1]:80".
void read_place(Url& url, std::string_view place) {
  if (place.starts_with('[')) {
    const std::size_t end = place.find(']');
    if (end == std::string_view::npos) throw refused("the host begins with [ and has no ]");
    url.host = small(place.substr(1, end - 1));
    place.remove_prefix(end + 1);
    if (!place.empty() && !place.starts_with(':')) throw refused("there is more after the host");
    url.port = place.empty() ? "" : std::string(place.substr(1));
    return;
  }
  const std::size_t colon = place.find(':');
  url.host = small(place.substr(0, colon));
  url.port = colon == std::string_view::npos ? "" : std::string(place.substr(colon + 1));
  while (url.host.ends_with('.')) url.host.pop_back();
  if (!std::all_of(url.host.begin(), url.host.end(), is_host_letter)) {
    throw refused("the host has characters that no host has");
  }
}

}  // namespace

Url parse_url(std::string_view words) {
  Url url;
  const std::size_t colon = words.find("://");
  const std::string scheme = small(words.substr(0, colon));
  if (colon == std::string_view::npos || (scheme != "http" && scheme != "https")) {
    throw refused("expected an address that begins with http:// or https://");
  }
  const bool has_odd = std::any_of(words.begin(), words.end(), [](unsigned char c) {
    return c <= ' ' || c == 0x7F || c == '\\';
  });
  if (has_odd) throw refused("the address has characters that no address has");
  url.is_secure = scheme == "https";
  std::string_view rest = words.substr(colon + 3);
  const std::size_t end = rest.find_first_of("/?#");
  const std::string_view place = rest.substr(0, end);
  if (place.find('@') != std::string_view::npos)
    throw refused("an address with a user in it is not fetched");
  read_place(url, place);
  if (url.host.empty()) throw refused("the address has no host");
  const std::string usual = url.is_secure ? "443" : "80";
  if (url.port.empty()) url.port = usual;
  if (url.port != "80" && url.port != "443") throw refused("only the ports 80 and 443 are fetched");
  if (end != std::string_view::npos) {
    rest.remove_prefix(end);
    rest = rest.substr(0, rest.find('#'));
    url.target = (rest.starts_with('/') ? "" : "/") + std::string(rest);
  }
  return url;
}

bool is_public_address(std::string_view address) {
  const std::string words(address);
  std::array<unsigned char, 16> bytes{};
  if (inet_pton(AF_INET, words.c_str(), bytes.data()) == 1) {
    return is_public_v4(four_bytes(bytes.data()));
  }
  if (inet_pton(AF_INET6, words.c_str(), bytes.data()) == 1) return is_public_v6(bytes);
  return false;
}

void expect_public(const Url& url) {
  const bool is_v6 = url.host.find(':') != std::string::npos;
  if ((is_v6 || looks_like_number(url.host)) && !is_public_address(url.host)) {
    throw refused("\"" + url.host + "\" is no public address");
  }
  constexpr std::array<std::string_view, 7> kInner{"localhost", "local",    "internal",   "lan",
                                                   "home.arpa", "intranet", "localdomain"};
  for (const std::string_view name : kInner) {
    const bool is_inner = url.host == name || url.host.ends_with("." + std::string(name));
    if (is_inner) throw refused("\"" + url.host + "\" is a name of this machine or network");
  }
  if (!is_v6 && url.host.find('.') == std::string::npos) {
    throw refused("\"" + url.host + "\" is no name of the open internet");
  }
}

}  // namespace tocsin::serve
