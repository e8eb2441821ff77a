#include "runtime/text/regex.h"

#include <oniguruma.h>

#include <algorithm>
#include <new>
#include <utility>

#include "kernels/core/check.h"

namespace octant {

namespace {

const OnigUChar* bytes_of(std::string_view text) {
  return reinterpret_cast<const OnigUChar*>(text.data());
}

// Oniguruma wants its tables made once, before the first pattern.
bool initialize_oniguruma() {
  static const bool initialized = [] {
    OnigEncoding encodings[] = {ONIG_ENCODING_UTF8};
    return onig_initialize(encodings, 1) == ONIG_NORMAL;
  }();
  return initialized;
}

constexpr unsigned long kMinRetries = 10'000'000;  // Oniguruma's default, a few tenths of a second
constexpr unsigned long kRetriesPerByte = 16;
// A greedy loop over one class pushes one entry a character, one over alternatives two. An entry is
// below 64 bytes, so the ceiling is 4 GiB, for texts of 16 MiB and more that are all one run.
constexpr size_t kStackPerByte = 4;
constexpr size_t kMinStack = size_t{1} << 16;
constexpr size_t kMaxStack = size_t{1} << 26;

}  // namespace

void Regex::Free::operator()(re_pattern_buffer* regex) const {
  onig_free(regex);
}
void RegexSearch::FreeRegion::operator()(re_registers* region) const {
  onig_region_free(region, 1);
}
void RegexSearch::FreeParam::operator()(OnigMatchParamStruct* param) const {
  onig_free_match_param(param);
}

Result<Regex> Regex::compile(std::string_view pattern) {
  if (!initialize_oniguruma()) return internal_error("Oniguruma could not be initialised");
  OnigRegex raw = nullptr;
  OnigErrorInfo info{};
  const OnigUChar* begin = bytes_of(pattern);
  const int code = onig_new(&raw, begin, begin + pattern.size(), ONIG_OPTION_NONE,
                            ONIG_ENCODING_UTF8, ONIG_SYNTAX_DEFAULT, &info);
  if (code != ONIG_NORMAL) {
    OnigUChar message[ONIG_MAX_ERROR_MESSAGE_LEN] = {};
    const int length = onig_error_code_to_str(message, code, &info);
    return invalid_argument("the regular expression does not compile: " +
                            std::string(reinterpret_cast<const char*>(message),
                                        static_cast<size_t>(std::max(length, 0))));
  }
  Regex regex;
  regex.regex_.reset(raw);
  return regex;
}

RegexSearch::RegexSearch() : region_(onig_region_new()), param_(onig_new_match_param()) {
  if (region_ == nullptr || param_ == nullptr) throw std::bad_alloc();
  onig_initialize_match_param(param_.get());
}

RegexSearch::Outcome RegexSearch::find(const Regex& regex, std::string_view text, size_t start) {
  // Limits grow with the text in powers of two, so that they are seldom set again.
  if (limits_for_bytes_ < text.size() || limits_for_bytes_ == 0) {
    CHECK(text.size() <= kMaxTextBytes);
    limits_for_bytes_ = std::max<size_t>(limits_for_bytes_, 4096);
    while (limits_for_bytes_ < text.size()) limits_for_bytes_ *= 2;
    const unsigned long retries = std::max(kMinRetries, kRetriesPerByte * limits_for_bytes_);
    const size_t stack = std::clamp(kStackPerByte * limits_for_bytes_, kMinStack, kMaxStack);
    onig_set_retry_limit_in_match_of_match_param(param_.get(), retries);
    onig_set_retry_limit_in_search_of_match_param(param_.get(), retries);
    onig_set_match_stack_limit_size_of_match_param(param_.get(), static_cast<unsigned int>(stack));
  }
  const OnigUChar* begin = bytes_of(text);
  const OnigUChar* end = begin + text.size();
  const int position = onig_search_with_param(regex.regex_.get(), begin, end, begin + start, end,
                                              region_.get(), ONIG_OPTION_NONE, param_.get());
  if (position == ONIG_MISMATCH) return Outcome::kNotFound;
  if (position < 0) return Outcome::kGaveUp;
  match_begin_ = static_cast<size_t>(region_->beg[0]);
  match_end_ = static_cast<size_t>(region_->end[0]);
  return Outcome::kFound;
}

}  // namespace octant
