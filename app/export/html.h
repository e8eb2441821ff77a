#pragma once
// A conversation as one HTML page that needs nothing else: the active path, light or dark as the
// reader's system is.
//
// Whatever the conversation holds, the page is inert. Markdown is not rendered: text stands as it
// was written, with fenced code set apart (fences.h). What there is of HTML comes from this file
// and html_text.h alone:
//   elements    html head meta title style body main header section h1 h2 dl dt dd p pre code
//               details summary a span
//   attributes  charset name content http-equiv lang class dir href rel
//   href        the address that is shown, beginning with http://, https:// or mailto:
// And should a browser find something else in it, the Content-Security-Policy lets it load and run
// nothing.

#include <string>

#include "app/export/conversation_file.h"

namespace octant::exporting {

std::string html_text(const ConversationFile& file);

}  // namespace octant::exporting
