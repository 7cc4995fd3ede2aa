/// Fuses reports without a desk, for eval/fusion.py and eval/dossier.py. REPORTS holds a report a
/// line, CODED what `tocsin code --format jsonl` wrote of them. One JSON object a line out: stories
/// (whole reports that tell of one happening; their type is null) and, with CODED, incidents.

#include <fstream>
#include <iostream>
#include <map>
#include <string>
#include <vector>

#include "eval/coded_record.h"
#include "tocsin/core/error.h"
#include "tocsin/export/incident.h"
#include "tocsin/fuse/claims.h"
#include "tocsin/fuse/fuser.h"
#include "tocsin/fuse/rules.h"

namespace {

using nlohmann::json;
using tocsin::Claim;
using tocsin::Report;

std::vector<json> read_lines(const std::string& path) {
  std::ifstream file(path);
  if (!file) throw tocsin::Error(tocsin::ErrorCode::kFileMissing, path + ": cannot be read");
  std::vector<json> lines;
  for (std::string line; std::getline(file, line);) {
    if (!line.empty()) lines.push_back(json::parse(line));
  }
  return lines;
}

std::vector<Claim> claims_of(const std::map<std::string, Report, std::less<>>& reports,
                             const std::map<std::string, json>& records,
                             const tocsin::fuse::Rules& rules) {
  std::vector<Claim> claims;
  for (const auto& [id, report] : reports) {
    const auto record = records.find(id);
    if (record == records.end()) {
      claims.push_back(tocsin::fuse::claim_of_report(report, rules));
      continue;
    }
    const auto coded = tocsin::evaluation::coded_report_of(report, record->second);
    for (Claim& claim : tocsin::fuse::claims_of(coded, rules)) claims.push_back(std::move(claim));
  }
  return claims;
}

void run(int argc, char** argv) {
  const tocsin::fuse::Rules rules = tocsin::fuse::load_rules(std::string(argv[1]) + "/fuse");
  std::map<std::string, Report, std::less<>> reports;
  for (const json& line : read_lines(argv[2])) {
    Report report = tocsin::evaluation::report_of(line);
    reports[report.id] = std::move(report);
  }
  std::map<std::string, json> records;
  if (argc > 3) {
    for (json& line : read_lines(argv[3])) {
      const std::string id = line.at("report_id");
      records[id] = std::move(line);
    }
  }
  const auto text_of = [&reports](std::string_view id) -> std::string_view {
    const auto found = reports.find(id);
    return found == reports.end() ? std::string_view() : std::string_view(found->second.text);
  };
  for (const auto& incident : tocsin::fuse::fuse_all(claims_of(reports, records, rules), rules)) {
    std::cout << tocsin::exports::to_json(incident, text_of) << '\n';
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3 && argc != 4) {
    std::cerr << "usage: fusion_driver DATA_DIR REPORTS.jsonl [CODED.jsonl]\n";
    return 2;
  }
  try {
    run(argc, argv);
  } catch (const std::exception& error) {
    std::cerr << error.what() << '\n';
    return 1;
  }
  return 0;
}
