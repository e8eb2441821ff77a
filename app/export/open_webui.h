#pragma once
// Open WebUI's export of chats ("Export All Chats", or one chat): read only.
//
//   document = [chat, ...]
//   chat     = {"title", "created_at", "updated_at", "pinned", "archived", "meta": {"tags": [...]},
//               "chat": inner}                          or, in old versions, inner alone
//   inner    = {"title", "models": [name, ...], "system", "history": history}
//   history  = {"currentId": key, "messages": {key: message, ...}}
//   message  = {"id": key, "parentId": key | null, "childrenIds": [key, ...], "role", "content",
//               "model", "timestamp"}
// Tree and path come from parentId and currentId; childrenIds say the same once more and are not
// looked at. Messages of tools are left out, what follows them hangs on what they answered. Dates
// are seconds; see ms_from_number().

#include "app/export/conversation_file.h"
#include "app/export/json_fields.h"
#include "kernels/core/status.h"

namespace octant::exporting {

bool is_open_webui(const Json& chat);
Result<ConversationFile> read_open_webui(const Json& chat);

}  // namespace octant::exporting
