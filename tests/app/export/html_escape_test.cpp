#include "app/export/html_escape.h"

#include <gtest/gtest.h>

namespace octant::exporting {
namespace {

TEST(HtmlEscape, WritesSignsOfHtmlAsReferences) {
  EXPECT_EQ(html_escaped("<a href=\"x\" b='y'>&amp;"),
            "&lt;a href=&quot;x&quot; b=&#39;y&#39;&gt;&amp;amp;");
}

TEST(HtmlEscape, ShowsWhatChangesTheReadingDirection) {
  EXPECT_EQ(html_escaped("a\u202Eb"), "a<span class=\"hidden\">U+202E</span>b");
  EXPECT_EQ(html_escaped_plain("a\u202Eb"), "aU+202Eb");
}

TEST(HtmlEscape, ReplacesControlsAndBytesThatAreNoText) {
  EXPECT_EQ(html_escaped(std::string_view("a\0b\x1b\x7f\xff\r\n\t", 9)),
            "a\uFFFDb\uFFFD\uFFFD\uFFFD\n\t");
}

TEST(HtmlEscape, MakesAddressesLinksThatShowWhereTheyGo) {
  EXPECT_EQ(html_with_links("(see https://example.com/a?b=1&c=2)."),
            "(see <a href=\"https://example.com/a?b=1&amp;c=2\" rel=\"noopener noreferrer\">"
            "https://example.com/a?b=1&amp;c=2</a>).");
  EXPECT_EQ(
      html_with_links("mailto:a@example.com"),
      "<a href=\"mailto:a@example.com\" rel=\"noopener noreferrer\">mailto:a@example.com</a>");
}

TEST(HtmlEscape, LeavesOtherSchemesAndPartsOfWordsText) {
  for (const char* text : {"javascript:alert(1)", "xhttp://example.com", "http://", "https://.",
                           "data:text/html,x", "HTTP://EXAMPLE.COM", "hm"}) {
    EXPECT_EQ(html_with_links(text), text);
  }
}

}  // namespace
}  // namespace octant::exporting
