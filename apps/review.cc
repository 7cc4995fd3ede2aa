// tocsin review: events one after another, the least sure first, each decided with one key.
#include <poll.h>
#include <termios.h>
#include <unistd.h>

#include <algorithm>
#include <iostream>
#include <memory>

#include "apps/commands.h"
#include "apps/desk_options.h"
#include "apps/desk_view.h"
#include "apps/filter_options.h"
#include "apps/interrupt.h"
#include "apps/terminal.h"

namespace tocsin::apps {
namespace {

constexpr std::size_t kUsualLimit = 200;
constexpr std::string_view kKeys =
    "a accept · e edit · x reject · m merge · s split · u undo · j next · k previous · q quit";

struct ReviewOptions {
  DeskOptions desk;
  FilterOptions filter;
  bool list = false;
  engine::PathRequest resources;
};

// A terminal whose keys are read one by one, until it is destroyed.
class Keys {
 public:
  Keys() {
    tcgetattr(STDIN_FILENO, &before_);
    termios raw = before_;
    raw.c_lflag &= ~static_cast<tcflag_t>(ICANON | ECHO);
    raw.c_cc[VMIN] = 1;
    raw.c_cc[VTIME] = 0;
    tcsetattr(STDIN_FILENO, TCSANOW, &raw);
  }
  ~Keys() { tcsetattr(STDIN_FILENO, TCSANOW, &before_); }
  Keys(const Keys&) = delete;
  Keys& operator=(const Keys&) = delete;

  // The next key; 'q' where there is none any more or the user pressed Ctrl+C.
  char next() const {
    while (!is_interrupted()) {
      pollfd input{STDIN_FILENO, POLLIN, 0};
      if (poll(&input, 1, kPatience) <= 0) continue;
      char key = 'q';
      return read(STDIN_FILENO, &key, 1) == 1 ? key : 'q';
    }
    return 'q';
  }

  // A line that the user types, with what they type shown.
  std::string line(const std::string& question) const {
    termios now{};
    tcgetattr(STDIN_FILENO, &now);
    tcsetattr(STDIN_FILENO, TCSANOW, &before_);
    std::cout << question << ": " << std::flush;
    std::string text;
    char c = 0;
    while (read(STDIN_FILENO, &c, 1) == 1 && c != '\n') text += c;
    tcsetattr(STDIN_FILENO, TCSANOW, &now);
    return text;
  }

 private:
  static constexpr int kPatience = 200;  // milliseconds, so that an interrupt is seen
  termios before_{};
};

// One sitting.
class Sitting {
 public:
  Sitting(engine::Desk desk, const Filter& filter) : desk_(std::move(desk)), style_(desk_style()) {
    desk_.events(filter, [&](const store::EventRow& event) {
      events_.push_back(event.id);
      return true;
    });
  }

  ExitStatus run() {
    if (events_.empty()) {
      std::cerr << "tocsin: nothing is left to review.\n";
      return ExitStatus::kNothingMatched;
    }
    show();
    while (true) {
      const char key = keys_.next();
      if (key == 'q') break;
      try {
        act(key);
      } catch (const Error& error) {
        std::cout << "tocsin: " << shown(error.what()) << ". " << help(error.code()) << "\n";
      }
    }
    std::cout << decided_ << (decided_ == 1 ? " decision" : " decisions") << "\n";
    return is_interrupted() ? ExitStatus::kInterrupted : ExitStatus::kOk;
  }

 private:
  const std::string& event() const { return events_[at_]; }

  void show() {
    std::cout << "\n" << at_ + 1 << " of " << events_.size() << "\n";
    if (auto report = desk_.report_of_event(event())) {
      show_event(std::cout, desk_, std::move(*report), event(), style_);
    }
    std::cout << kKeys << "\n" << std::flush;
  }

  void move(std::ptrdiff_t by) {
    const auto to = static_cast<std::ptrdiff_t>(at_) + by;
    if (to < 0 || to >= static_cast<std::ptrdiff_t>(events_.size())) {
      std::cout << (by > 0 ? "that was the last one\n" : "that was the first one\n") << std::flush;
      return;
    }
    at_ = static_cast<std::size_t>(to);
    show();
  }

  void decided(const store::JournalRow& row) {
    ++decided_;
    std::cout << row.action << " " << shown(row.event) << "\n";
  }

  void act(char key) {
    switch (key) {
      case 'a':
        decided(desk_.accept(event(), ""));
        return move(1);
      case 'x':
        decided(desk_.reject(event(), ""));
        return move(1);
      case 'e':
        return edit();
      case 'm':
        decided(desk_.merge(event(), keys_.line("merge with incident or event"), ""));
        return show();
      case 's':
        decided(desk_.split({event()}, ""));
        return show();
      case 'u':
        return undo();
      case 'j':
        return move(1);
      case 'k':
        return move(-1);
      default:
        std::cout << kKeys << "\n" << std::flush;
    }
  }

  void edit() {
    const std::string words = keys_.line("field=value");
    const std::size_t equals = words.find('=');
    if (equals == std::string::npos) {
      std::cout << "expected field=value, such as killed=3\n" << std::flush;
      return;
    }
    const std::string why = keys_.line("why");
    decided(desk_.correct(event(), words.substr(0, equals), words.substr(equals + 1), why));
    show();
  }

  void undo() {
    const auto undone = desk_.undo("");
    if (!undone) {
      std::cout << "nothing is left to undo\n" << std::flush;
      return;
    }
    std::cout << "undone: " << undone->action << " " << shown(undone->event) << "\n";
    const auto found = std::find(events_.begin(), events_.end(), undone->event);
    if (found != events_.end()) at_ = static_cast<std::size_t>(found - events_.begin());
    show();
  }

  engine::Desk desk_;
  const DeskStyle style_;
  std::vector<std::string> events_;
  std::size_t at_ = 0;
  std::size_t decided_ = 0;
  const Keys keys_;
};

ExitStatus list(engine::Desk desk, const Filter& filter) {
  std::size_t found = 0;
  desk.events(filter, [&](const store::EventRow& event) {
    ++found;
    std::cout << event_line(event) << "\n";
    return true;
  });
  if (found > 0) return ExitStatus::kOk;
  std::cerr << "tocsin: nothing is left to review.\n";
  return ExitStatus::kNothingMatched;
}

ExitStatus run(const ReviewOptions& options) {
  Filter filter = filter_of(options.filter);
  filter.order = Order::kLeastSure;
  filter.reviews = {Review::kOpen};
  engine::Desk desk = open_desk(options.desk, engine::DeskMode::kWrite, options.resources);
  if (options.list || !is_terminal(stdin) || !is_terminal(stdout)) {
    return list(std::move(desk), filter);
  }
  watch_for_interrupt();
  return Sitting(std::move(desk), filter).run();
}

}  // namespace

void add_review(CLI::App& app, ExitStatus& status) {
  auto options = std::make_shared<ReviewOptions>();
  options->filter.limit = kUsualLimit;
  CLI::App* command =
      app.add_subcommand("review", "Decide about events one by one, the least sure first");
  command->add_flag("--list", options->list, "A table only");
  add_desk_option(*command, options->desk);
  add_by_option(*command, options->desk);
  add_filter_options(*command, options->filter);
  command->add_option("--data", options->resources.data_dir, "The data folder (or TOCSIN_DATA)")
      ->type_name("DIR");
  command->callback([options, &status] { status = run(*options); });
}

}  // namespace tocsin::apps
