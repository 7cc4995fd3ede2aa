#include "tocsin/serve/secret.h"

#include <openssl/evp.h>
#include <openssl/rand.h>

#include <array>
#include <ctime>

#include "tocsin/core/error.h"

namespace tocsin::serve {

std::string random_secret() {
  constexpr std::string_view kLetters =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  std::array<unsigned char, 32> bytes{};
  if (RAND_bytes(bytes.data(), bytes.size()) != 1) {
    throw Error(ErrorCode::kInternal, "the system gives no random bytes");
  }
  std::string text;
  unsigned held = 0;
  int bits = 0;
  for (const unsigned char byte : bytes) {
    held = (held << 8 | byte) & 0xFFFF;
    bits += 8;
    for (; bits >= 6; bits -= 6) text += kLetters[held >> (bits - 6) & 63];
  }
  return text + kLetters[held << (6 - bits) & 63];
}

struct RunningDigest::State {
  std::unique_ptr<EVP_MD_CTX, void (*)(EVP_MD_CTX*)> context{EVP_MD_CTX_new(), EVP_MD_CTX_free};
};

RunningDigest::RunningDigest() : state_(std::make_unique<State>()) {
  if (!state_->context || EVP_DigestInit_ex(state_->context.get(), EVP_sha256(), nullptr) != 1) {
    throw Error(ErrorCode::kInternal, "the system computes no SHA-256");
  }
}

RunningDigest::~RunningDigest() = default;

void RunningDigest::add(std::string_view bytes) {
  if (EVP_DigestUpdate(state_->context.get(), bytes.data(), bytes.size()) != 1) {
    throw Error(ErrorCode::kInternal, "the system computes no SHA-256");
  }
}

std::string RunningDigest::hex() {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::array<unsigned char, EVP_MAX_MD_SIZE> hash{};
  unsigned length = 0;
  if (EVP_DigestFinal_ex(state_->context.get(), hash.data(), &length) != 1) {
    throw Error(ErrorCode::kInternal, "the system computes no SHA-256");
  }
  std::string text;
  for (unsigned i = 0; i < length; ++i) {
    text += kDigits[hash[i] >> 4];
    text += kDigits[hash[i] & 15];
  }
  return text;
}

std::string digest(std::string_view bytes) {
  RunningDigest running;
  running.add(bytes);
  return running.hex();
}

std::string moment(long long seconds_from_now) {
  const std::time_t time = std::time(nullptr) + seconds_from_now;
  std::tm parts{};
  gmtime_r(&time, &parts);
  std::array<char, 32> text{};
  const std::size_t length = std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%SZ", &parts);
  return {text.data(), length};
}

}  // namespace tocsin::serve
