#pragma once
/// Copies of a desk, taken while others write to it.

#include <filesystem>
#include <functional>

#include "tocsin/store/store.h"

namespace tocsin::store {

/// Copies the desk to `to`, which appears whole or not at all; others may write meanwhile. The
/// callback hears how much is done, in [0,1], and says whether to go on; returns false where it did
/// not.
///
/// Throws: Error(kNotWritable) where `to` is there already or cannot be written.
bool backup(Store& store, const std::filesystem::path& to,
            const std::function<bool(double)>& progress = {});

/// Puts the desk of a backup at `to`. The backup is verified first, and the file at `to` stays as
/// it is unless all is well.
///
/// Throws: Error(kDeskInvalid) where the backup is not sound, Error(kNotWritable) where `to` is
///         there already.
void restore(const std::filesystem::path& from, const std::filesystem::path& to);

}  // namespace tocsin::store
