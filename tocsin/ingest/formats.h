#pragma once
/// The input formats: one reader each, all listed in the table of formats.cc.

#include <string>
#include <string_view>
#include <vector>

#include "tocsin/ingest/bytes.h"
#include "tocsin/ingest/read.h"

namespace tocsin::ingest {

/// Where bytes come from.
struct Origin {
  std::string name;  ///< for messages: "folder/file.jsonl"
  std::string id;    ///< of a report that has none of its own
};

/// Hands every report in `bytes` to the sink.
using Reader = void (*)(Bytes& bytes, const Origin& origin, const Options& options,
                        const Sink& sink);

struct Format {
  std::string_view name;
  std::vector<std::string_view> extensions;  ///< with their full stop, lower case
  Reader read;
};

/// All formats, in the order of their table.
const std::vector<Format>& formats();

/// The format of this name; nullptr when there is none.
const Format* find_format(std::string_view name);

/// The format of files whose name ends so (".HTML"); nullptr when there is none.
const Format* format_of_extension(std::string_view extension);

/// The format that the first bytes of an input look like.
const Format& format_of_content(std::string_view beginning);

/// A report's fields as the options have them, where they say something.
void apply(const Options& options, Report& report);

void read_plain_text(Bytes&, const Origin&, const Options&, const Sink&);  ///< plain_text.cc
void read_html(Bytes&, const Origin&, const Options&, const Sink&);        ///< html.cc
void read_jsonl(Bytes&, const Origin&, const Options&, const Sink&);       ///< jsonl.cc
void read_json(Bytes&, const Origin&, const Options&, const Sink&);        ///< json.cc

}  // namespace tocsin::ingest
