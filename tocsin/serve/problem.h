#pragma once
/// What went wrong with a request, as `application/problem+json`.

#include <stdexcept>
#include <string>
#include <string_view>

#include "tocsin/core/error.h"
#include "tocsin/serve/message.h"

namespace tocsin::serve {

/// Thrown where a request cannot be answered; the codes and their statuses stand in one table
/// (problem.cc) and in docs/openapi.yaml.
class Problem : public std::runtime_error {
 public:
  /// `detail` says what was found and what was expected, `field` which part of the request it is.
  Problem(std::string code, const std::string& detail, std::string field = {})
      : std::runtime_error(detail), code_(std::move(code)), field_(std::move(field)) {}
  const std::string& code() const { return code_; }
  const std::string& field() const { return field_; }

 private:
  std::string code_;
  std::string field_;
};

/// The value of a field that cannot be used: "FIELD: "FOUND" is not …, expected …".
Problem bad_value(const std::string& field, const std::string& detail);

Response to_response(const Problem& problem);

/// What an Error of the engine is to a client. Faults of the desk itself tell no path of a file.
Problem to_problem(const Error& error);

/// "Not Found".
std::string_view reason_of(int status);

}  // namespace tocsin::serve
