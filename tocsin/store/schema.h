#pragma once
/// The tables of a desk and how an older desk is brought up to them.

#include "tocsin/store/sqlite.h"

namespace tocsin::store {

/// The version that this program writes.
int schema_version();

/// Settings of every connection: full synchronisation, bounded memory.
void configure(Connection& connection);

/// Readers and one writer side by side; a setting that stays with the file.
void use_write_ahead_log(Connection& connection);

/// Brings the database to the present version, each step in a transaction of its own.
///
/// Throws: Error(kDeskTooNew) for a desk of a later version, Error(kDeskInvalid) for a database
///         that is no desk.
void migrate(Connection& connection);

}  // namespace tocsin::store
