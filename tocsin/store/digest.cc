#include "tocsin/store/digest.h"

#include <openssl/evp.h>

#include <array>

#include "tocsin/core/error.h"

namespace tocsin::store {
namespace {

void expect(int result) {
  if (result != 1) throw Error(ErrorCode::kInternal, "libcrypto: SHA-256 cannot be reckoned");
}

}  // namespace

struct Digest::State {
  std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context{EVP_MD_CTX_new(),
                                                                  EVP_MD_CTX_free};
};

Digest::Digest() : state_(std::make_unique<State>()) {
  expect(EVP_DigestInit_ex(state_->context.get(), EVP_sha256(), nullptr));
}

Digest::~Digest() = default;
Digest::Digest(Digest&&) noexcept = default;
Digest& Digest::operator=(Digest&&) noexcept = default;

void Digest::add(std::string_view bytes) {
  expect(EVP_DigestUpdate(state_->context.get(), bytes.data(), bytes.size()));
}

std::string Digest::hex() {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest;
  unsigned size = 0;
  expect(EVP_DigestFinal_ex(state_->context.get(), digest.data(), &size));
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text;
  for (unsigned i = 0; i < size; ++i) {
    text += kDigits[digest[i] >> 4];
    text += kDigits[digest[i] & 15];
  }
  return text;
}

std::string sha256(std::string_view bytes) {
  Digest digest;
  digest.add(bytes);
  return digest.hex();
}

}  // namespace tocsin::store
