#pragma once
/// The input formats: one reader each, all listed in the table of formats.cc.

#include <string>
#include <string_view>
#include <vector>

#include "tocsin/ingest/bytes.h"
#include "tocsin/ingest/read.h"

namespace tocsin::ingest {

/// How many bytes of an input are looked at to find its format.
constexpr std::size_t kLookAhead = 4096;

/// What the archives and messages around some bytes have left of their limits.
struct Budget {
  std::size_t entries = 0;
  std::size_t bytes = 0;
};

/// Where bytes come from.
struct Origin {
  std::string name;          ///< for messages: "folder/file.jsonl", "week.zip/mail/a.eml"
  std::string id;            ///< of a report that has none of its own
  std::string file;          ///< the file itself: "week.zip"
  std::string entry;         ///< within it: "mail/a.eml"; empty for the file as a whole
  std::string format;        ///< the name of the reader
  int depth = 0;             ///< archives around these bytes
  int messages = 0;          ///< messages of e-mail around them
  Budget* budget = nullptr;  ///< of the outermost archive, which owns it; nullptr outside one
};

/// Which record of the input is meant.
struct Where {
  std::string entry;    ///< "row 12", "message 77"; added to the origin's
  std::size_t row = 0;  ///< 0: none
  std::string column = {};
  std::string value = {};
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

/// The format of an input of this name that begins so: the extension's, but for formats that share
/// their extension with a more general one (a chat in a .txt or .json file).
const Format& format_of(std::string_view name, std::string_view beginning);

/// A report's fields as the options have them, where they say something.
void apply(const Options& options, Report& report);

/// Fills in what a report lacks of origin, provenance and id (`origin.id`, "#" and the row),
/// applies the options, and hands it to the sink.
void hand_over(Input input, const Origin& origin, const Where& where, const Options& options,
               const Sink& sink);

/// A fault at this place; its message is the origin's name, ":" and the row, and `what`. Without a
/// `fix` it has the one of the error's code.
Fault make_fault(ErrorCode code, const Origin& origin, const Where& where, const std::string& what,
                 const std::string& fix = {});

/// Reads bytes that stand inside others (an entry of an archive, an attachment) by the format of
/// their name and content. What is no format of ours is skipped, and told.
void read_inner(std::string_view bytes, const std::string& name, const Origin& outer,
                const Options& options, const Sink& sink);

void read_plain_text(Bytes&, const Origin&, const Options&, const Sink&);  ///< plain_text.cc
void read_html(Bytes&, const Origin&, const Options&, const Sink&);        ///< html.cc
void read_jsonl(Bytes&, const Origin&, const Options&, const Sink&);       ///< jsonl.cc
void read_json(Bytes&, const Origin&, const Options&, const Sink&);        ///< json.cc
void read_csv(Bytes&, const Origin&, const Options&, const Sink&);         ///< csv.cc
void read_feed(Bytes&, const Origin&, const Options&, const Sink&);        ///< feed.cc
void read_pdf(Bytes&, const Origin&, const Options&, const Sink&);         ///< pdf.cc
void read_docx(Bytes&, const Origin&, const Options&, const Sink&);        ///< docx.cc
void read_message(Bytes&, const Origin&, const Options&, const Sink&);     ///< message.cc
void read_mbox(Bytes&, const Origin&, const Options&, const Sink&);        ///< mbox.cc
void read_telegram(Bytes&, const Origin&, const Options&, const Sink&);    ///< telegram.cc
void read_whatsapp(Bytes&, const Origin&, const Options&, const Sink&);    ///< whatsapp.cc
void read_archive(Bytes&, const Origin&, const Options&, const Sink&);     ///< archive.cc

bool looks_like_telegram(std::string_view beginning);  ///< telegram.cc
bool looks_like_whatsapp(std::string_view beginning);  ///< whatsapp.cc
bool looks_like_message(std::string_view beginning);   ///< message.cc

}  // namespace tocsin::ingest
