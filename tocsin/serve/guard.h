#pragma once
/// Whether a request was meant for this desk: its Host against names that point elsewhere (DNS
/// rebinding), its Origin against pages of others.

#include <string>
#include <string_view>
#include <vector>

#include "tocsin/serve/message.h"

namespace tocsin::serve {

/// Where the desk is to be reached.
struct Place {
  std::string address = "127.0.0.1";  ///< that it is bound to
  unsigned short port = 0;
  bool is_secure = false;          ///< https, here or at the proxy
  bool is_behind_proxy = false;    ///< then only `names` are its hosts, with any port
  std::vector<std::string> names;  ///< further host names that are its own
};

bool is_loopback(std::string_view address);

/// Throws: Problem(wrong_host) unless Host names this desk; Problem(wrong_origin) where a page of
///         another origin asks.
void expect_own(const Headers& headers, const Place& place);

}  // namespace tocsin::serve
