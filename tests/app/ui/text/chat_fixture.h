#pragma once
// Messages one below the other, laid out with the fake font.

#include <memory>
#include <string>
#include <vector>

#include "app/ui/text/caret.h"
#include "tests/app/ui/text/fixed_measure.h"

namespace octant::ui::text::test {

class Chat {
 public:
  explicit Chat(float width = 400) : width_(width) {}

  Chat& add(const std::string& text, TextFormat format = TextFormat::kMarkdown) {
    auto message = std::make_unique<Message>();
    message->document = Document(format);
    message->document.set(text);
    message->layout.update(message->document, width_, 1, measure);
    constexpr float kGap = 20;
    passages_.push_back({&message->document, &message->layout, 0, bottom_});
    bottom_ += message->layout.height() + kGap;
    messages_.push_back(std::move(message));
    return *this;
  }

  Passages passages() const { return passages_; }
  const Document& document(size_t i) const { return messages_[i]->document; }
  const Layout& layout(size_t i) const { return messages_[i]->layout; }

  FixedMeasure measure;

 private:
  struct Message {
    Document document;
    Layout layout;
  };
  float width_;
  float bottom_ = 0;
  std::vector<std::unique_ptr<Message>> messages_;  // passages point to them
  std::vector<Passage> passages_;
};

}  // namespace octant::ui::text::test
