// Backups of the desk, and whether it is what its journal says.
#include <filesystem>
#include <fstream>
#include <memory>

#include "tocsin/serve/json.h"
#include "tocsin/serve/lists.h"
#include "tocsin/serve/problem.h"
#include "tocsin/serve/query.h"
#include "tocsin/serve/resources/resources.h"
#include "tocsin/serve/secret.h"
#include "tocsin/serve/views.h"

namespace tocsin::serve {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kKind = "backup";
constexpr std::size_t kPiece = std::size_t{1} << 18;

// "desk-2024-03-20T070000Z.tocsin" in a folder beside the desk.
fs::path folder_of(const House& house) {
  const fs::path desk = house.options().desk;
  return desk.parent_path() / (desk.filename().string() + ".backups");
}

std::string stamp(std::string moment) {
  std::erase(moment, ':');
  return moment;
}

std::string file_digest(const fs::path& file) {
  RunningDigest digest;
  std::ifstream stream(file, std::ios::binary);
  std::string piece(kPiece, '\0');
  while (stream) {
    stream.read(piece.data(), static_cast<std::streamsize>(piece.size()));
    digest.add(std::string_view(piece).substr(0, static_cast<std::size_t>(stream.gcount())));
  }
  return digest.hex();
}

// The pieces of a file, one after another.
Stream pieces(const fs::path& file) {
  const auto stream = std::make_shared<std::ifstream>(file, std::ios::binary);
  if (!*stream) throw Problem("not_found", "the backup is no longer there");
  Stream result;
  result.next = [stream] {
    std::string piece(kPiece, '\0');
    stream->read(piece.data(), static_cast<std::streamsize>(piece.size()));
    piece.resize(static_cast<std::size_t>(stream->gcount()));
    return piece;
  };
  return result;
}

}  // namespace

Response verify(const Call& call) {
  expect_only(call.query, {});
  std::string first_bad;
  const store::Verified found = call.desk().verify([&](const store::Fault& fault) {
    if (first_bad.empty()) first_bad = fault.what + ": " + fault.message;
    return true;
  });
  Json json;
  json["ok"] = first_bad.empty();
  json["rows"] = found.journal_rows;
  json["reports"] = found.reports;
  json["first_bad"] = text_or_null(first_bad);
  return json_response(json);
}

Response list_backups(const Call& call) {
  expect_only(call.query, {});
  Json items = Json::array();
  for (const engine::Kept& kept : call.drawer().list(kKind)) {
    std::error_code fault;
    if (fs::exists(folder_of(call.house) / kept.id, fault)) {
      items.push_back(Json::parse(kept.record));
    }
  }
  const auto total = static_cast<std::int64_t>(items.size());
  return json_response(page(std::move(items), "", total));
}

Response make_backup(const Call& call) {
  expect_only(call.query, {});
  const fs::path folder = folder_of(call.house);
  std::error_code fault;
  fs::create_directories(folder, fault);
  if (fault) throw Error(ErrorCode::kNotWritable, folder.string() + ": cannot be made");
  const std::string made = moment();
  const std::string stem = call.house.options().desk.stem().string();
  std::string name = stem + "-" + stamp(made) + ".tocsin";
  for (int n = 2; fs::exists(folder / name); ++n) {
    name = stem + "-" + stamp(made) + "-" + std::to_string(n) + ".tocsin";
  }
  call.desk().backup(folder / name);
  const Json json = {{"name", name},
                     {"made", made},
                     {"bytes", fs::file_size(folder / name)},
                     {"sha256", file_digest(folder / name)}};
  call.drawer().put(kKind, name, dump(json));
  return json_response(json, 201);
}

// Only names that a backup was given are looked for.
Response download_backup(const Call& call) {
  expect_only(call.query, {});
  if (!call.drawer().get(kKind, call.name())) {
    throw Problem("not_found", "there is no backup \"" + call.name() + "\"");
  }
  Response response;
  response.stream = pieces(folder_of(call.house) / call.name());
  return as_attachment(std::move(response), call.name(), "application/octet-stream");
}

}  // namespace tocsin::serve
