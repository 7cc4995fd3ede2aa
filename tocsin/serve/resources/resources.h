#pragma once
/// The handlers of the table in routes.cc, one file a resource.

#include "tocsin/serve/routes.h"

namespace tocsin::serve {

Response get_status(const Call& call);
Response open_session(const Call& call);
Response close_session(const Call& call);
Response get_contract(const Call& call);

Response list_reports(const Call& call);
Response add_report(const Call& call);
Response get_report(const Call& call);
Response get_original(const Call& call);
Response upload(const Call& call);
Response code(const Call& call);

Response list_events(const Call& call);
Response get_event(const Call& call);
Response correct_event(const Call& call);
Response review_event(const Call& call);

Response list_incidents(const Call& call);
Response get_incident(const Call& call);
Response merge(const Call& call);
Response split(const Call& call);
Response get_map(const Call& call);
Response get_counts(const Call& call);

Response list_assessments(const Call& call);
Response get_assessment(const Call& call);
Response list_alerts(const Call& call);
Response acknowledge_alert(const Call& call);

Response search(const Call& call);
Response find_places(const Call& call);
Response get_place(const Call& call);
Response find_actors(const Call& call);
Response get_actor(const Call& call);
Response get_codebook(const Call& call);

Response undo(const Call& call);
Response list_journal(const Call& call);
Response verify(const Call& call);

Response export_records(const Call& call);
Response list_sitreps(const Call& call);
Response build_sitrep(const Call& call);
Response get_sitrep(const Call& call);
Response download_sitrep(const Call& call);

Response list_feeds(const Call& call);
Response add_feed(const Call& call);
Response get_feed(const Call& call);
Response change_feed(const Call& call);
Response remove_feed(const Call& call);
Response fetch_feed(const Call& call);
Response list_sources(const Call& call);
Response rate_source(const Call& call);

Response list_tokens(const Call& call);
Response add_token(const Call& call);
Response remove_token(const Call& call);
Response list_backups(const Call& call);
Response make_backup(const Call& call);
Response download_backup(const Call& call);
Response get_settings(const Call& call);
Response change_settings(const Call& call);
Response stream_changes(const Call& call);

}  // namespace tocsin::serve
