// What the text of a chat costs, with a fake font (a look-up a character, as in the window).
//   BM_Append/N       one token more at the end of a message of N tokens: parsed and laid out.
//                     Should not depend on N.
//   BM_AppendList/N   the same inside a list of N tokens
//   BM_Stream4000     a message of 4,000 tokens from its first to its last
//   BM_AppendCode/N   the same as BM_Append inside one block of code of N tokens, which is parsed
//                     anew each time: the worst that a message can be
//   BM_FirstLayout    2,000 messages parsed and laid out; 3/4 of them in Markdown
//   BM_Resize         the same messages in another width
//   BM_Visible        the blocks to draw of a message of 4,000 tokens

#include <benchmark/benchmark.h>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "app/ui/text/layout.h"

namespace octant::ui::text {
namespace {

constexpr float kWidth = 700;

struct FixedMeasure : TextMeasure {
  float advance(char32_t code_point, TextStyle) const override {
    return code_point < 0x2E80 ? 8.0f : 15.0f;
  }
  float line_height(TextStyle) const override { return 24; }
  float ascent(TextStyle) const override { return 17; }
};

// An answer like those of chats: about four bytes a token.
const std::string& answer() {
  static const std::string kAnswer =
      "## Experts and ranks\n\nA router picks **eight of 256** experts for every token; the "
      "weights "
      "\\(w_i\\) add up to one, and `top_k` says how many.\n\n1. Score every expert.\n2. Keep the "
      "best *groups*.\n3. Normalise: \\[ w_i = \\frac{s_i}{\\sum_j s_j} \\]\n\n```python\ndef "
      "route(scores, k):\n    # the largest first\n    order = scores.argsort()[::-1]\n    return "
      "order[:k], scores[order[:k]]\n```\n\n| rank | tokens | share |\n|---|---|---|\n| 0 | 1,204 "
      "| "
      "14.5% |\n| 1 | 987 | 11.9% "
      "|\n\n专家并行把专家分到各个设备上，每个词元只去其中几个。这样显存够用，速度也快。\n\n> See "
      "[the report](https://arxiv.org/abs/2412.19437) for details.\n\nThat is why load matters: "
      "the "
      "busiest rank decides how long the step takes, and an even load is the fastest one.\n\n";
  return kAnswer;
}

constexpr size_t kBytesPerToken = 4;

std::string text_of(size_t num_tokens) {
  std::string text;
  while (text.size() < num_tokens * kBytesPerToken) text += answer();
  return text;
}

// Tokens that go on with a paragraph, with an end of it every 40 tokens.
std::string token(int64_t i) {
  return i % 40 == 39 ? ".\n\n" : i % 7 == 6 ? "**a** " : "word ";
}

void append_tokens(benchmark::State& state, const std::string& begin, const std::string& piece) {
  const FixedMeasure measure;
  auto document = std::make_unique<Document>();
  Layout layout;
  int64_t i = 0;
  const auto restart = [&] {
    document = std::make_unique<Document>();
    document->append(begin);
    layout = Layout();
    layout.update(*document, kWidth, 1, measure);
  };
  restart();
  for (auto _ : state) {
    // So that the message stays about as long as it says.
    if (++i % 200 == 0) {
      state.PauseTiming();
      restart();
      state.ResumeTiming();
    }
    document->append(piece.empty() ? token(i) : piece);
    layout.update(*document, kWidth, 1, measure);
    benchmark::DoNotOptimize(layout.height());
  }
}

void BM_Append(benchmark::State& state) {
  append_tokens(state, text_of(static_cast<size_t>(state.range(0))), "");
}
BENCHMARK(BM_Append)->Arg(100)->Arg(1000)->Arg(4000)->Arg(16000)->Unit(benchmark::kMicrosecond);

void BM_AppendList(benchmark::State& state) {
  std::string list;
  for (int64_t i = 0; i < state.range(0) / 8; ++i) list += "- an item of **eight** tokens\n";
  append_tokens(state, list, "- word\n");
}
BENCHMARK(BM_AppendList)->Arg(100)->Arg(4000)->Unit(benchmark::kMicrosecond);

void BM_AppendCode(benchmark::State& state) {
  std::string code = "```cpp\n";
  for (int64_t i = 0; i < state.range(0) / 8; ++i) code += "int value = compute(\"x\", 1);\n";
  append_tokens(state, code, "int x; ");
}
BENCHMARK(BM_AppendCode)->Arg(100)->Arg(1000)->Arg(4000)->Unit(benchmark::kMicrosecond);

void BM_Stream4000(benchmark::State& state) {
  const FixedMeasure measure;
  const std::string text = text_of(4000);
  for (auto _ : state) {
    Document document;
    Layout layout;
    for (size_t at = 0; at < text.size(); at += kBytesPerToken) {
      document.append(std::string_view(text).substr(at, kBytesPerToken));
      layout.update(document, kWidth, 1, measure);
    }
    benchmark::DoNotOptimize(layout.height());
  }
  state.counters["per_token"] = benchmark::Counter(
      static_cast<double>(text.size() / kBytesPerToken),
      benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
}
BENCHMARK(BM_Stream4000)->Unit(benchmark::kMillisecond);

struct Chat {
  std::vector<Document> documents;
  std::vector<Layout> layouts;
  size_t num_bytes = 0;

  explicit Chat(size_t num_messages) {
    for (size_t i = 0; i < num_messages; ++i) {
      Document document(i % 4 == 0 ? TextFormat::kPlain : TextFormat::kMarkdown);
      document.set(i % 4 == 0 ? "How do experts and ranks go together?" : answer());
      num_bytes += document.source().size();
      documents.push_back(std::move(document));
    }
    layouts.resize(num_messages);
  }
  float lay_out(float width, const TextMeasure& measure) {
    float height = 0;
    for (size_t i = 0; i < documents.size(); ++i) {
      layouts[i].update(documents[i], width, 1, measure);
      height += layouts[i].height();
    }
    return height;
  }
};

constexpr size_t kNumMessages = 2000;

void BM_FirstLayout(benchmark::State& state) {
  const FixedMeasure measure;
  size_t num_bytes = 0;
  for (auto _ : state) {
    Chat chat(kNumMessages);
    num_bytes = chat.num_bytes;
    benchmark::DoNotOptimize(chat.lay_out(kWidth, measure));
  }
  state.counters["messages"] = kNumMessages;
  state.counters["MB"] = static_cast<double>(num_bytes) * 1e-6;
}
BENCHMARK(BM_FirstLayout)->Unit(benchmark::kMillisecond);

void BM_Resize(benchmark::State& state) {
  const FixedMeasure measure;
  Chat chat(kNumMessages);
  float width = kWidth;
  for (auto _ : state) {
    width = width == kWidth ? kWidth + 1 : kWidth;
    benchmark::DoNotOptimize(chat.lay_out(width, measure));
  }
}
BENCHMARK(BM_Resize)->Unit(benchmark::kMillisecond);

void BM_Visible(benchmark::State& state) {
  const FixedMeasure measure;
  Document document;
  document.set(text_of(4000));
  Layout layout;
  layout.update(document, kWidth, 1, measure);
  float y = 0;
  for (auto _ : state) {
    benchmark::DoNotOptimize(layout.visible(y, y + 1000));
    y = y < layout.height() ? y + 100 : 0;
  }
}
BENCHMARK(BM_Visible);

}  // namespace
}  // namespace octant::ui::text

BENCHMARK_MAIN();
