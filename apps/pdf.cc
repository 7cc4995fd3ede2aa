#include "apps/pdf.h"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <fstream>
#include <string_view>
#include <vector>

#include "tocsin/core/error.h"

namespace tocsin::apps {
namespace {

namespace fs = std::filesystem;

// A folder that goes away with its content.
class TemporaryFolder {
 public:
  TemporaryFolder() {
    std::string name = (fs::temp_directory_path() / "tocsin-XXXXXX").string();
    if (!::mkdtemp(name.data())) {
      throw Error(ErrorCode::kNotWritable, name + ": cannot be made");
    }
    path_ = name;
  }
  ~TemporaryFolder() {
    std::error_code failure;  // a folder that stays behind harms nobody
    fs::remove_all(path_, failure);
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

bool is_installed(std::string_view program) {
  const char* path = std::getenv("PATH");
  for (std::string_view rest = path ? path : ""; !rest.empty();) {
    const std::size_t end = std::min(rest.find(':'), rest.size());
    const fs::path file = fs::path(rest.substr(0, end)) / program;
    if (end > 0 && ::access(file.c_str(), X_OK) == 0) return true;
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return false;
}

// Runs the program without input and without what it prints.
bool run(const std::vector<std::string>& command) {
  std::vector<char*> arguments;
  for (const std::string& each : command) arguments.push_back(const_cast<char*>(each.c_str()));
  arguments.push_back(nullptr);
  const pid_t child = ::fork();
  if (child < 0) return false;
  if (child == 0) {
    const int nothing = ::open("/dev/null", O_RDWR);
    for (const int each : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) ::dup2(nothing, each);
    ::execvp(arguments[0], arguments.data());
    ::_exit(127);
  }
  int status = 0;
  while (::waitpid(child, &status, 0) < 0) {
    if (errno != EINTR) return false;
  }
  return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

std::vector<std::string> chromium(const std::string& program, const fs::path& folder,
                                  const fs::path& page, const fs::path& pdf) {
  std::vector<std::string> command{program, "--headless", "--disable-gpu", "--no-pdf-header-footer",
                                   "--user-data-dir=" + (folder / "profile").string()};
  if (::geteuid() == 0) command.emplace_back("--no-sandbox");  // Chromium has none for root
  command.push_back("--print-to-pdf=" + pdf.string());
  command.push_back("file://" + page.string());
  return command;
}

}  // namespace

void write_pdf(const std::string& html, const fs::path& file) {
  const TemporaryFolder folder;
  const fs::path page = folder.path() / "report.html";
  const fs::path pdf = folder.path() / "report.pdf";
  std::ofstream(page, std::ios::binary) << html;
  bool is_done = false;
  bool has_program = false;
  if (is_installed("weasyprint")) {
    has_program = true;
    is_done = run({"weasyprint", page.string(), pdf.string()});
  }
  for (const char* each : {"chromium", "chromium-browser", "google-chrome"}) {
    if (is_done || !is_installed(each)) continue;
    has_program = true;
    is_done = run(chromium(each, folder.path(), page, pdf)) && fs::exists(pdf);
  }
  if (!has_program) {
    throw Error(ErrorCode::kProgramMissing,
                "a PDF is made by weasyprint or chromium, and neither is installed; --format html "
                "gives a page that any browser prints");
  }
  std::error_code failure;
  if (is_done) fs::copy_file(pdf, file, fs::copy_options::overwrite_existing, failure);
  if (!is_done || failure) {
    throw Error(ErrorCode::kNotWritable, file.string() + ": the PDF could not be made" +
                                             (failure ? ": " + failure.message() : std::string()));
  }
}

}  // namespace tocsin::apps
