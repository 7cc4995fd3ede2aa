#include "tocsin/serve/problem.h"

#include <array>

#include "tocsin/serve/json.h"

namespace tocsin::serve {
namespace {

struct Row {
  std::string_view code;
  int status;
};

constexpr std::array kRows{Row{"bad_value", 400},        Row{"no_token", 401},
                           Row{"wrong_scope", 403},      Row{"wrong_origin", 403},
                           Row{"wrong_host", 403},       Row{"network_off", 403},
                           Row{"not_found", 404},        Row{"wrong_method", 405},
                           Row{"not_acceptable", 406},   Row{"lost_update", 409},
                           Row{"already_there", 409},    Row{"gone", 410},
                           Row{"too_large", 413},        Row{"wrong_type", 415},
                           Row{"unreadable", 422},       Row{"idempotency_conflict", 422},
                           Row{"if_match_missing", 428}, Row{"too_many", 429},
                           Row{"header_too_large", 431}, Row{"internal", 500},
                           Row{"desk_busy", 503},        Row{"disk_full", 503}};

constexpr std::array<std::pair<int, std::string_view>, 24> kReasons{
    {{200, "OK"},
     {201, "Created"},
     {204, "No Content"},
     {302, "Found"},
     {304, "Not Modified"},
     {400, "Bad Request"},
     {401, "Unauthorized"},
     {403, "Forbidden"},
     {404, "Not Found"},
     {405, "Method Not Allowed"},
     {406, "Not Acceptable"},
     {408, "Request Timeout"},
     {409, "Conflict"},
     {410, "Gone"},
     {412, "Precondition Failed"},
     {413, "Content Too Large"},
     {415, "Unsupported Media Type"},
     {422, "Unprocessable Content"},
     {428, "Precondition Required"},
     {429, "Too Many Requests"},
     {431, "Header Fields Too Large"},
     {500, "Internal Server Error"},
     {501, "Not Implemented"},
     {503, "Service Unavailable"}}};

int status_of(std::string_view code) {
  for (const Row& row : kRows) {
    if (row.code == code) return row.status;
  }
  return 500;
}

}  // namespace

Problem bad_value(const std::string& field, const std::string& detail) {
  return {"bad_value", field + ": " + detail, field};
}

std::string_view reason_of(int status) {
  for (const auto& [each, reason] : kReasons) {
    if (each == status) return reason;
  }
  return "Error";
}

Response to_response(const Problem& problem) {
  const int status = status_of(problem.code());
  Json json = {{"type", "about:blank"},
               {"title", reason_of(status)},
               {"status", status},
               {"code", problem.code()},
               {"detail", problem.what()}};
  if (!problem.field().empty()) json["field"] = problem.field();
  Response response;
  response.status = status;
  response.body = dump(json);
  response.with("Content-Type", "application/problem+json");
  if (status == 401) response.with("WWW-Authenticate", "Bearer");
  if (status == 429 || status == 503) response.with("Retry-After", status == 429 ? "60" : "1");
  return response;
}

Problem to_problem(const Error& error) {
  switch (error.code()) {
    case ErrorCode::kNotFound:
      return {"not_found", error.what()};
    case ErrorCode::kUsage:
    case ErrorCode::kBadValue:
    case ErrorCode::kBadDate:
      return {"bad_value", error.what()};
    case ErrorCode::kFileEmpty:
    case ErrorCode::kNotText:
    case ErrorCode::kBadEncoding:
    case ErrorCode::kBadRecord:
      return {"unreadable", error.what()};
    case ErrorCode::kModelMissing:
    case ErrorCode::kGazetteerMissing:
      return {"not_found", "The server was started without it. " + std::string(help(error.code()))};
    case ErrorCode::kTooLarge:
      return {"too_large", error.what()};
    case ErrorCode::kDeskBusy:
      return {"desk_busy", "Another program writes to the desk: try again in a moment."};
    case ErrorCode::kNotWritable:
      return {"disk_full", "The desk cannot be written: check the free space of its disk."};
    default:
      return {"internal", "A fault of the server: its operator finds the reason in its log."};
  }
}

}  // namespace tocsin::serve
