#include "apps/alert_watch.h"

#include <fstream>
#include <iostream>
#include <iterator>

#include "apps/local_program.h"
#include "apps/messages.h"
#include "apps/terminal.h"
#include "tocsin/engine/situation.h"

namespace tocsin::apps {
namespace {

namespace fs = std::filesystem;

void append(const fs::path& file, const std::string& text) {
  std::ofstream stream(file, std::ios::binary | std::ios::app);
  stream << text;
  stream.close();
  if (!stream) throw Error(ErrorCode::kNotWritable, file.string() + ": cannot be written");
}

std::string body_of(const assess::Alert& alert) {
  std::string text = alert.text + "\n";
  for (const Evidence& each : alert.evidence) {
    text += "\n“" + shown(each.sentence_text) + "” (" + each.report + ")\n";
  }
  return text + "\nAcknowledge: tocsin alerts ack \"" + alert.id + "\"\n";
}

// A header must stay one line of printable characters, whatever a report is called.
std::string header(const std::string& words) {
  std::string line = shown(words);
  for (char& c : line) {
    if (static_cast<unsigned char>(c) < 0x20 || static_cast<unsigned char>(c) >= 0x7F) c = '?';
  }
  return line;
}

void mail(const std::string& address, const assess::Alert& alert) {
  const std::string message = "To: " + header(address) + "\nSubject: [tocsin] " +
                              header(alert.text) +
                              "\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n"
                              "Content-Transfer-Encoding: 8bit\n\n" +
                              body_of(alert);
  const int status = run_program({"sendmail", "-t", "-i"}, message);
  if (status != 0) {
    throw Error(ErrorCode::kNotWritable, "sendmail ended with " + std::to_string(status));
  }
}

void post(const std::string& url, const assess::Alert& alert, bool allow_net) {
  if (!allow_net) {
    throw Error(ErrorCode::kUsage, url + ": nothing is sent over the net without --allow-net");
  }
  const int status =
      run_program({"curl", "--silent", "--fail", "--max-time", "20", "--proto", "=http,https",
                   "--header", "Content-Type: application/json", "--data-binary", "@-", "--", url},
                  to_json(alert));
  if (status != 0) {
    throw Error(ErrorCode::kNotWritable, url + ": curl ended with " + std::to_string(status));
  }
}

void deliver(const std::string& way, const assess::Alert& alert, const AlertOptions& options) {
  const std::string rest = way.substr(std::min(way.size(), way.find(':') + 1));
  if (way == "terminal") {
    std::cerr << "tocsin: ALERT " << shown(alert.text) << " [" << shown(alert.id) << "]\n";
  } else if (way.starts_with("file:")) {
    const fs::path file(rest);
    append(file.is_absolute() ? file : options.desk.parent_path() / file,
           assess::alert_line(alert));
  } else if (way.starts_with("mail:")) {
    mail(rest, alert);
  } else if (way.starts_with("webhook:")) {
    post(rest, alert, options.allow_net);
  }
}

std::optional<Date> last_report(const assess::Situation& situation) {
  std::optional<Date> last;
  for (const Claim& claim : situation.claims) {
    if (claim.published && (!last || *claim.published > *last)) last = claim.published;
  }
  return last;
}

}  // namespace

fs::path alert_log_file(const fs::path& desk) {
  fs::path file = desk;
  return file += ".alerts.jsonl";
}

fs::path alert_rules_file(const AlertOptions& options) {
  const fs::path file =
      options.rules.empty() ? options.desk.parent_path() / "alerts.toml" : options.rules;
  std::error_code ignored;  // what cannot be looked at is not there
  return !options.rules.empty() || fs::exists(file, ignored) ? file : fs::path();
}

std::vector<assess::LoggedAlert> recorded_alerts(const fs::path& desk) {
  const fs::path file = alert_log_file(desk);
  std::ifstream stream(file, std::ios::binary);
  if (!stream) return {};
  const std::string lines((std::istreambuf_iterator<char>(stream)), {});
  return assess::read_alert_log(lines, file.string());
}

void record(const fs::path& desk, const std::string& line) { append(alert_log_file(desk), line); }

std::vector<assess::Alert> watch(engine::Desk& desk, const AlertOptions& options) {
  const fs::path rules_file = alert_rules_file(options);
  if (rules_file.empty()) return {};
  const assess::AssessRules rules = assess::load_rules(options.data_dir / "assess");
  const auto alert_rules = assess::load_alert_rules(rules_file, rules);
  const assess::Situation situation = engine::situation_of(desk);
  const std::optional<Date> day = options.day ? options.day : last_report(situation);
  if (!day) return {};
  std::vector<assess::PastAlert> past;
  for (const assess::LoggedAlert& each : recorded_alerts(options.desk)) past.push_back(each.past);
  const auto alerts = assess::alerts_on(*day, situation, rules, alert_rules, past);
  for (const assess::Alert& alert : alerts) {
    record(options.desk, assess::alert_line(alert));
    for (const std::string& way : alert.deliver) {
      try {
        deliver(way, alert, options);
      } catch (const Error& error) {
        std::cerr << fault_line(error.code(), alert.id, error.what()) << "\n";
      }
    }
  }
  return alerts;
}

}  // namespace tocsin::apps
