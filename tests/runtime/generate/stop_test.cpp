#include "runtime/generate/stop.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/generate/random.h"

namespace octant {
namespace {

StopMatcher make(const std::vector<std::string>& stops) {
  return StopMatcher::create(stops).value();
}

TEST(StopMatcher, WithoutStopStringsPassesEverythingOn) {
  StopMatcher matcher;
  EXPECT_EQ(matcher.push("abc"), "abc");
  EXPECT_EQ(matcher.push(""), "");
  EXPECT_EQ(matcher.finish(), "");
  EXPECT_FALSE(matcher.match());
}

TEST(StopMatcher, CutsBeforeAStopStringThatSpansPieces) {
  StopMatcher matcher = make({"</answer>"});
  EXPECT_EQ(matcher.push("42 </"), "42 ");
  EXPECT_EQ(matcher.push("ans"), "");
  EXPECT_EQ(matcher.held_back_bytes(), 5u);
  EXPECT_EQ(matcher.push("wer> bye"), "");
  EXPECT_EQ(matcher.match(), 0u);
}

TEST(StopMatcher, ReleasesATailThatCameToNothing) {
  StopMatcher matcher = make({"stop"});
  EXPECT_EQ(matcher.push("a st"), "a ");
  EXPECT_EQ(matcher.push("one"), "stone");
  EXPECT_EQ(matcher.push(" sto"), " ");
  EXPECT_EQ(matcher.push(""), "");
  EXPECT_EQ(matcher.finish(), "sto");
  EXPECT_FALSE(matcher.match());
}

TEST(StopMatcher, HoldsBackOnlyTheTailThatCanStillMatch) {
  StopMatcher matcher = make({"aab"});
  EXPECT_EQ(matcher.push("aaaa"), "aa");  // "aa" may become "aab"
  EXPECT_EQ(matcher.push("b"), "");
  EXPECT_EQ(matcher.match(), 0u);
}

TEST(StopMatcher, HoldsBackForTheLongestCandidate) {
  StopMatcher matcher = make({"cd!", "abcdef"});
  EXPECT_EQ(matcher.push("xabcd"), "x");
  EXPECT_EQ(matcher.push("g"), "abcdg");
  EXPECT_EQ(matcher.push("abcd"), "");
  EXPECT_EQ(matcher.push("!"), "ab");
  EXPECT_EQ(matcher.match(), 0u);
}

TEST(StopMatcher, TakesTheStopStringThatIsCompleteFirst) {
  StopMatcher matcher = make({"abcd", "bc"});
  EXPECT_EQ(matcher.push("xabcd"), "xa");
  EXPECT_EQ(matcher.match(), 1u);
}

TEST(StopMatcher, TakesTheLongestOfThoseThatEndTogether) {
  StopMatcher matcher = make({"c", "abc", "bc"});
  EXPECT_EQ(matcher.push("xabc"), "x");
  EXPECT_EQ(matcher.match(), 1u);
}

TEST(StopMatcher, SaysNothingAfterAMatch) {
  StopMatcher matcher = make({"."});
  EXPECT_EQ(matcher.push("One. Two"), "One");
  EXPECT_EQ(matcher.push("Three"), "");
  EXPECT_EQ(matcher.finish(), "");
}

TEST(StopMatcher, CutsBetweenCodePoints) {
  // Both begin with the bytes E2 96; only the second ends the text.
  StopMatcher matcher = make({"\u2581\u2581"});
  EXPECT_EQ(matcher.push("a\u2582"), "a\u2582");
  EXPECT_EQ(matcher.push("\u2581"), "");
  EXPECT_EQ(matcher.push("\u2582"), "\u2581\u2582");
  EXPECT_EQ(matcher.push("b\u2581\u2581"), "b");
}

TEST(StopMatcher, RefusesEmptyAndBrokenStopStrings) {
  const Status empty = StopMatcher::create(std::vector<std::string>{"ok", ""}).status();
  EXPECT_EQ(empty.code(), StatusCode::kInvalidArgument);
  EXPECT_EQ(empty.message(), "stop[1]: is empty");
  const Status broken = StopMatcher::create(std::vector<std::string>{"\x81"}).status();
  EXPECT_EQ(broken.code(), StatusCode::kInvalidArgument);
  EXPECT_EQ(broken.message(), "stop[0]: is not UTF-8");
}

// A quadratic matcher takes 10^12 steps for this.
TEST(StopMatcher, TakesTimeProportionalToTheText) {
  constexpr size_t kLength = 1000000;
  StopMatcher matcher = make({std::string(kLength, 'a') + "b"});
  EXPECT_EQ(matcher.push(std::string(kLength, 'a')), "");
  EXPECT_EQ(matcher.push(std::string(kLength, 'a')).size(), kLength);
  EXPECT_EQ(matcher.finish().size(), kLength);
}

// The rule, read off the whole text: the first end of any stop string; the longest that ends there.
std::string naive_cut(std::string_view text, const std::vector<std::string>& stops, bool& found) {
  for (size_t end = 1; end <= text.size(); ++end) {
    size_t longest = 0;
    for (const std::string& stop : stops) {
      if (text.substr(0, end).ends_with(stop)) longest = std::max(longest, stop.size());
    }
    if (longest > 0) {
      found = true;
      return std::string(text.substr(0, end - longest));
    }
  }
  found = false;
  return std::string(text);
}

// Length of the longest suffix that begins a stop string.
size_t naive_hold_back(std::string_view text, const std::vector<std::string>& stops) {
  size_t longest = 0;
  for (const std::string& stop : stops) {
    for (size_t n = 1; n < stop.size() && n <= text.size(); ++n) {
      if (text.ends_with(std::string_view(stop).substr(0, n))) longest = std::max(longest, n);
    }
  }
  return longest;
}

// Letters of two and three bytes too; few of them, so that stop strings often occur and overlap.
std::string random_text(RandomStream& stream, size_t max_letters) {
  static constexpr std::string_view kLetters[] = {"a", "b", "\u00e4", "\u2581"};
  std::string text;
  const size_t num_letters = stream.next() % (max_letters + 1);
  for (size_t i = 0; i < num_letters; ++i) text += kLetters[stream.next() % std::size(kLetters)];
  return text;
}

TEST(StopMatcher, AgreesWithASearchOfTheWholeTextHoweverItIsSplit) {
  RandomStream stream(2024);
  int num_found = 0;
  constexpr int kNumTrials = 5000;
  for (int trial = 0; trial < kNumTrials; ++trial) {
    std::vector<std::string> stops(1 + stream.next() % 3);
    for (std::string& stop : stops) stop = std::string("b").append(random_text(stream, 4));
    StopMatcher matcher = make(stops);
    std::string all;
    std::string shown;
    for (size_t piece_idx = 0; piece_idx < 8; ++piece_idx) {
      const std::string piece = random_text(stream, 5);
      all += piece;
      const bool was_over = matcher.match().has_value();
      const std::string part = matcher.push(piece);
      shown += part;
      if (!was_over && !matcher.match()) {
        ASSERT_EQ(matcher.held_back_bytes(), naive_hold_back(all, stops)) << all;
        ASSERT_EQ(shown.size() + matcher.held_back_bytes(), all.size());
      }
    }
    shown += matcher.finish();
    bool found = false;
    ASSERT_EQ(shown, naive_cut(all, stops, found)) << "trial " << trial << " text " << all;
    ASSERT_EQ(matcher.match().has_value(), found);
    num_found += found ? 1 : 0;
  }
  // Both outcomes were tried often.
  EXPECT_GT(num_found, kNumTrials / 10);
  EXPECT_LT(num_found, kNumTrials * 9 / 10);
}

}  // namespace
}  // namespace octant
