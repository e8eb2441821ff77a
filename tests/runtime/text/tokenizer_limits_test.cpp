// 1 MB of any one kind of character, on a thread with a stack of 1 MB: nothing may recurse by
// length or take quadratic time. The time itself is the benchmark's to measure; a quadratic step
// here would take minutes and run into the test's timeout.

#include <gtest/gtest.h>
#include <pthread.h>

#include <memory>
#include <string>
#include <vector>

#include "runtime/text/tokenizer.h"
#include "tests/runtime/text/recipe_text.h"

namespace octant {
namespace {

constexpr size_t kTextBytes = 1'000'000;
constexpr size_t kStackBytes = size_t{1} << 20;

struct Job {
  const Tokenizer* tokenizer = nullptr;
  std::string text;
  std::string decoded;
};

void* encode_and_decode(void* argument) {
  Job& job = *static_cast<Job*>(argument);
  job.decoded = job.tokenizer->decode(job.tokenizer->encode(job.text), false);
  return nullptr;
}

void run_on_small_stack(Job& job) {
  pthread_attr_t attributes;
  ASSERT_EQ(pthread_attr_init(&attributes), 0);
  ASSERT_EQ(pthread_attr_setstacksize(&attributes, kStackBytes), 0);
  pthread_t thread;
  ASSERT_EQ(pthread_create(&thread, &attributes, encode_and_decode, &job), 0);
  ASSERT_EQ(pthread_join(thread, nullptr), 0);
  pthread_attr_destroy(&attributes);
}

class OneKindOfCharacter : public testing::TestWithParam<const char*> {};

TEST_P(OneKindOfCharacter, AMegabyteTokenizesOnASmallStack) {
  const auto tokenizer = Tokenizer::parse(test::read_golden("tokenizer.json"), "tokenizer.json");
  ASSERT_TRUE(tokenizer.ok()) << tokenizer.status().to_string();
  Job job{tokenizer->get(), {}, {}};
  while (job.text.size() < kTextBytes) job.text += GetParam();
  run_on_small_stack(job);
  EXPECT_TRUE(job.decoded == job.text);  // EXPECT_EQ would print both
}

INSTANTIATE_TEST_SUITE_P(Classes, OneKindOfCharacter,
                         testing::Values("a", "A", "z", "п", "中", "あ", "한", "1", "٣", " ", "\n",
                                         "\t", "\r\n", " \n", "\u00a0", "\u3000", "!", "-", "=",
                                         "`", "<", "<｜", "\u0301", "\u200d", "😀", "\x01", "a1",
                                         " a", "<think>"));

}  // namespace
}  // namespace octant
