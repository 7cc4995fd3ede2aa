#pragma once
/// Versions of what is read one by one, so that nobody overwrites what another has changed.

#include <string>
#include <string_view>

#include "tocsin/serve/json.h"

namespace tocsin::serve {

/// The version of these bytes, in its quotation marks.
std::string etag_of(std::string_view body);

/// The answer with its ETag.
Response tagged(const Json& json, int status = 200);
/// The same for what people decide about: fusion, which follows their decisions on its own, changes
/// the ETag of `json`, and not the version of `decided` in it that If-Match asks for.
Response tagged(const Json& json, const Json& decided);

/// Whether a list of versions, as If-Match and If-None-Match hold them, has this one.
bool names(std::string_view list, std::string_view etag);

/// Throws: Problem(if_match_missing); Problem(lost_update) where If-Match names another version
///         than that of `view`.
void expect_match(const Request& request, const Json& view);
/// The same for the version of what was decided.
void expect_decided(const Request& request, const Json& decided);

}  // namespace tocsin::serve
