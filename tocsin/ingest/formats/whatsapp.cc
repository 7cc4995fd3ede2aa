// How it works: a message begins with a line such as "12/03/2024, 10:15 - Name: words" or
// "[12.03.24, 10:15:22] Name: words", in the digits and with the signs of the telephone's language.
// Other lines go on with the message before. Whether day or month comes first is not written: the
// whole file shows it, by a number above 12 or because its days never go back.

#include <unicode/uchar.h>

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "tocsin/core/utf8.h"
#include "tocsin/ingest/encoding.h"
#include "tocsin/ingest/formats.h"
#include "tocsin/ingest/title.h"

namespace tocsin::ingest {
namespace {

constexpr std::size_t kMaxSender = 120;
constexpr std::string_view kMark = "\u200E";  // before what the program itself wrote

// The three numbers of a date as they stand.
struct Numbers {
  int first = 0;
  int second = 0;
  int third = 0;
  bool year_first = false;
};

struct Message {
  std::size_t line = 0;
  Numbers date;
  std::string sender;
  std::string text;
  bool is_notice = false;
};

// Goes through a line character by character.
class Cursor {
 public:
  explicit Cursor(std::string_view line) : line_(line) { skip_marks(); }

  char32_t peek() const { return at_ < line_.size() ? decode_utf8(line_, at_).value : U'\0'; }

  void step() {
    if (at_ < line_.size()) at_ += decode_utf8(line_, at_).bytes;
    skip_marks();
  }

  bool take(std::u32string_view any_of) {
    if (at_ >= line_.size() || any_of.find(peek()) == any_of.npos) return false;
    step();
    return true;
  }

  // A number of up to `most` digits of any script, and how many there were.
  std::optional<int> number(int most, int& digits) {
    int value = 0;
    for (digits = 0; digits < most; ++digits) {
      const int digit = u_charDigitValue(static_cast<UChar32>(peek()));
      if (digit < 0) break;
      value = value * 10 + digit;
      step();
    }
    return digits > 0 ? std::optional<int>(value) : std::nullopt;
  }

  std::string_view rest() const { return line_.substr(at_); }
  void skip_spaces() {
    while (take(U" \u00A0\u202F")) {
    }
  }

 private:
  // Marks of direction stand anywhere in the dates of right-to-left languages.
  void skip_marks() {
    while (at_ < line_.size()) {
      const CodePoint point = decode_utf8(line_, at_);
      const bool is_mark = point.value == 0x200E || point.value == 0x200F ||
                           point.value == 0x061C || point.value == 0xFEFF ||
                           (point.value >= 0x202A && point.value <= 0x202E);
      if (!is_mark) return;
      at_ += point.bytes;
    }
  }

  std::string_view line_;
  std::size_t at_ = 0;
};

std::optional<Numbers> read_numbers(Cursor& cursor) {
  int digits[3];
  Numbers date;
  const auto first = cursor.number(4, digits[0]);
  if (!first || !cursor.take(U"/.-")) return std::nullopt;
  cursor.skip_spaces();
  const auto second = cursor.number(2, digits[1]);
  if (!second || !cursor.take(U"/.-")) return std::nullopt;
  cursor.skip_spaces();
  const auto third = cursor.number(4, digits[2]);
  if (!third || (digits[0] != 4 && digits[2] != 4 && digits[2] != 2)) return std::nullopt;
  date = {*first, *second, *third, digits[0] == 4};
  if (!date.year_first && digits[2] == 2) date.third += 2000;
  return date;
}

// Hour and minute, and what the language writes for the half of the day.
bool read_time(Cursor& cursor, bool in_brackets) {
  int digits = 0;
  if (!cursor.number(2, digits) || !cursor.take(U":.")) return false;
  if (!cursor.number(2, digits) || digits != 2) return false;
  if (cursor.take(U":.") && !cursor.number(2, digits)) return false;
  for (int i = 0; i < 12; ++i) {
    if (in_brackets && cursor.take(U"]")) return true;
    if (!in_brackets && cursor.rest().starts_with(" - ")) {
      cursor.step();
      cursor.step();
      return true;
    }
    const auto value = static_cast<UChar32>(cursor.peek());
    if (!u_isalpha(value) && !u_isblank(value) && value != '.' && value != 0x202F) return false;
    cursor.step();
  }
  return false;
}

// The head of a message; nothing for a line that goes on with one.
std::optional<Message> read_head(std::string_view line) {
  if (line.size() < 12) return std::nullopt;
  Cursor cursor(line);
  const bool in_brackets = cursor.take(U"[");
  const auto date = read_numbers(cursor);
  if (!date) return std::nullopt;
  cursor.take(U",\u060C");
  cursor.skip_spaces();
  if (!read_time(cursor, in_brackets)) return std::nullopt;
  Message message;
  message.date = *date;
  std::string_view rest = cursor.rest();
  if (rest.starts_with(' ')) rest.remove_prefix(1);
  const std::size_t colon = rest.find(": ");
  const bool ends = colon == rest.npos && rest.ends_with(':');
  const std::size_t end = ends ? rest.size() - 1 : colon;
  if (end == rest.npos || end > kMaxSender) {
    message.is_notice = true;
    return message;
  }
  message.sender = rest.substr(0, end);
  message.text = rest.substr(std::min(end + 2, rest.size()));
  return message;
}

// Whether the program wrote it in the place of words: "<Media omitted>" in whatever language.
bool is_placeholder(std::string_view text) {
  if (text.starts_with(kMark)) return true;
  text = trim(text);
  return text.starts_with('<') && text.ends_with('>') && text.find('\n') == text.npos;
}

std::optional<Date> day_of(const Numbers& date, DateOrder order) {
  const int year = date.year_first ? date.first : date.third;
  int month = date.year_first || order == DateOrder::kDayFirst ? date.second : date.first;
  int day = date.year_first ? date.third : order == DateOrder::kDayFirst ? date.first : date.second;
  const std::chrono::year_month_day made{std::chrono::year{year},
                                         std::chrono::month{static_cast<unsigned>(month)},
                                         std::chrono::day{static_cast<unsigned>(day)}};
  if (year < 2000 || year > 2199 || month < 1 || day < 1 || !made.ok()) return std::nullopt;
  return Date{made};
}

// Whether the order makes a day of every date, and these days never go back.
bool fits(const std::vector<Message>& messages, DateOrder order, bool must_go_on) {
  std::optional<Date> last;
  for (const Message& message : messages) {
    const auto day = day_of(message.date, order);
    if (!day) return false;
    if (must_go_on && last && *day < *last) return false;
    last = day;
  }
  return true;
}

DateOrder order_of(const std::vector<Message>& messages, DateOrder given) {
  if (given != DateOrder::kUnknown) return given;
  for (const bool must_go_on : {false, true}) {
    const bool day_first = fits(messages, DateOrder::kDayFirst, must_go_on);
    const bool month_first = fits(messages, DateOrder::kMonthFirst, must_go_on);
    if (day_first != month_first) return day_first ? DateOrder::kDayFirst : DateOrder::kMonthFirst;
  }
  return DateOrder::kUnknown;
}

std::vector<Message> split(std::string_view text) {
  std::vector<Message> messages;
  std::size_t number = 0;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    const std::string_view line = text.substr(begin, end - begin);
    begin = end + 1;
    ++number;
    if (auto message = read_head(line)) {
      message->line = number;
      messages.push_back(*std::move(message));
    } else if (!messages.empty()) {
      messages.back().text += "\n" + std::string(line);
    } else if (!is_blank(line)) {
      messages.push_back({number, {}, "", std::string(line), false});
    }
  }
  return messages;
}

void set_day(const Message& message, DateOrder order, Input& input) {
  const bool is_known = message.date.year_first || order != DateOrder::kUnknown;
  const auto day_first = day_of(message.date, DateOrder::kDayFirst);
  const auto day = is_known ? day_of(message.date, order)
                   : day_first == day_of(message.date, DateOrder::kMonthFirst) ? day_first
                                                                               : std::nullopt;
  if (day) {
    input.report.published = day;
    input.report.published_basis = PublishedBasis::kGiven;
    return;
  }
  const std::string words = std::to_string(message.date.first) + "/" +
                            std::to_string(message.date.second) + "/" +
                            std::to_string(message.date.third);
  input.diagnostics.push_back(
      {"date_unreadable",
       "the date \"" + words + "\" could not be read" +
           (is_known ? "; expected a day" : ": day and month may stand in either order; give it"),
       {}});
}

class Chat {
 public:
  Chat(const Origin& origin, const Options& options, const Sink& sink)
      : origin_(origin), options_(options), sink_(sink) {}

  void read(std::string_view whole) {
    Decoded decoded = decode(whole, "", options_.encoding);
    decoded_ = &decoded;
    std::vector<Message> messages = split(normalise_lines(decoded.text));
    std::vector<Message> dated = messages;
    std::erase_if(dated, [](const Message& each) { return each.date.second == 0; });
    const DateOrder order = order_of(dated, options_.date_order);
    std::size_t notices = 0;
    for (Message& message : messages) {
      message.text = trim(message.text);
      if (message.date.second == 0) {
        Where where{"line " + std::to_string(message.line), message.line, "", message.text};
        sink_.on_fault(make_fault(ErrorCode::kBadRecord, origin_, where,
                                  "words before the first message; expected a date and a name"));
      } else if (message.is_notice || is_blank(message.text) || is_placeholder(message.text)) {
        ++notices;
      } else {
        take(message, order);
      }
    }
    conclude(messages.size(), notices);
  }

 private:
  void take(Message& message, DateOrder order) {
    Input input;
    input.diagnostics = decoded_->diagnostics;
    input.report.text = std::move(message.text);
    input.report.title = title_of(input.report.text);
    input.report.author = message.sender;
    input.report.source = chat_name();
    input.report.provenance.encoding = decoded_->encoding;
    set_day(message, order, input);
    hand_over(std::move(input), origin_, {"line " + std::to_string(message.line), message.line},
              options_, sink_);
  }

  // The file is named after the chat, or "_chat" in an archive that is.
  std::string chat_name() const {
    std::string id = origin_.id;
    if (id.ends_with("/_chat")) id.erase(id.size() - 6);
    return id.substr(id.rfind('/') + 1);
  }

  void conclude(std::size_t messages, std::size_t notices) {
    if (messages == 0) {
      sink_.on_fault(make_fault(ErrorCode::kFileEmpty, origin_, {}, "no messages"));
    }
    if (notices == 0) return;
    Fault skipped =
        make_fault(ErrorCode::kFileEmpty, origin_, {},
                   "skipped, " + std::to_string(notices) + " notices and messages without words");
    skipped.severity = Severity::kSkipped;
    sink_.on_fault(skipped);
  }

  const Origin& origin_;
  const Options& options_;
  const Sink& sink_;
  Decoded* decoded_ = nullptr;
};

}  // namespace

bool looks_like_whatsapp(std::string_view beginning) {
  while (!beginning.empty()) {
    const std::string_view line = beginning.substr(0, beginning.find('\n'));
    if (!is_blank(line)) return read_head(line).has_value();
    beginning.remove_prefix(std::min(line.size() + 1, beginning.size()));
  }
  return false;
}

void read_whatsapp(Bytes& bytes, const Origin& origin, const Options& options, const Sink& sink) {
  const std::string whole = bytes.read_all(options.max_report_bytes);
  if (whole.size() > options.max_report_bytes) {
    sink.on_fault(make_fault(ErrorCode::kTooLarge, origin, {},
                             "more than " + std::to_string(options.max_report_bytes) +
                                 " bytes, the most that a chat may have"));
    return;
  }
  try {
    Chat(origin, options, sink).read(whole);
  } catch (const Error& error) {
    sink.on_fault(make_fault(error.code(), origin, {}, error.what()));
  }
}

}  // namespace tocsin::ingest
