// How it works: GMime finds the parts and undoes their transfer encodings; characters are decoded
// as everywhere else here. Of alternatives the plain text is taken, or else the page. A part with a
// file's name, or of a kind that is no text, goes to the reader of that name.

#include "tocsin/ingest/email.h"

#include <gmime/gmime.h>

#include <array>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "tocsin/core/utf8.h"
#include "tocsin/ingest/encoding.h"
#include "tocsin/ingest/fields.h"
#include "tocsin/ingest/html_meta.h"
#include "tocsin/ingest/page.h"
#include "tocsin/ingest/title.h"

namespace tocsin::ingest {
namespace {

constexpr int kMaxParts = 500;
constexpr int kMaxDepth = 20;  // of parts in one another, messages within messages among them

struct Unref {
  void operator()(void* object) const { g_object_unref(object); }
};
template <typename T>
using Owned = std::unique_ptr<T, Unref>;

struct OptionsFree {
  void operator()(GMimeParserOptions* options) const { g_mime_parser_options_free(options); }
};

// What GMime says of the message's form.
void take_warning(gint64 /*offset*/, GMimeParserWarning warning, const gchar* /*item*/,
                  gpointer told) {
  auto& parts_lost = *static_cast<bool*>(told);
  switch (warning) {
    case GMIME_WARN_MALFORMED_MULTIPART:
    case GMIME_WARN_TRUNCATED_MESSAGE:
    case GMIME_CRIT_MULTIPART_WITHOUT_BOUNDARY:
    case GMIME_CRIT_NESTING_OVERFLOW:
      parts_lost = true;
      return;
    default:
      return;
  }
}

std::string text(const char* words) { return words == nullptr ? "" : replace_invalid_utf8(words); }

bool is_type(GMimeObject* object, const char* type, const char* subtype) {
  GMimeContentType* found = g_mime_object_get_content_type(object);
  return found != nullptr && g_mime_content_type_is_type(found, type, subtype) != FALSE;
}

// The bytes of a part without its transfer encoding.
std::string content_of(GMimeObject* object) {
  GMimeDataWrapper* content = g_mime_part_get_content(GMIME_PART(object));
  if (content == nullptr) return "";
  const Owned<GMimeStream> stream(g_mime_stream_mem_new());
  g_mime_data_wrapper_write_to_stream(content, stream.get());
  GByteArray* bytes = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(stream.get()));
  return {reinterpret_cast<const char*>(bytes->data), bytes->len};
}

// A name for an attachment that has none: its kind tells the reader.
std::string name_of(GMimeObject* object, std::size_t number) {
  const char* given =
      GMIME_IS_PART(object) ? g_mime_part_get_filename(GMIME_PART(object)) : nullptr;
  std::string name = text(given);
  for (char& c : name) {
    if (c == '/' || c == '\\' || c == '\0') c = '_';
  }
  if (!name.empty()) return name;
  struct Kind {
    const char* type;
    const char* subtype;
    const char* extension;
  };
  constexpr std::array kKinds{
      Kind{"message", "rfc822", ".eml"},   Kind{"text", "plain", ".txt"},
      Kind{"text", "html", ".html"},       Kind{"text", "csv", ".csv"},
      Kind{"application", "pdf", ".pdf"},  Kind{"application", "zip", ".zip"},
      Kind{"application", "json", ".json"}};
  name = "attachment " + std::to_string(number);
  for (const Kind& kind : kKinds) {
    if (is_type(object, kind.type, kind.subtype)) return name + kind.extension;
  }
  return name;
}

struct Attachment {
  std::string name;
  std::string bytes;
};

// The words of a message, and what is attached to it.
class Parts {
 public:
  Parts(const Options& options, Input& input) : options_(options), input_(input) {}

  void walk(GMimeObject* object, int depth = 0) {
    if (object == nullptr || ++count_ > kMaxParts || depth > kMaxDepth) {
      is_cut_ = is_cut_ || object != nullptr;
      return;
    }
    if (GMIME_IS_MULTIPART(object)) {
      walk_multipart(object, depth);
    } else if (GMIME_IS_MESSAGE_PART(object)) {
      attach_message(object);
    } else if (GMIME_IS_PART(object)) {
      walk_part(object);
    }
  }

  std::string words;
  std::vector<Attachment> attachments;
  bool is_cut() const { return is_cut_; }

 private:
  void walk_multipart(GMimeObject* object, int depth) {
    auto* multipart = GMIME_MULTIPART(object);
    const int count = g_mime_multipart_get_count(multipart);
    if (!is_type(object, "multipart", "alternative")) {
      for (int i = 0; i < count; ++i) walk(g_mime_multipart_get_part(multipart, i), depth + 1);
      return;
    }
    // The last alternative that has words says most, but plain text needs no main text found.
    const std::string before = words;
    for (int i = 0; i < count && words == before; ++i) {
      GMimeObject* part = g_mime_multipart_get_part(multipart, i);
      if (is_type(part, "text", "plain")) walk(part, depth + 1);
    }
    for (int i = count; i-- > 0 && words == before;) {
      walk(g_mime_multipart_get_part(multipart, i), depth + 1);
    }
  }

  void walk_part(GMimeObject* object) {
    const char* disposition = g_mime_object_get_disposition(object);
    const bool is_attached =
        disposition != nullptr && g_ascii_strcasecmp(disposition, "attachment") == 0;
    const bool is_named = g_mime_part_get_filename(GMIME_PART(object)) != nullptr;
    const bool is_html = is_type(object, "text", "html");
    const bool is_words = is_html || is_type(object, "text", "plain");
    if (!is_words || is_attached || is_named) {
      attachments.push_back({name_of(object, attachments.size() + 1), content_of(object)});
      return;
    }
    const std::string content = content_of(object);
    if (content.empty()) return;
    add_words(is_html ? page_text(content, charset_of(object))
                      : plain_text(content, charset_of(object)));
  }

  void attach_message(GMimeObject* object) {
    GMimeMessage* message = g_mime_message_part_get_message(GMIME_MESSAGE_PART(object));
    if (message == nullptr) return;
    char* whole = g_mime_object_to_string(GMIME_OBJECT(message), nullptr);
    attachments.push_back({"attachment " + std::to_string(attachments.size() + 1) + ".eml", whole});
    g_free(whole);
  }

  static std::string charset_of(GMimeObject* object) {
    const std::string name =
        lower_ascii(text(g_mime_object_get_content_type_parameter(object, "charset")));
    return name == "iso-8859-1" || name == "us-ascii" ? "windows-1252" : name;
  }

  std::string plain_text(const std::string& bytes, const std::string& charset) {
    return stored_text(decoded(bytes, charset), input_.diagnostics);
  }

  std::string page_text(const std::string& bytes, const std::string& charset) {
    const std::string declared = charset.empty() ? declared_encoding(bytes) : charset;
    return text_of_html(decoded(bytes, declared), "");
  }

  std::string decoded(const std::string& bytes, const std::string& charset) {
    Decoded result = decode(bytes, charset, options_.encoding);
    for (Diagnostic& each : result.diagnostics) input_.diagnostics.push_back(std::move(each));
    input_.report.provenance.encoding = std::move(result.encoding);
    return std::move(result.text);
  }

  void add_words(const std::string& more) {
    if (is_blank(more)) return;
    words += (words.empty() ? "" : "\n\n") + std::string(trim(more));
  }

  const Options& options_;
  Input& input_;
  int count_ = 0;
  bool is_cut_ = false;
};

// "Gulf Courier <news@gulf.example>": the name, or else the address.
std::string sender_of(GMimeMessage* message) {
  InternetAddressList* from = g_mime_message_get_from(message);
  if (from == nullptr || internet_address_list_length(from) < 1) return "";
  InternetAddress* first = internet_address_list_get_address(from, 0);
  std::string name = text(internet_address_get_name(first));
  if (!name.empty() || !INTERNET_ADDRESS_IS_MAILBOX(first)) return name;
  return text(internet_address_mailbox_get_addr(INTERNET_ADDRESS_MAILBOX(first)));
}

// The day in the sender's own zone: as the header has it.
void read_date(GMimeMessage* message, const Options& options, Input& input) {
  const char* header = g_mime_object_get_header(GMIME_OBJECT(message), "Date");
  if (header == nullptr) return;
  set_published(text(header), options.date_order, PublishedBasis::kGiven, input);
}

void read_headers(GMimeMessage* message, const Options& options, Input& input) {
  Report& report = input.report;
  report.title = trim(text(g_mime_message_get_subject(message)));
  report.author = sender_of(message);
  report.source = report.author;
  report.id = text(g_mime_message_get_message_id(message));
  read_date(message, options, input);
}

Owned<GMimeMessage> parse(std::string_view bytes, bool& is_damaged) {
  static const bool kReady = [] {
    g_mime_init();
    return true;
  }();
  static_cast<void>(kReady);
  const std::unique_ptr<GMimeParserOptions, OptionsFree> options(g_mime_parser_options_new());
  g_mime_parser_options_set_warning_callback(options.get(), take_warning, &is_damaged);
  const Owned<GMimeStream> stream(g_mime_stream_mem_new_with_buffer(bytes.data(), bytes.size()));
  const Owned<GMimeParser> parser(g_mime_parser_new_with_stream(stream.get()));
  return Owned<GMimeMessage>(g_mime_parser_construct_message(parser.get(), options.get()));
}

// Attachments are read after their message, each by the reader of its name.
void read_attachments(const std::vector<Attachment>& attachments, const Origin& origin,
                      const std::string& id, const Options& options, const Sink& sink) {
  Origin outer = origin;
  outer.id = id;
  if (++outer.messages > kMaxDepth) {
    sink.on_fault(make_fault(ErrorCode::kTooLarge, origin, {},
                             "messages in one another more than " + std::to_string(kMaxDepth) +
                                 " deep; what is attached to this one is not read"));
    return;
  }
  for (const Attachment& each : attachments) {
    read_inner(each.bytes, each.name, outer, options, sink);
  }
}

}  // namespace

void read_one_message(std::string_view bytes, const Origin& origin, const Where& where,
                      const Options& options, const Sink& sink) {
  Input input;
  bool is_damaged = false;
  const Owned<GMimeMessage> message = parse(bytes, is_damaged);
  if (message == nullptr) {
    sink.on_fault(make_fault(ErrorCode::kBadRecord, origin, where, "no message that can be read"));
    return;
  }
  Parts parts(options, input);
  try {
    read_headers(message.get(), options, input);
    parts.walk(g_mime_message_get_mime_part(message.get()));
  } catch (const Error& error) {
    sink.on_fault(make_fault(error.code(), origin, where, error.what()));
    return;
  }
  if (is_damaged || parts.is_cut()) {
    input.diagnostics.push_back(
        {"text_cut_short",
         "the message is damaged or cut short; not all of its parts are read",
         {}});
  }
  const std::string row = where.row > 0 ? "#" + std::to_string(where.row) : "";
  const std::string id = input.report.id.empty() ? origin.id + row : input.report.id;
  if (!parts.words.empty()) {
    input.report.text = std::move(parts.words);
    hand_over(std::move(input), origin, where, options, sink);
  } else if (parts.attachments.empty()) {
    sink.on_fault(make_fault(ErrorCode::kFileEmpty, origin, where, "no words in the message",
                             "Leave the message out; the others are read."));
  }
  read_attachments(parts.attachments, origin, id, options, sink);
}

}  // namespace tocsin::ingest
