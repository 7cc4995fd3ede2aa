#pragma once
/// The one error type: thrown where a job cannot be done. What the text leaves unsaid is never an
/// error.

#include <stdexcept>
#include <string>
#include <string_view>

namespace tocsin {

/// Numbers are stable and never reused; names, exit statuses and help stand in one table
/// (error.cc).
enum class ErrorCode : int {
  kInternal = 1,
  kUsage = 2,
  kFileMissing = 10,
  kFileUnreadable = 11,
  kFileEmpty = 12,
  kNotText = 13,
  kBadEncoding = 14,
  kTooLarge = 15,
  kBadRecord = 16,
  kBadDate = 17,
  kNotWritable = 18,
  kProgramMissing = 19,
  kModelMissing = 30,
  kModelInvalid = 31,
  kDataMissing = 40,
  kDataInvalid = 41,
  kGazetteerMissing = 42,
  kGazetteerInvalid = 43,
  kDeskMissing = 50,
  kDeskInvalid = 51,
  kDeskBusy = 52,
  kDeskTooNew = 53,
  kNotFound = 54,
  kBadValue = 55,
};

/// Exit statuses of the program (documented in docs/cli.md).
enum class ExitStatus : int {
  kOk = 0,
  kFailed = 1,
  kUsage = 2,
  kPartlyDone = 3,
  kNothingMatched = 4,
  kBusy = 5,
  kIntegrity = 6,
  kInterrupted = 130,
};

class Error : public std::runtime_error {
 public:
  /// `detail` names the file, the place in it, what was found and what was expected.
  Error(ErrorCode code, const std::string& detail) : std::runtime_error(detail), code_(code) {}
  ErrorCode code() const { return code_; }

 private:
  ErrorCode code_;
};

std::string_view name(ErrorCode code);  ///< "file_missing"
std::string_view help(ErrorCode code);  ///< one sentence: how to mend it
ExitStatus exit_status(ErrorCode code);

}  // namespace tocsin
