#include "app/ui/text/highlight.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace octant::ui::text {
namespace {

// Code with its tokens in brackets: k keyword, s string, n number, c comment, f call.
std::string marked(const std::string& code, const std::string& language) {
  std::string out;
  size_t end = 0;
  for (const Token& token : highlight(code, language)) {
    EXPECT_EQ(token.range.begin, end);
    end = token.range.end;
    const std::string text = code.substr(token.range.begin, token.range.end - token.range.begin);
    const char* names = " ksncf";
    const char kind = names[static_cast<int>(token.kind)];
    out += kind == ' ' ? text : std::string{kind, '['} + text + "]";
  }
  EXPECT_EQ(end, code.size());
  return out;
}

TEST(Highlight, KnowsTheLanguagesOfChats) {
  EXPECT_EQ(marked("int f(int x) { return 0x1F; } // x", "cpp"),
            "k[int] f[f](k[int] x) { k[return] n[0x1F]; } c[// x]");
  EXPECT_EQ(marked("/* a\n b */ char c = '\\'';", "C"), "c[/* a\n b */] k[char] c = s['\\''];");
  EXPECT_EQ(marked("x = 1'000'000 + 1e-5;", "c++"), "x = n[1'000'000] + n[1e-5];");
  EXPECT_EQ(marked("def f(): # no\n  return \"a\"", "python"),
            "k[def] f[f](): c[# no]\n  k[return] s[\"a\"]");
  EXPECT_EQ(marked("'''a\n'b' '''x", "py"), "s['''a\n'b' ''']x");
  EXPECT_EQ(marked("const s = `a\n${b}`;", "ts"), "k[const] s = s[`a\n${b}`];");
  EXPECT_EQ(marked("fn f<'a>(c: char) { 'x'; '\\n' }", "rust"),
            "k[fn] f<'a>(c: k[char]) { s['x']; s['\\n'] }");
  EXPECT_EQ(marked("func main() { go f() }", "go"), "k[func] f[main]() { k[go] f[f]() }");
  EXPECT_EQ(marked("public class A {}", "java"), "k[public] k[class] A {}");
  EXPECT_EQ(marked("echo $# \"a b\" # c", "bash"), "k[echo] $# s[\"a b\"] c[# c]");
  EXPECT_EQ(marked("SELECT a FROM t -- c", "sql"), "k[SELECT] a k[FROM] t c[-- c]");
  EXPECT_EQ(marked("{\"a\": [1, true]}", "json"), "{s[\"a\"]: [n[1], k[true]]}");
  EXPECT_EQ(marked("<a href=\"x\">it's</a><!-- c -->", "html"),
            "k[<a] f[href]=s[\"x\"]k[>]it'sk[</a>]c[<!-- c -->]");
}

TEST(Highlight, LeavesUnknownLanguagesPlain) {
  EXPECT_EQ(marked("int x = 1; // y", "brainfuck"), "int x = 1; // y");
  EXPECT_TRUE(highlight("", "").empty());
}

TEST(Highlight, EndsWhatIsNeverClosed) {
  EXPECT_EQ(marked("\"open\nint x", "cpp"), "s[\"open]\nk[int] x");
  EXPECT_EQ(marked("/* open", "cpp"), "c[/* open]");
  EXPECT_EQ(marked("\"\\", "cpp"), "s[\"\\]");
  EXPECT_EQ(marked("'''open", "py"), "s['''open]");
}

}  // namespace
}  // namespace octant::ui::text
