#pragma once
/// What all lists and downloads have in common.

#include <cstdint>
#include <functional>
#include <string>

#include "tocsin/serve/routes.h"

namespace tocsin::serve {

/// The query without the page that is asked for, as one name for what it selects.
std::string selection(const Call& call, const std::string& what);

/// The number of everything that the call's filter matches, as House::remembered.
std::int64_t total_of(const Call& call, const std::string& what,
                      const std::function<std::int64_t(engine::Desk&)>& count);

/// Makes the answer a file that browsers save and never show.
Response as_attachment(Response response, const std::string& name, const std::string& type);

/// The records of a kind that the desk holds beside its reports, newest first, by limit and cursor.
struct Kept {
  std::vector<engine::Kept> items;
  std::string next;
  std::int64_t total = 0;
};
Kept kept_page(const Call& call, const std::string& kind);

}  // namespace tocsin::serve
