#include "tocsin/core/error.h"

#include <array>

namespace tocsin {
namespace {

struct Row {
  ErrorCode code;
  std::string_view name;
  ExitStatus exit_status;
  std::string_view help;
};

constexpr std::array kRows{
    Row{ErrorCode::kInternal, "internal", ExitStatus::kFailed,
        "This is a fault of the program: please report it with the command that led to it."},
    Row{ErrorCode::kUsage, "usage", ExitStatus::kUsage, "See the command's --help."},
    Row{ErrorCode::kFileMissing, "file_missing", ExitStatus::kFailed, "Check the path."},
    Row{ErrorCode::kFileUnreadable, "file_unreadable", ExitStatus::kFailed,
        "Check that the file may be read and is not a device."},
    Row{ErrorCode::kFileEmpty, "file_empty", ExitStatus::kFailed,
        "The file holds no text; give one that does."},
    Row{ErrorCode::kNotText, "not_text", ExitStatus::kFailed,
        "Convert the file to plain text, or to another format that is read."},
    Row{ErrorCode::kBadEncoding, "bad_encoding", ExitStatus::kFailed, "Save the file as UTF-8."},
    Row{ErrorCode::kTooLarge, "too_large", ExitStatus::kFailed,
        "Split the input into smaller reports."},
    Row{ErrorCode::kBadRecord, "bad_record", ExitStatus::kFailed,
        "Each line of JSONL is one object with at least a \"text\" (or \"event_text\") string."},
    Row{ErrorCode::kBadDate, "bad_date", ExitStatus::kUsage, "Dates are written YYYY-MM-DD."},
    Row{ErrorCode::kNotWritable, "not_writable", ExitStatus::kFailed,
        "Check the free space and the permissions of the output."},
    Row{ErrorCode::kProgramMissing, "program_missing", ExitStatus::kFailed,
        "Install the program that is named."},
    Row{ErrorCode::kModelMissing, "model_missing", ExitStatus::kFailed,
        "Point --model or TOCSIN_MODEL at the reader's file; it stands under models/ in the "
        "project."},
    Row{ErrorCode::kModelInvalid, "model_invalid", ExitStatus::kIntegrity,
        "The reader's file is damaged or of another version: fetch it again."},
    Row{ErrorCode::kDataMissing, "data_missing", ExitStatus::kFailed,
        "Point --data or TOCSIN_DATA at the project's data/ folder."},
    Row{ErrorCode::kDataInvalid, "data_invalid", ExitStatus::kFailed,
        "Mend the named line of the data file."},
    Row{ErrorCode::kGazetteerMissing, "gazetteer_missing", ExitStatus::kFailed,
        "Build it with `make gazetteer`, or point --gazetteer or TOCSIN_GAZETTEER at it."},
    Row{ErrorCode::kGazetteerInvalid, "gazetteer_invalid", ExitStatus::kIntegrity,
        "Build the gazetteer again with `make gazetteer`."},
    Row{ErrorCode::kDeskMissing, "desk_missing", ExitStatus::kFailed,
        "Begin a desk with `tocsin add`, or point --desk or TOCSIN_DESK at one."},
    Row{ErrorCode::kDeskInvalid, "desk_invalid", ExitStatus::kIntegrity,
        "Look with `tocsin verify`; `tocsin restore` brings a backup back."},
    Row{ErrorCode::kDeskBusy, "desk_busy", ExitStatus::kBusy,
        "Another program writes to the desk: try again when it is done."},
    Row{ErrorCode::kDeskTooNew, "desk_too_new", ExitStatus::kFailed,
        "A newer Tocsin made this desk: use that or a later one."},
    Row{ErrorCode::kNotFound, "not_found", ExitStatus::kNothingMatched,
        "`tocsin search` lists what is there."},
    Row{ErrorCode::kBadValue, "bad_value", ExitStatus::kUsage, "See the command's --help."},
};

const Row& row(ErrorCode code) {
  for (const Row& each : kRows) {
    if (each.code == code) return each;
  }
  return kRows.front();
}

}  // namespace

std::string_view name(ErrorCode code) { return row(code).name; }
std::string_view help(ErrorCode code) { return row(code).help; }
ExitStatus exit_status(ErrorCode code) { return row(code).exit_status; }

}  // namespace tocsin
