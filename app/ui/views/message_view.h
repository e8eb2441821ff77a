#pragma once
// One message of the chat: its text, laid out when first seen, and what can be done with it.
//
// A conversation of thousands opens at once because nothing is parsed or laid out before it comes
// near the screen; until then a message's height is guessed from its length.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "app/session/session.h"
#include "app/store/records.h"
#include "app/ui/frame.h"
#include "app/ui/text/caret.h"
#include "app/ui/text/document.h"
#include "app/ui/text/layout.h"
#include "app/ui/views/glyph_measure.h"

namespace octant::ui {

// What a person wants of a message.
struct MessageAction {
  enum class Kind {
    kCopy,
    kRegenerate,
    kContinue,
    kEdit,
    kDelete,
    kOlderVersion,
    kNewerVersion,
  };
  Kind kind = Kind::kCopy;
  int64_t message_id = 0;
};

// Where and how a message is drawn.
struct MessagePlace {
  Rect column;  // of the chat; y0 is the message's top
  bool is_last = false;
  bool can_ask = true;  // no answer is on its way
  std::span<const Rect> selected;
};

class MessageView {
 public:
  explicit MessageView(store::Role role);

  // `shown` or `running` changed, or it is new: forgets the layout.
  void touch() { fresh_ = false; }
  // Parses and lays out what is new. `running`: of this answer, else nullptr. Pixels.
  void lay_out(const store::PathMessage& shown, const session::RunningAnswer* running, float width,
               float scale, const GlyphMeasure& measure);
  bool is_laid_out(float width, float scale) const {
    return fresh_ && width == width_ && scale == scale_;
  }
  // As laid out; before that a guess for this many pixels of width.
  float height(const store::Message& message, float width, float scale) const;

  std::optional<MessageAction> draw(Frame& frame, const MessagePlace& place,
                                    const store::PathMessage& shown,
                                    const session::RunningAnswer* running);

  // Its texts from the top downwards, for selecting; always two. `x`, `y`: its upper left corner.
  void add_passages(std::vector<text::Passage>& passages, float x, float y) const;
  // Folded: false. Nothing: as the window thinks best.
  bool shows_reasoning(const session::RunningAnswer* running) const;

 private:
  float draw_user(Frame& frame, const MessagePlace& place, const store::PathMessage& shown);
  void draw_thinking(Frame& frame, const MessagePlace& place, const store::Message& message,
                     const session::RunningAnswer* running);
  // True if the answer is to be gone on with.
  bool draw_ending(Frame& frame, const Rect& rect, const MessagePlace& place,
                   const store::Message& message);
  void draw_caret(Frame& frame, Point at);
  std::optional<MessageAction> draw_foot(Frame& frame, const Rect& row, const MessagePlace& place,
                                         const store::PathMessage& shown);

  store::Role role_;
  bool fresh_ = false;
  float width_ = -1;
  float scale_ = -1;
  text::Document reasoning_;
  text::Document content_;
  text::Layout reasoning_layout_;
  text::Layout content_layout_;
  text::Document nothing_;  // in place of reasoning that is folded
  text::Layout nothing_layout_;
  bool has_reasoning_ = false;
  bool has_ending_ = false;  // a line on how the answer ended
  std::optional<bool> unfolded_;
  bool shown_reasoning_ = false;  // as laid out
  float bubble_width_ = 0;        // of the user's text
  // From the message's top.
  float reasoning_y_ = 0;
  float content_y_ = 0;
  float foot_y_ = 0;
  float height_ = 0;
};

}  // namespace octant::ui
