#pragma once
/// The web application: files that were built into the program.

#include <cstdint>
#include <span>
#include <string_view>

#include "tocsin/serve/message.h"
#include "tocsin/serve/problem.h"
#include "tocsin/serve/target.h"

namespace tocsin::serve {

/// What pages of the application may do: nothing but what stands here.
inline constexpr std::string_view kWebPolicy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; "
    "connect-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'; require-trusted-types-for 'script'; "
    "trusted-types svelte-trusted-html default";
/// What an answer of the API may do when a browser shows it as a page.
inline constexpr std::string_view kApiPolicy =
    "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox";

/// Where an answer comes from.
enum class PageKind : std::uint8_t { kApi, kWeb };
/// Adds what keeps a browser from doing more with an answer than it is for.
void add_security_headers(Response& response, PageKind kind);
/// The answer to a request that goes no further than its header.
Response refusal(const Problem& problem);

/// One file; `bytes` are compressed by gzip where `is_packed`.
struct WebFile {
  std::string_view path;  ///< below the root, without a slash in front: "assets/index.js"
  std::string_view bytes;
  std::string_view etag;
  bool is_packed = false;
};

/// All files; none where the application was not built.
std::span<const WebFile> web_files();
/// The contract of the API, docs/openapi.yaml.
std::string_view contract();

/// The file at an address; index.html for the root. Only paths that stand in the table are found:
/// there is no folder to climb out of.
Response web_file(std::string_view method, const Target& target, const Headers& headers);

/// "text/html; charset=utf-8".
std::string_view media_type(std::string_view path);

}  // namespace tocsin::serve
