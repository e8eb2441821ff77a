#pragma once
// Foreign text on its way into an HTML page: the one place where it is made harmless.

#include <string>
#include <string_view>

namespace octant::exporting {

// Text for the inside of an element or of an attribute in quotes: & < > " ' as references. Bytes
// that are not UTF-8, and controls but newline and tab, become U+FFFD (HTML knows none of them);
// carriage returns are left out. What changes the reading direction shows as "U+202E".
std::string html_escaped_plain(std::string_view text);

// The same, with those shown in <span class="hidden">: for the inside of elements.
std::string html_escaped(std::string_view text);

// The same, with addresses as links:
//   link    = ("http://" | "https://" | "mailto:") address, not behind a letter or digit
//   address = ASCII letters, digits and -._~:/?#@!$&()*+,;=%, without .,:;!? or ")" at its end
// What is shown is where it goes to, so no link pretends. International names, with which one could
// pretend, end the address.
std::string html_with_links(std::string_view text);

}  // namespace octant::exporting
