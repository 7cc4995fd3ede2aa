#pragma once
/// What is the desk's own: where its places and actors are kept below its home folder.

#include <filesystem>

namespace tocsin::engine {

/// The folder of tables of places, and the gazetteer file that is made of them.
std::filesystem::path own_place_tables(const std::filesystem::path& home);
std::filesystem::path own_places(const std::filesystem::path& home);

/// The folder of *.toml and *.csv of actors.
std::filesystem::path own_actors(const std::filesystem::path& home);

/// Whether a table of places was changed after the gazetteer file was made of them.
bool are_places_stale(const std::filesystem::path& home);

}  // namespace tocsin::engine
