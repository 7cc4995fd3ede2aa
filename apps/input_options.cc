#include "apps/input_options.h"

#include "tocsin/core/error.h"

namespace tocsin::apps {

void add_input_options(CLI::App& command, InputOptions& options) {
  command
      .add_option("--input-format", options.format,
                  "Format of the input; recognised where not given")
      ->check(CLI::IsMember(engine::input_format_names()));
  command.add_option("--map", options.columns, "Columns of tables: text=notes,date=event_date")
      ->type_name("FIELD=COLUMN,…");
  command
      .add_option("--encoding", options.encoding,
                  "Encoding of the input; recognised where not given")
      ->type_name("NAME");
  command.add_option("--date", options.date, "Publication date of the reports")
      ->type_name("YYYY-MM-DD");
  add_outlet_options(command, options);
}

void add_outlet_options(CLI::App& command, InputOptions& options) {
  command.add_option("--lang", options.language, "Language of the reports, such as en or ar")
      ->type_name("CODE");
  command.add_option("--source", options.source, "The outlet that published the reports")
      ->type_name("NAME");
}

ingest::Options reading_of(const InputOptions& options) {
  ingest::Options reading;
  reading.format = options.format;
  reading.language = options.language;
  reading.source = options.source;
  reading.encoding = options.encoding;
  if (!options.columns.empty()) reading.columns = ingest::parse_columns(options.columns);
  if (options.date.empty()) return reading;
  reading.published = parse_date(options.date);
  if (!reading.published || options.date.size() != 10) {
    throw Error(ErrorCode::kBadDate,
                "--date: found \"" + options.date + "\", expected a day such as 2021-06-28");
  }
  return reading;
}

}  // namespace tocsin::apps
