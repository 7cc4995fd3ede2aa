#pragma once
/// A filter as a query: conditions on events, and the values that stand in them.

#include <string>
#include <variant>
#include <vector>

#include "tocsin/core/filter.h"
#include "tocsin/store/sqlite.h"

namespace tocsin::store {

/// Conditions that are joined by AND, with their values in order.
class Query {
 public:
  using Value = std::variant<std::int64_t, double, std::string>;

  void where(const std::string& condition) { conditions_.push_back(condition); }
  void where(const std::string& condition, std::vector<Value> values);

  /// A report `r` must have an event `e` that these conditions hold for.
  void where_events(const Query& events);

  /// An incident `i` must be told by an event `e` of a report `r` that these conditions hold for.
  void where_incidents(const Query& events);

  /// " WHERE …", or nothing where there is no condition.
  std::string clause() const;
  /// Binds the values from parameter 1 on; returns the next free parameter.
  int bind(Statement& statement) const;

 private:
  std::vector<std::string> conditions_;
  std::vector<Value> values_;
};

/// Conditions on `event e JOIN report r`.
Query event_query(const Filter& filter);

/// Conditions on `report r` alone: those of the filter that concern reports; where it asks for
/// events as well, a report must have one that matches.
Query report_query(const Filter& filter);

/// Whether the filter asks for something that only events have.
bool asks_for_events(const Filter& filter);

/// Whether `event_query` needs the report of an event.
bool asks_for_reports(const Filter& filter);

/// How the order sorts events, and the condition that goes on after the filter's cursor.
struct Sorting {
  std::string order_by;
  std::string key;    ///< the expression that is sorted by, before `e.n`
  std::string shown;  ///< the key as a cursor holds it, nothing of it lost
};
Sorting sorting_of(Order order);

/// Throws: Error(kBadValue) where the filter's cursor is none of this order.
void go_on_after(Query& query, const Filter& filter);

}  // namespace tocsin::store
