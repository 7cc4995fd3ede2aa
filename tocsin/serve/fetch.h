#pragma once
/// Fetching a page from the open internet and from nowhere else: a server must not be made to ask
/// its own machine or network.

#include <functional>
#include <string>
#include <string_view>

namespace tocsin::serve {

struct Url {
  bool is_secure = false;
  std::string host;  ///< small letters; an address of version 6 without its brackets
  std::string port;  ///< "80" or "443"
  std::string target = "/";
};

/// Throws: Problem(bad_value, field url) for what is no address of http or https on its usual port,
///         or has a user's name in it.
Url parse_url(std::string_view words);

/// Whether an address of version 4 or 6 is on the open internet: not loopback, private, link-local,
/// shared, multicast or reserved, nor any of these within version 6. Other words are no address:
/// false.
bool is_public_address(std::string_view address);

/// Refuses hosts that are addresses, however they are written, unless they are public ones, and
/// names that are never public.
///
/// Throws: Problem(bad_value, field url).
void expect_public(const Url& url);

/// What a server said of a page, for asking whether it has changed since.
struct Validators {
  std::string etag;
  std::string last_modified;
};

struct Page {
  std::string body;
  Validators validators;
  bool is_unchanged = false;  ///< since the validators that were sent; the body is empty
};

/// Where a fetch may lead; other than the open internet in tests alone.
struct Reach {
  /// The parts of an address. Throws: Problem for one that is refused.
  std::function<Url(std::string_view words)> parts_of;
  /// Whether an address that a name has may be connected to.
  std::function<bool(std::string_view address)> is_open;
};
/// `parse_url` with `expect_public`, and `is_public_address`.
Reach open_internet();

struct Fetching {
  Validators known;             ///< of the page as it was last; empty: the page is wanted anyhow
  std::function<bool()> go_on;  ///< asked some times a second; empty: always
  Reach reach = open_internet();
};

/// The page. The name is looked up once, and only an address that was found to be public is
/// connected to; each redirection, of five at most, is judged anew. At most 16 MB, 30 seconds.
///
/// Throws: Problem(unreadable) that says what went wrong; Problem(bad_value) for addresses that are
///         refused.
Page fetch(const std::string& url, const Fetching& how = {});

}  // namespace tocsin::serve
