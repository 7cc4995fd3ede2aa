#include "tocsin/serve/routes.h"

#include <array>

#include "tocsin/serve/problem.h"
#include "tocsin/serve/resources/resources.h"

namespace tocsin::serve {
namespace {

constexpr std::size_t kSmall = 64 << 10;
constexpr std::size_t kText = std::size_t{64} << 20;

constexpr Scope kNone = Scope::kNone;
constexpr Scope kRead = Scope::kRead;
constexpr Scope kReview = Scope::kReview;
constexpr Scope kAdmin = Scope::kAdmin;
constexpr Kind kLook = Kind::kLook;
constexpr Kind kThink = Kind::kThink;
constexpr Kind kWriteOnce = Kind::kWriteOnce;
constexpr Kind kTakeIn = Kind::kTakeIn;
constexpr Kind kAlone = Kind::kAlone;

constexpr std::array kRoutes{
    Route{"GET", "/v1/status", kRead, kLook, get_status},
    Route{"POST", "/v1/session", kNone, kAlone, open_session, kSmall},
    Route{"DELETE", "/v1/session", kRead, kAlone, close_session},
    Route{"GET", "/v1/openapi.yaml", kNone, kAlone, get_contract},

    Route{"GET", "/v1/reports", kRead, kLook, list_reports},
    Route{"POST", "/v1/reports", Scope::kWrite, kTakeIn, add_report, kText},
    Route{"POST", "/v1/uploads", Scope::kWrite, kTakeIn, upload, kText},
    Route{"GET", "/v1/reports/{report}", kRead, kLook, get_report},
    Route{"GET", "/v1/reports/{report}/original", kRead, kLook, get_original},
    Route{"POST", "/v1/code", kRead, kThink, code, kText},

    Route{"GET", "/v1/events", kRead, kLook, list_events},
    Route{"GET", "/v1/events/{event}", kRead, kLook, get_event},
    Route{"POST", "/v1/events/{event}/corrections", kReview, kWriteOnce, correct_event, kSmall},
    Route{"POST", "/v1/events/{event}/review", kReview, kWriteOnce, review_event, kSmall},

    Route{"GET", "/v1/incidents", kRead, kLook, list_incidents},
    Route{"GET", "/v1/incidents/{incident}", kRead, kLook, get_incident},
    Route{"POST", "/v1/merges", kReview, kWriteOnce, merge, kSmall},
    Route{"POST", "/v1/splits", kReview, kWriteOnce, split, kSmall},
    Route{"GET", "/v1/map", kRead, kLook, get_map},
    Route{"GET", "/v1/counts", kRead, kLook, get_counts},

    Route{"GET", "/v1/assessments", kRead, kThink, list_assessments},
    Route{"GET", "/v1/assessments/{area}", kRead, kThink, get_assessment},
    Route{"GET", "/v1/alerts", kRead, kLook, list_alerts},
    Route{"POST", "/v1/alerts/{alert}/acknowledge", kReview, kWriteOnce, acknowledge_alert, kSmall},

    Route{"GET", "/v1/search", kRead, kLook, search},
    Route{"GET", "/v1/gazetteer", kRead, kLook, find_places},
    Route{"GET", "/v1/gazetteer/{place}", kRead, kLook, get_place},
    Route{"GET", "/v1/actors", kRead, kLook, find_actors},
    Route{"GET", "/v1/actors/{actor}", kRead, kLook, get_actor},
    Route{"GET", "/v1/codebook", kRead, kLook, get_codebook},

    Route{"POST", "/v1/undo", kReview, kWriteOnce, undo, kSmall},
    Route{"GET", "/v1/journal", kRead, kLook, list_journal},
    Route{"POST", "/v1/verify", kAdmin, kThink, verify, kSmall},

    Route{"GET", "/v1/exports", kRead, kThink, export_records},
    Route{"GET", "/v1/sitreps", kRead, kLook, list_sitreps},
    Route{"POST", "/v1/sitreps", Scope::kWrite, kTakeIn, build_sitrep, kSmall},
    Route{"GET", "/v1/sitreps/{sitrep}", kRead, kLook, get_sitrep},
    Route{"GET", "/v1/sitreps/{sitrep}/file", kRead, kThink, download_sitrep},

    Route{"GET", "/v1/feeds", kRead, kLook, list_feeds},
    Route{"POST", "/v1/feeds", kAdmin, kWriteOnce, add_feed, kSmall},
    Route{"GET", "/v1/feeds/{feed}", kRead, kLook, get_feed},
    Route{"PATCH", "/v1/feeds/{feed}", kAdmin, Kind::kWrite, change_feed, kSmall},
    Route{"DELETE", "/v1/feeds/{feed}", kAdmin, Kind::kWrite, remove_feed},
    Route{"POST", "/v1/feeds/{feed}/fetch", Scope::kWrite, kTakeIn, fetch_feed, kSmall},
    Route{"GET", "/v1/sources", kRead, kThink, list_sources},
    Route{"PATCH", "/v1/sources/{source}", kReview, Kind::kWrite, rate_source, kSmall},

    Route{"GET", "/v1/tokens", kAdmin, kLook, list_tokens},
    Route{"POST", "/v1/tokens", kAdmin, Kind::kWrite, add_token, kSmall},
    Route{"DELETE", "/v1/tokens/{token}", kAdmin, Kind::kWrite, remove_token},
    Route{"GET", "/v1/backups", kAdmin, kThink, list_backups},
    Route{"POST", "/v1/backups", kAdmin, kThink, make_backup, kSmall},
    Route{"GET", "/v1/backups/{backup}", kAdmin, kThink, download_backup},
    Route{"GET", "/v1/settings", kRead, kLook, get_settings},
    Route{"PATCH", "/v1/settings", kAdmin, Kind::kWrite, change_settings, kSmall},
    Route{"GET", "/v1/changes", kRead, kLook, stream_changes},
};

bool fits(std::string_view pattern, const std::vector<std::string>& path,
          std::vector<std::string>& names) {
  names.clear();
  pattern.remove_prefix(1);
  for (std::size_t i = 0; i < path.size(); ++i) {
    const std::size_t end = pattern.find('/');
    const std::string_view part = pattern.substr(0, end);
    if (part.starts_with('{')) {
      if (path[i].empty()) return false;
      names.push_back(path[i]);
    } else if (part != path[i]) {
      return false;
    }
    if (end == std::string_view::npos) return i + 1 == path.size();
    pattern.remove_prefix(end + 1);
  }
  return false;
}

}  // namespace

std::span<const Route> routes() { return kRoutes; }

Match find_route(std::string_view method, const std::vector<std::string>& path) {
  const std::string_view wanted = method == "HEAD" ? "GET" : method;
  std::string others;
  for (const Route& route : kRoutes) {
    Match match;
    if (!fits(route.pattern, path, match.path)) continue;
    if (route.method == wanted) {
      match.route = &route;
      return match;
    }
    others += (others.empty() ? "" : ", ") + std::string(route.method);
  }
  if (others.empty()) throw Problem("not_found", "there is nothing at this address");
  throw Problem("wrong_method", "this address takes " + others);
}

}  // namespace tocsin::serve
