// Feeds arbitrary bytes to the tokenizer: as a tokenizer.json, and as text for the tokenizer of the
// golden tests. The first byte chooses. Besides not crashing, a refusal must be one line, an
// accepted tokenizer must stay inside its ids, and text must survive encoding and decoding.

#include <cstddef>
#include <cstdint>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "kernels/core/check.h"
#include "runtime/text/tokenizer.h"
#include "runtime/text/utf8.h"

namespace octant {
namespace {

void check_ids(const Tokenizer& tokenizer, const std::vector<int32_t>& ids) {
  for (const int32_t id : ids) {
    CHECK(id >= 0);
    CHECK(id < tokenizer.vocab_size());
  }
}

void fuzz_json(std::string_view json) {
  const auto tokenizer = Tokenizer::parse(json, "tokenizer.json");
  if (!tokenizer.ok()) {
    CHECK(!tokenizer.status().message().empty());
    CHECK(tokenizer.status().message().find('\n') == std::string_view::npos);
    return;
  }
  // Short texts, so that a pattern made to backtrack does not hide crashes behind its time.
  for (const std::string_view text : {"hello hello 12345", "日本語 <think>\n\n", "a\xFF\xE4"}) {
    check_ids(**tokenizer, (*tokenizer)->encode(text));
    check_ids(**tokenizer, (*tokenizer)->encode_text(text));
  }
}

void fuzz_text(std::string_view text) {
  static const std::unique_ptr<Tokenizer> tokenizer = [] {
    std::ifstream in(OCTANT_SOURCE_DIR "/tests/golden/tokenizer/tokenizer.json", std::ios::binary);
    const std::string json(std::istreambuf_iterator<char>(in), {});
    auto parsed = Tokenizer::parse(json, "tokenizer.json");
    CHECK(parsed.ok());
    return std::move(parsed).value();
  }();
  std::string valid;
  append_valid_utf8(text, valid);
  const std::vector<int32_t> ids = tokenizer->encode(text);
  const std::vector<int32_t> text_ids = tokenizer->encode_text(text);
  check_ids(*tokenizer, ids);
  CHECK(tokenizer->decode(ids, false) == valid);
  CHECK(tokenizer->decode(text_ids, false) == valid);
  StreamingDetokenizer stream(*tokenizer);
  std::string streamed;
  for (const int32_t id : text_ids) {
    CHECK(!tokenizer->is_added(id));
    streamed += stream.push(id);
  }
  streamed += stream.finish();
  CHECK(streamed == valid);
}

}  // namespace
}  // namespace octant

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size == 0) return 0;
  const std::string_view rest(reinterpret_cast<const char*>(data) + 1, size - 1);
  if (data[0] % 2 == 0) {
    octant::fuzz_json(rest);
  } else {
    octant::fuzz_text(rest);
  }
  return 0;
}
