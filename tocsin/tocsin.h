#pragma once
/// The one public header of the library: from bytes to coded events.
///
///     tocsin::engine::Engine engine({.data_dir = "data", .model = "models/reader.tmodel"});
///     tocsin::Report report;
///     report.id = "r1";
///     report.text = "Gunmen attacked an army post on Tuesday.";
///     for (const tocsin::Event& event : engine.code(report).events) { … }
///
/// `ingest::read_path` makes reports of files, `engine::Batch` codes many of them with several
/// threads, `exports::make_writer` writes the results.

#include "tocsin/core/error.h"
#include "tocsin/core/event.h"
#include "tocsin/engine/batch.h"
#include "tocsin/engine/engine.h"
#include "tocsin/engine/filter.h"
#include "tocsin/engine/inputs.h"
#include "tocsin/engine/paths.h"
#include "tocsin/export/record.h"
#include "tocsin/export/version.h"
#include "tocsin/export/writer.h"
