#pragma once
/// The desk's settings, as its people set them.

#include "tocsin/engine/drawer.h"
#include "tocsin/serve/json.h"

namespace tocsin::serve {

/// Every setting, with its usual value where none was set.
Json settings_of(engine::Drawer& drawer);

}  // namespace tocsin::serve
