#include "app/export/import.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <new>
#include <system_error>
#include <utility>

#include <fmt/format.h>

#include "app/export/chatgpt.h"
#include "app/export/json_scan.h"
#include "app/export/octant_json.h"
#include "app/export/open_webui.h"
#include "app/export/openai_jsonl.h"
#include "app/export/sharegpt.h"
#include "app/text/utf8.h"

namespace octant::exporting {

namespace {

constexpr const char* kOpenAi = "OpenAI messages";
constexpr const char* kShareGpt = "ShareGPT";
constexpr const char* kOpenWebUi = "Open WebUI";
constexpr const char* kChatGpt = "ChatGPT";

using Reader = Result<ConversationFile> (*)(const Json& json);

struct Found {
  const char* format = nullptr;
  Reader reader = nullptr;
};

Result<Found> recognise(const Json& json) {
  RETURN_IF_ERROR(require_is_object(json));
  if (is_chatgpt(json)) return Found{kChatGpt, read_chatgpt};
  if (is_open_webui(json)) return Found{kOpenWebUi, read_open_webui};
  if (find_field(json, "conversations") != nullptr) return Found{kShareGpt, read_sharegpt};
  if (find_field(json, "messages") != nullptr) return Found{kOpenAi, read_openai};
  return corrupt("is no conversation of a known format");
}

// What other programs do not say, or say differently.
void complete(ConversationFile& file, int64_t now_ms) {
  store::Conversation& conversation = file.conversation;
  if (conversation.title.empty()) conversation.title = title_from_messages(file);
  if (conversation.created_ms == 0) conversation.created_ms = now_ms;
  conversation.updated_ms = std::max(conversation.updated_ms, conversation.created_ms);
  std::sort(conversation.tags.begin(), conversation.tags.end());
  conversation.tags.erase(std::unique(conversation.tags.begin(), conversation.tags.end()),
                          conversation.tags.end());
  std::erase(conversation.tags, "");
  for (store::Message& message : file.messages) {
    if (message.created_ms == 0) message.created_ms = conversation.created_ms;
    message.finished_ms = message.created_ms;
  }
}

// One run over a file.
class Import {
 public:
  Import(const std::string& name, const ImportOptions& options, const TakeConversation& take)
      : name_(name), options_(options), take_(take) {}

  Result<ImportReport> run(std::string_view text) {
    text = without_leading_space(text);
    if (text.starts_with("\uFEFF")) text = without_leading_space(text.substr(3));
    Status status;
    if (text.starts_with('[')) {
      status = take_array(text, &Import::take_foreign);
    } else if (text.starts_with('{')) {
      status = take_objects(text);
    } else {
      status = corrupt(text.empty() ? "is empty" : "is no JSON");
    }
    if (!status.ok()) return std::move(status).with_context(name_);
    return std::move(report_);
  }

 private:
  using TakeElement = Status (Import::*)(std::string_view text);

  // Elements until the array ends, or breaks off: then what is left counts as one.
  Status take_array(std::string_view text, TakeElement take_element) {
    Status taken;
    const Status structure = for_each_element(text, [&](std::string_view element) {
      taken = (this->*take_element)(element);
      return taken;
    });
    RETURN_IF_ERROR(taken);
    if (!structure.ok()) leave_out(next_place(), structure);
    return {};
  }

  Status take_objects(std::string_view text) {
    const std::string_view first_line = text.substr(0, text.find('\n'));
    // Of a file that is one value, or whose first line is none, only the whole makes sense.
    if (is_one_value(text) || !is_one_value(first_line)) return take_document(text);
    for (std::string_view rest = text; !rest.empty();) {
      const std::string_view line = rest.substr(0, rest.find('\n'));
      rest.remove_prefix(std::min(line.size() + 1, rest.size()));
      if (!without_leading_space(line).empty()) RETURN_IF_ERROR(take_foreign(line));
    }
    return {};
  }

  Status take_document(std::string_view text) {
    std::string_view format;
    std::string_view version;
    std::string_view conversations;
    const Status structure =
        for_each_member(text, [&](const std::string& key, std::string_view value) -> Status {
          if (key == "format") format = value;
          if (key == "version") version = value;
          if (key == "conversations") conversations = value;
          return {};
        });
    if (format != "\"" + std::string(kOctantFormat) + "\"") {
      return structure.ok() ? take_foreign(text) : structure;
    }
    if (version != std::to_string(kOctantVersion)) {
      // Of a damaged file it may be anything; a reason is one line.
      const auto is_control_byte = [](char byte) { return static_cast<unsigned char>(byte) < ' '; };
      version = version.substr(
          0, static_cast<size_t>(std::find_if(version.begin(), version.end(), is_control_byte) -
                                 version.begin()));
      return unsupported(fmt::format("version: is {}, this program reads version {}",
                                     first_bytes(version, 20), kOctantVersion));
    }
    if (!conversations.starts_with('[')) {
      return corrupt("conversations: is no array, or is missing");
    }
    return take_array(conversations, &Import::take_own);
  }

  Status take_own(std::string_view text) {
    return take_text(text, [this](const Json& json) -> Result<ConversationFile> {
      ASSIGN_OR_RETURN(ConversationFile file, read_octant_json(json));
      format_ = kOctantFormat;
      return file;
    });
  }

  Status take_foreign(std::string_view text) {
    return take_text(text, [this](const Json& json) -> Result<ConversationFile> {
      ASSIGN_OR_RETURN(const Found found, recognise(json));
      ASSIGN_OR_RETURN(ConversationFile file, found.reader(json));
      if (file.messages.empty() && file.conversation.system_prompt.empty()) {
        return corrupt("has no messages with text");
      }
      complete(file, options_.now_ms);
      format_ = found.format;
      return file;
    });
  }

  template <typename Read>
  Status take_text(std::string_view text, const Read& read) {
    const std::string place = next_place();
    auto file = [&]() -> Result<ConversationFile> {
      // What claims more memory than there is, is left out like anything else that is broken.
      try {
        ASSIGN_OR_RETURN(const Json json, parse_json(text));
        return read(json);
      } catch (const std::bad_alloc&) {
        return out_of_memory("does not fit into memory");
      }
    }();
    if (!file.ok()) {
      leave_out(place, file.status());
      return {};
    }
    RETURN_IF_ERROR(take_(*std::move(file)).with_context(place));
    ++report_.num_imported;
    report_.formats.insert(std::string(format_));
    return {};
  }

  // The name of the conversation that comes next, which then counts as seen.
  std::string next_place() { return fmt::format("conversation {}", ++num_seen_); }

  void leave_out(const std::string& place, const Status& reason) {
    ++report_.num_left_out;
    if (report_.reasons.size() == kMostReasons) return;
    report_.reasons.push_back(fmt::format("{}: {}: {}", name_, place, reason.message()));
  }

  const std::string& name_;
  const ImportOptions& options_;
  const TakeConversation& take_;
  ImportReport report_;
  int64_t num_seen_ = 0;
  std::string_view format_;  // of the conversation that was read last
};

struct CloseFile {
  int descriptor = -1;
  ~CloseFile() { ::close(descriptor); }
};

Status too_large(uint64_t max_bytes) {
  return unsupported(
      fmt::format("is larger than {} MB, which is the most that is imported", max_bytes >> 20));
}

Result<std::string> read_file(const std::filesystem::path& path, uint64_t max_bytes) {
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  const int error = errno;
  if (descriptor < 0 && error == ENOENT) return not_found("is not there");
  if (descriptor < 0) return io_error(std::generic_category().message(error));
  const CloseFile closer{descriptor};
  std::string text;
  constexpr size_t kPiece = size_t{1} << 20;
  for (;;) {
    const size_t before = text.size();
    text.resize(before + kPiece);
    const ssize_t count = ::read(descriptor, text.data() + before, kPiece);
    if (count < 0 && errno != EINTR) return io_error(std::generic_category().message(errno));
    text.resize(before + static_cast<size_t>(std::max<ssize_t>(count, 0)));
    if (count == 0) return text;
    // Of a pipe or a device, the size is not known before.
    if (text.size() > max_bytes) return too_large(max_bytes);
  }
}

}  // namespace

Result<ImportReport> import_text(const std::string& name, std::string text,
                                 const ImportOptions& options, const TakeConversation& take) {
  if (text.size() > options.max_bytes) return too_large(options.max_bytes).with_context(name);
  const std::string valid = valid_utf8(std::move(text));
  return Import(name, options, take).run(valid);
}

Result<ImportReport> import_file(const std::filesystem::path& path, const ImportOptions& options,
                                 const TakeConversation& take) {
  auto text = read_file(path, options.max_bytes);
  if (!text.ok()) return std::move(text).status().with_context(path.string());
  return import_text(path.string(), *std::move(text), options, take);
}

}  // namespace octant::exporting
