#pragma once
/// Feeds: addresses that are asked for new reports.

#include "tocsin/serve/json.h"
#include "tocsin/serve/routes.h"

namespace tocsin::serve {

/// Fetches the feed and takes in what is new; what came of it is noted in the feed and kept.
void fetch_into(const Call& call, Json& feed);

/// Fetches the feeds that are on and whose time has come.
void fetch_due(House& house, Worker& worker);

}  // namespace tocsin::serve
