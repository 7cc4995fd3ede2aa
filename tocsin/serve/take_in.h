#pragma once
/// How reports come into the desk by the server: coded first, so that nobody waits for the reader
/// but who sent them; then kept, in one write; then fused.

#include <string>
#include <vector>

#include "tocsin/engine/inputs.h"
#include "tocsin/serve/json.h"
#include "tocsin/serve/routes.h"

namespace tocsin::serve {

/// What became of one report.
struct Taken {
  std::string id;
  bool is_new = false;
  CodedReport coded;
};

/// The report in the body of a request, as POST /v1/code and POST /v1/reports take it; an empty id
/// becomes `usual_id`. Throws: Problem(bad_value).
Report report_in(const Request& request, const std::string& usual_id);

/// Takes a report in and codes it; the one that is there already is left as it is. What was taken
/// in is on the disk when this returns. Throws: Error where it cannot be coded; then nothing is
/// kept.
Taken take_in(const Call& call, ingest::Input input, const std::string& raw_sha256);

/// Fuses what is new.
void fuse_new(const Call& call);

}  // namespace tocsin::serve
