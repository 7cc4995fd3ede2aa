// How it works: an export is one object of any size. It is read as a stream: brackets and keys are
// followed outside strings, and in each list called "messages" the objects are cut out and parsed
// one by one, so that a bad message does not hide the next. The words beside such a list say which
// chat it is.

#include <cctype>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

#include "tocsin/ingest/encoding.h"
#include "tocsin/ingest/fields.h"
#include "tocsin/ingest/formats.h"
#include "tocsin/ingest/title.h"

namespace tocsin::ingest {
namespace {

using nlohmann::json;

constexpr std::size_t kMaxDepth = 64;
constexpr std::size_t kMaxWord = 1024;  // of a key or a name outside messages
constexpr const char* kMessageFix =
    "Export the chat once more as JSON, or leave the message out; the others are read.";

struct Chat {
  std::string name;
  std::string id;
};

// An object or a list around the place that is read.
struct Level {
  char kind = '{';
  bool holds_messages = false;
  std::string key;  // of an object: the one whose value follows
  Chat chat;        // what the object says of itself so far
};

// The text of a message is a string, or a list of strings and of {"type": …, "text": …}.
std::string words_of(const json& text) {
  if (text.is_string()) return text.get<std::string>();
  std::string words;
  if (!text.is_array()) return words;
  for (const json& part : text) {
    if (part.is_string()) words += part.get_ref<const std::string&>();
    if (!part.is_object()) continue;
    const auto inner = part.find("text");
    if (inner != part.end() && inner->is_string()) words += inner->get_ref<const std::string&>();
  }
  return words;
}

std::string string_in(const json& message, const char* key) {
  const auto found = message.find(key);
  if (found == message.end()) return "";
  if (found->is_string()) return found->get<std::string>();
  return found->is_number_integer() ? found->dump() : "";
}

class Export {
 public:
  Export(Bytes& bytes, const Origin& origin, const Options& options, const Sink& sink)
      : bytes_(bytes), origin_(origin), options_(options), sink_(sink) {}

  void read() {
    while (const auto byte = bytes_.next()) {
      if (in_message_) {
        inside_message(*byte);
      } else if (!outside(*byte)) {
        return;
      }
    }
    conclude();
  }

 private:
  // False when reading cannot go on.
  bool outside(char byte) {
    if (in_string_) {
      in_word(byte);
      return true;
    }
    switch (byte) {
      case '"':
        in_string_ = true;
        word_.clear();
        return true;
      case '{':
      case '[':
        return open(byte);
      case '}':
      case ']':
        end_value();
        if (!levels_.empty()) levels_.pop_back();
        return true;
      case ':':
        if (!levels_.empty() && levels_.back().kind == '{') levels_.back().key = word_;
        word_.clear();
        return true;
      case ',':
        end_value();
        return true;
      default:
        if (std::isspace(static_cast<unsigned char>(byte)) == 0 && word_.size() < kMaxWord) {
          word_ += byte;
        }
        return true;
    }
  }

  void in_word(char byte) {
    if (!escaped_ && byte == '"') {
      in_string_ = false;
      return;
    }
    escaped_ = !escaped_ && byte == '\\';
    if (word_.size() < kMaxWord) word_ += byte;
  }

  bool open(char kind) {
    if (!levels_.empty() && levels_.back().holds_messages && kind == '{') {
      in_message_ = true;
      depth_ = 1;
      size_ = 1;
      message_ = "{";
      return true;
    }
    if (levels_.size() >= kMaxDepth) {
      fault(ErrorCode::kBadRecord, {},
            "objects and lists are nested more than " + std::to_string(kMaxDepth) + " deep");
      return false;
    }
    Level level{kind, false, "", {}};
    const bool is_list = kind == '[' && !levels_.empty() && levels_.back().kind == '{';
    if (is_list && levels_.back().key == "messages") {
      level.holds_messages = true;
      chat_ = levels_.back().chat;
      ++lists_;
    }
    levels_.push_back(std::move(level));
    word_.clear();
    return true;
  }

  // A value of an object has ended: the words that say which chat it is are kept.
  void end_value() {
    if (!levels_.empty() && levels_.back().kind == '{') {
      Level& level = levels_.back();
      if (level.key == "name" && level.chat.name.empty()) level.chat.name = unescaped(word_);
      if (level.key == "id" && level.chat.id.empty()) level.chat.id = word_;
      level.key.clear();
    }
    word_.clear();
  }

  static std::string unescaped(const std::string& word) {
    const json parsed = json::parse("\"" + word + "\"", nullptr, false);
    return parsed.is_string() ? parsed.get<std::string>() : "";
  }

  void inside_message(char byte) {
    ++size_;
    if (message_.size() < options_.max_line_bytes) message_ += byte;
    if (in_string_) {
      if (!escaped_ && byte == '"') in_string_ = false;
      escaped_ = !escaped_ && byte == '\\';
      return;
    }
    if (byte == '"') in_string_ = true;
    if (byte == '{' || byte == '[') most_ = std::max(most_, ++depth_);
    if ((byte == '}' || byte == ']') && --depth_ == 0) end_message();
  }

  void end_message() {
    in_message_ = false;
    ++number_;
    Where where{"message " + std::to_string(number_), number_};
    if (size_ > options_.max_line_bytes || most_ > kMaxDepth) {
      fault(ErrorCode::kTooLarge, where,
            "a message of " + std::to_string(size_) + " bytes, nested " + std::to_string(most_) +
                " deep; at most " + std::to_string(options_.max_line_bytes) + " bytes and " +
                std::to_string(kMaxDepth) + " are read");
    } else {
      parse(where);
    }
    most_ = 0;
    message_.clear();
  }

  void parse(Where& where) {
    json message;
    try {
      message = json::parse(message_);
    } catch (const json::exception& error) {
      where.value = message_.substr(0, 60);
      const std::string_view what = error.what();
      const std::size_t at = what.find("] ");
      fault(ErrorCode::kBadRecord, where,
            "not valid JSON: " + std::string(what.substr(at == what.npos ? 0 : at + 2)) +
                "; expected a message");
      return;
    }
    const std::string id = string_in(message, "id");
    if (!id.empty()) where.entry = "message " + id;
    const auto text = message.find("text");
    if (text != message.end() && !text->is_string() && !text->is_array()) {
      where.column = "text";
      where.value = text->dump().substr(0, 60);
      fault(ErrorCode::kBadRecord, where, "the text is no string and no list");
      return;
    }
    take(message, id, text == message.end() ? "" : words_of(*text), where);
  }

  void take(const json& message, const std::string& id, const std::string& text,
            const Where& where) {
    Input input;
    input.report.text = stored_text(text, input.diagnostics);
    if (string_in(message, "type") == "service" || is_blank(text)) {
      ++without_text_;
      return;
    }
    Report& report = input.report;
    if (!id.empty()) {
      report.id = chat_.id.empty() ? origin_.id + "#" + id : "telegram/" + chat_.id + "/" + id;
    }
    report.title = title_of(report.text);
    report.source = chat_.name;
    report.author = string_in(message, "from");
    report.provenance.encoding = "UTF-8";
    set_published(string_in(message, "date"), options_.date_order, PublishedBasis::kGiven, input);
    hand_over(std::move(input), origin_, where, options_, sink_);
  }

  void conclude() {
    if (bytes_.is_broken()) {
      fault(ErrorCode::kFileUnreadable, {}, "reading broke off");
    } else if (!levels_.empty()) {
      fault(ErrorCode::kBadRecord, {"message " + std::to_string(number_ + 1), number_ + 1},
            "the file ends within " + std::string(in_message_ ? "a message" : "the export") +
                "; expected its closing brackets");
    } else if (lists_ == 0) {
      fault(ErrorCode::kBadRecord, {}, "no list of \"messages\"; expected an export of Telegram");
    } else if (number_ == 0) {
      fault(ErrorCode::kFileEmpty, {}, "no messages");
    }
    if (without_text_ == 0) return;
    Fault skipped = make_fault(ErrorCode::kFileEmpty, origin_, {},
                               "skipped, " + std::to_string(without_text_) +
                                   " messages without text (pictures, files, notices)");
    skipped.severity = Severity::kSkipped;
    sink_.on_fault(skipped);
  }

  void fault(ErrorCode code, const Where& where, const std::string& what) {
    sink_.on_fault(make_fault(code, origin_, where, what, kMessageFix));
  }

  Bytes& bytes_;
  const Origin& origin_;
  const Options& options_;
  const Sink& sink_;
  std::vector<Level> levels_;
  Chat chat_;
  std::string word_;  // the string or number that is being read
  std::string message_;
  std::size_t size_ = 0;   // of the message
  std::size_t depth_ = 0;  // within the message
  std::size_t most_ = 0;   // the greatest depth of the message
  std::size_t number_ = 0;
  std::size_t lists_ = 0;
  std::size_t without_text_ = 0;
  bool in_message_ = false;
  bool in_string_ = false;
  bool escaped_ = false;
};

}  // namespace

bool looks_like_telegram(std::string_view beginning) {
  const std::size_t first = beginning.find_first_not_of("\xEF\xBB\xBF \t\r\n");
  if (first == std::string_view::npos || beginning[first] != '{') return false;
  const auto has = [&](std::string_view part) { return beginning.find(part) != beginning.npos; };
  const bool is_account = has("\"personal_information\"") || (has("\"chats\"") && has("\"list\""));
  const bool is_chat = has("\"messages\"") && has("\"type\"") && has("\"id\"");
  return is_account || is_chat;
}

void read_telegram(Bytes& bytes, const Origin& origin, const Options& options, const Sink& sink) {
  if (const auto binary = recognise_binary(bytes.peek(16))) {
    sink.on_fault(make_fault(ErrorCode::kNotText, origin, {},
                             "looks like " + *binary + "; expected an export of Telegram"));
    return;
  }
  Export(bytes, origin, options, sink).read();
}

}  // namespace tocsin::ingest
