#include "tocsin/serve/web.h"

#include <zlib.h>

#include <array>

#include "tocsin/serve/problem.h"

namespace tocsin::serve {
namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 16> kTypes{{
    {".html", "text/html; charset=utf-8"},
    {".js", "text/javascript; charset=utf-8"},
    {".mjs", "text/javascript; charset=utf-8"},
    {".css", "text/css; charset=utf-8"},
    {".json", "application/json"},
    {".geojson", "application/json"},
    {".svg", "image/svg+xml"},
    {".png", "image/png"},
    {".ico", "image/x-icon"},
    {".woff2", "font/woff2"},
    {".pbf", "application/x-protobuf"},
    {".wasm", "application/wasm"},
    {".txt", "text/plain; charset=utf-8"},
    {".webmanifest", "application/manifest+json"},
    {".map", "application/json"},
    {".pmtiles", "application/octet-stream"},
}};

constexpr std::string_view kNotBuilt =
    "This program was built without the web application.\n"
    "To have it: `npm ci && npm run build` in web/, then build the program again.\n"
    "The API is there: see /v1/openapi.yaml.\n";

std::string path_of(const Target& target) {
  std::string path;
  for (const std::string& part : target.path) path += (path.empty() ? "" : "/") + part;
  return path.empty() ? "index.html" : path;
}

bool takes_gzip(const Headers& headers) {
  return header(headers, "Accept-Encoding").find("gzip") != std::string_view::npos;
}

std::string unpacked(std::string_view bytes) {
  constexpr int kGzip = 15 + 16;
  z_stream stream{};
  if (inflateInit2(&stream, kGzip) != Z_OK) throw Problem("internal", "a file cannot be unpacked");
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  std::string text;
  std::array<char, 65536> piece{};
  int state = Z_OK;
  while (state == Z_OK) {
    stream.next_out = reinterpret_cast<Bytef*>(piece.data());
    stream.avail_out = piece.size();
    state = inflate(&stream, Z_NO_FLUSH);
    text.append(piece.data(), piece.size() - stream.avail_out);
  }
  inflateEnd(&stream);
  if (state != Z_STREAM_END) throw Problem("internal", "a file cannot be unpacked");
  return text;
}

const WebFile* find(std::string_view path) {
  for (const WebFile& file : web_files()) {
    if (file.path == path) return &file;
  }
  return nullptr;
}

Response not_built() {
  Response response;
  response.body = kNotBuilt;
  return response.with("Content-Type", "text/plain; charset=utf-8");
}

}  // namespace

void add_security_headers(Response& response, PageKind kind) {
  const bool is_api = kind == PageKind::kApi;
  response.with("X-Content-Type-Options", "nosniff");
  response.with("Referrer-Policy", "no-referrer");
  response.with("X-Frame-Options", "DENY");
  response.with("Cross-Origin-Opener-Policy", "same-origin");
  response.with("Cross-Origin-Resource-Policy", "same-origin");
  response.with("Content-Security-Policy", std::string(is_api ? kApiPolicy : kWebPolicy));
  if (is_api) response.with("Cache-Control", "no-store");
}

Response refusal(const Problem& problem) {
  Response response = to_response(problem);
  add_security_headers(response, PageKind::kApi);
  return response;
}

std::string_view media_type(std::string_view path) {
  for (const auto& [ending, type] : kTypes) {
    if (path.ends_with(ending)) return type;
  }
  return "application/octet-stream";
}

Response web_file(std::string_view method, const Target& target, const Headers& headers) {
  if (method != "GET" && method != "HEAD") {
    return to_response({"wrong_method", "this address takes GET"});
  }
  const std::string path = path_of(target);
  if (web_files().empty() && path == "index.html") return not_built();
  const WebFile* file = find(path);
  if (!file) return to_response({"not_found", "there is nothing at this address"});
  const bool is_packed = file->is_packed && takes_gzip(headers);
  Response response;
  response.body = file->is_packed && !is_packed ? unpacked(file->bytes) : std::string(file->bytes);
  response.with("Content-Type", std::string(media_type(path)));
  response.with("ETag", "\"" + std::string(file->etag) + (is_packed ? "-gzip" : "") + "\"");
  response.with("Vary", "Accept-Encoding");
  response.with("Cache-Control",
                path.starts_with("assets/") ? "public, max-age=31536000, immutable" : "no-cache");
  if (is_packed) response.with("Content-Encoding", "gzip");
  return response;
}

}  // namespace tocsin::serve
