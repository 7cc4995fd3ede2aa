// The desk's safety: verify, backup, restore.
#include "tocsin/engine/desk.h"
#include "tocsin/store/backup.h"

namespace tocsin::engine {

store::Verified Desk::verify(const std::function<bool(const store::Fault&)>& on_fault) {
  return store::verify(*store_, on_fault);
}

bool Desk::backup(const std::filesystem::path& to, const std::function<bool(double)>& progress) {
  return store::backup(*store_, to, progress);
}

void Desk::restore(const std::filesystem::path& from, const std::filesystem::path& to) {
  store::restore(from, to);
}

}  // namespace tocsin::engine
