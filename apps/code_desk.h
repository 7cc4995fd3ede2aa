#pragma once
/// `tocsin code` over a desk.

#include "apps/desk_options.h"

namespace tocsin::apps {

/// Codes every report of the desk that was not coded yet.
ExitStatus code_desk(const DeskOptions& desk, const engine::PathRequest& resources,
                     unsigned threads);

}  // namespace tocsin::apps
