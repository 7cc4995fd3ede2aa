// tocsin search: the desk's events under a filter.
#include <iostream>
#include <memory>

#include "apps/commands.h"
#include "apps/desk_options.h"
#include "apps/desk_view.h"
#include "apps/filter_options.h"
#include "apps/styled_text.h"
#include "apps/terminal.h"

namespace tocsin::apps {
namespace {

constexpr std::size_t kUsualLimit = 50;

struct SearchOptions {
  DeskOptions desk;
  FilterOptions filter;
  std::string words;
  std::string list = "events";
  engine::PathRequest resources;
};

// One run of the command.
class Search {
 public:
  explicit Search(const SearchOptions& options)
      : options_(options),
        filter_(filter_of(options.filter)),
        desk_(open_desk(options.desk, engine::DeskMode::kRead, options.resources)),
        style_(desk_style()) {
    filter_.words = options.words;
    filter_.order = options.words.empty() ? Order::kNewest : Order::kRelevance;
  }

  ExitStatus run() {
    if (options_.list == "reports") {
      list_reports();
    } else if (options_.list == "incidents") {
      list_incidents();
    } else {
      list_events();
    }
    if (!std::cout.flush())
      throw Error(ErrorCode::kNotWritable, "standard output: cannot be written");
    return found_ > 0 ? ExitStatus::kOk : explain_nothing();
  }

 private:
  void list_events() {
    const std::int64_t all = desk_.count_events(filter_);
    desk_.events(filter_, [&](const store::EventRow& event) {
      ++found_;
      std::cout << event_line(event) << "\n";
      sentence(event);
      return true;
    });
    if (static_cast<std::int64_t>(found_) < all) {
      std::cerr << "tocsin: " << found_ << " of " << all << " events; --limit 0 lists all.\n";
    }
  }

  void sentence(const store::EventRow& event) {
    if (event.report != report_id_) {
      report_id_ = event.report;
      report_ = desk_.report(event.report);
    }
    if (!report_) return;
    for (const Event& each : report_->coded.events) {
      if (each.id != event.id) continue;
      const std::string words(slice(report_->coded.report.text, each.sentence));
      Layout layout;
      layout.width = style_.width;
      layout.first = layout.rest = "    ";
      layout.colour = style_.colour;
      layout.right_to_left = starts_right_to_left(words);
      std::cout << wrapped(words_of(shown(words), Ink::kDim), layout);
    }
  }

  void list_reports() {
    desk_.reports(filter_, [&](const store::StoredReport& stored) {
      ++found_;
      const Report& report = stored.report;
      std::cout << isolated(shown(report.id)) << "  "
                << (report.published ? to_string(*report.published) : "no date");
      if (!report.source.empty()) std::cout << "  " << isolated(shown(report.source));
      if (!report.title.empty()) std::cout << "  " << isolated(shown(report.title));
      std::cout << (stored.is_coded ? "" : "  not coded") << "\n";
      return true;
    });
  }

  void list_incidents() {
    filter_.order = Order::kNewest;
    desk_.incidents(filter_, [&](const Incident& incident) {
      ++found_;
      const std::size_t voices = incident.voice_groups.size();
      std::cout << isolated(shown(incident.id)) << "  "
                << (incident.date && incident.date->start ? to_string(*incident.date->start)
                                                          : "no date")
                << "  " << incident.type << (incident.mode.empty() ? "" : ":") << incident.mode
                << "  " << to_string(incident.reality);
      if (incident.place) std::cout << "  " << isolated(shown(incident.place->name));
      if (incident.killed) std::cout << "  killed " << incident.killed->best;
      std::cout << "  " << voices << (voices == 1 ? " voice" : " voices") << "\n";
      return true;
    });
  }

  ExitStatus explain_nothing() {
    const store::Counts counts = desk_.counts();
    std::cerr << "tocsin: nothing matches, among " << counts.events << " events of "
              << counts.reports << " reports.\n";
    if (counts.uncoded > 0) {
      std::cerr << "tocsin: " << counts.uncoded
                << " reports are not coded; `tocsin code` codes them.\n";
    }
    if (options_.list == "events" && !filter_.words.empty()) hint_at_reports();
    if (options_.list == "incidents" && counts.unfused > 0) {
      std::cerr << "tocsin: there are events that were not fused; `tocsin fuse` makes incidents.\n";
    }
    return ExitStatus::kNothingMatched;
  }

  void hint_at_reports() {
    std::size_t reports = 0;
    Filter words;
    words.words = filter_.words;
    desk_.reports(words, [&](const store::StoredReport&) { return ++reports < 100; });
    if (reports == 0) return;
    std::cerr << "tocsin: " << reports
              << " reports hold the words, in no sentence with a matching event; --list reports "
                 "lists them.\n";
  }

  const SearchOptions& options_;
  Filter filter_;
  engine::Desk desk_;
  const DeskStyle style_;
  std::size_t found_ = 0;
  std::string report_id_;
  std::optional<engine::DeskReport> report_;
};

}  // namespace

void add_search(CLI::App& app, ExitStatus& status) {
  auto options = std::make_shared<SearchOptions>();
  options->filter.limit = kUsualLimit;
  CLI::App* command = app.add_subcommand("search", "Search the desk's events");
  command->add_option("words", options->words,
                      "Words that must occur; \"in quotes\" together; beginn* of words");
  command->add_option("--list", options->list, "What is listed")
      ->check(CLI::IsMember({"events", "reports", "incidents"}))
      ->capture_default_str();
  add_desk_option(*command, options->desk);
  add_filter_options(*command, options->filter);
  command->callback([options, &status] { status = Search(*options).run(); });
}

}  // namespace tocsin::apps
