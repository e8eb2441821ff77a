#include "app/ui/text/languages.h"

#include <algorithm>
#include <string>

namespace octant::ui::text {

namespace {

using Words = std::string_view[];

// Keywords in ascending order, for a binary search.
constexpr Words kCppNames = {"c", "c++", "cc", "cpp", "cu", "cuda", "cxx", "h", "hpp"};
constexpr Words kCpp = {
    "alignas",   "alignof",   "auto",          "bool",      "break",    "case",     "catch",
    "char",      "class",     "co_await",      "co_return", "co_yield", "concept",  "const",
    "consteval", "constexpr", "continue",      "default",   "delete",   "do",       "double",
    "else",      "enum",      "explicit",      "extern",    "false",    "final",    "float",
    "for",       "friend",    "goto",          "if",        "inline",   "int",      "long",
    "mutable",   "namespace", "new",           "noexcept",  "nullptr",  "operator", "override",
    "private",   "protected", "public",        "requires",  "return",   "short",    "signed",
    "sizeof",    "static",    "static_assert", "struct",    "switch",   "template", "this",
    "throw",     "true",      "try",           "typedef",   "typename", "union",    "unsigned",
    "using",     "virtual",   "void",          "volatile",  "while"};

constexpr Words kPythonNames = {"ipython", "py", "py3", "python", "python3"};
constexpr Words kPython = {
    "False",  "None",     "True",   "and",  "as",   "assert", "async",  "await",    "break", "case",
    "class",  "continue", "def",    "del",  "elif", "else",   "except", "finally",  "for",   "from",
    "global", "if",       "import", "in",   "is",   "lambda", "match",  "nonlocal", "not",   "or",
    "pass",   "raise",    "return", "self", "try",  "while",  "with",   "yield"};

constexpr Words kJsNames = {"javascript", "js", "jsx", "mjs", "node", "ts", "tsx", "typescript"};
constexpr Words kJs = {
    "abstract",   "any",       "as",       "async",      "await",     "boolean",  "break",
    "case",       "catch",     "class",    "const",      "continue",  "debugger", "declare",
    "default",    "delete",    "do",       "else",       "enum",      "export",   "extends",
    "false",      "finally",   "for",      "from",       "function",  "get",      "if",
    "implements", "import",    "in",       "instanceof", "interface", "keyof",    "let",
    "namespace",  "never",     "new",      "null",       "number",    "of",       "private",
    "protected",  "public",    "readonly", "return",     "set",       "static",   "string",
    "super",      "switch",    "this",     "throw",      "true",      "try",      "type",
    "typeof",     "undefined", "unknown",  "var",        "void",      "while",    "with",
    "yield"};

constexpr Words kRustNames = {"rs", "rust"};
constexpr Words kRust = {"Self",     "as",    "async", "await",  "bool", "break",  "char", "const",
                         "continue", "crate", "dyn",   "else",   "enum", "extern", "f32",  "f64",
                         "false",    "fn",    "for",   "i16",    "i32",  "i64",    "i8",   "if",
                         "impl",     "in",    "isize", "let",    "loop", "match",  "mod",  "move",
                         "mut",      "pub",   "ref",   "return", "self", "static", "str",  "struct",
                         "super",    "trait", "true",  "type",   "u16",  "u32",    "u64",  "u8",
                         "unsafe",   "use",   "usize", "where",  "while"};

constexpr Words kGoNames = {"go", "golang"};
constexpr Words kGo = {
    "any",     "bool",      "break",  "byte",   "case",        "chan",    "const",   "continue",
    "default", "defer",     "else",   "error",  "fallthrough", "false",   "float32", "float64",
    "for",     "func",      "go",     "goto",   "if",          "import",  "int",     "int32",
    "int64",   "interface", "iota",   "map",    "nil",         "package", "range",   "return",
    "rune",    "select",    "string", "struct", "switch",      "true",    "type",    "uint",
    "uint32",  "uint64",    "var"};

constexpr Words kJavaNames = {"java", "kotlin", "kt"};
constexpr Words kJava = {
    "abstract",  "assert",       "boolean", "break",      "byte",     "case",       "catch",
    "char",      "class",        "const",   "continue",   "default",  "do",         "double",
    "else",      "enum",         "extends", "false",      "final",    "finally",    "float",
    "for",       "fun",          "if",      "implements", "import",   "instanceof", "int",
    "interface", "long",         "native",  "new",        "null",     "package",    "private",
    "protected", "public",       "record",  "return",     "short",    "static",     "super",
    "switch",    "synchronized", "this",    "throw",      "throws",   "transient",  "true",
    "try",       "val",          "var",     "void",       "volatile", "when",       "while",
    "yield"};

constexpr Words kBashNames = {"bash", "console", "sh", "shell", "zsh"};
constexpr Words kBash = {
    "alias",    "break",  "case", "cd",    "continue", "declare", "do",       "done",   "echo",
    "elif",     "else",   "esac", "eval",  "exec",     "exit",    "export",   "fi",     "for",
    "function", "if",     "in",   "local", "printf",   "read",    "readonly", "return", "set",
    "shift",    "source", "sudo", "test",  "then",     "trap",    "unset",    "until",  "while"};

constexpr Words kSqlNames = {"mysql", "postgres", "postgresql", "sql", "sqlite"};
constexpr Words kSql = {
    "add",     "all",    "alter",     "and",      "as",         "asc",        "begin",  "between",
    "by",      "case",   "check",     "column",   "commit",     "constraint", "create", "cross",
    "default", "delete", "desc",      "distinct", "drop",       "else",       "end",    "exists",
    "foreign", "from",   "full",      "group",    "having",     "if",         "in",     "index",
    "inner",   "insert", "integer",   "into",     "is",         "join",       "key",    "left",
    "like",    "limit",  "not",       "null",     "offset",     "on",         "or",     "order",
    "outer",   "over",   "partition", "primary",  "references", "returning",  "right",  "rollback",
    "select",  "set",    "table",     "text",     "then",       "union",      "unique", "update",
    "using",   "values", "varchar",   "view",     "when",       "where",      "with"};

constexpr Words kJsonNames = {"json", "json5", "jsonc", "jsonl"};
constexpr Words kJson = {"false", "null", "true"};

constexpr Words kHtmlNames = {"htm", "html", "svg", "vue", "xhtml", "xml"};

constexpr Language kLanguages[] = {
    {.names = kCppNames,
     .keywords = kCpp,
     .line_comment = "//",
     .comment_begin = "/*",
     .comment_end = "*/",
     .quotes = "\"'"},
    {.names = kPythonNames,
     .keywords = kPython,
     .line_comment = "#",
     .quotes = "\"'",
     .triple_quotes = true},
    {.names = kJsNames,
     .keywords = kJs,
     .line_comment = "//",
     .comment_begin = "/*",
     .comment_end = "*/",
     .quotes = "\"'`",
     .long_quotes = "`"},
    {.names = kRustNames,
     .keywords = kRust,
     .line_comment = "//",
     .comment_begin = "/*",
     .comment_end = "*/",
     .quotes = "\"'",
     .long_quotes = "\"",
     .lifetimes = true},
    {.names = kGoNames,
     .keywords = kGo,
     .line_comment = "//",
     .comment_begin = "/*",
     .comment_end = "*/",
     .quotes = "\"'`",
     .long_quotes = "`"},
    {.names = kJavaNames,
     .keywords = kJava,
     .line_comment = "//",
     .comment_begin = "/*",
     .comment_end = "*/",
     .quotes = "\"'",
     .triple_quotes = true},
    {.names = kBashNames,
     .keywords = kBash,
     .line_comment = "#",
     .quotes = "\"'",
     .long_quotes = "\"'",
     .calls = false},
    {.names = kSqlNames,
     .keywords = kSql,
     .line_comment = "--",
     .comment_begin = "/*",
     .comment_end = "*/",
     .quotes = "\"'",
     .long_quotes = "'",
     .ignore_case = true},
    {.names = kJsonNames, .keywords = kJson, .line_comment = "//", .quotes = "\"", .calls = false},
    {.names = kHtmlNames,
     .comment_begin = "<!--",
     .comment_end = "-->",
     .quotes = "\"'",
     .long_quotes = "\"'",
     .tags = true,
     .calls = false},
};

constexpr bool keywords_are_sorted() {
  for (const Language& language : kLanguages) {
    if (!std::is_sorted(language.keywords.begin(), language.keywords.end())) return false;
  }
  return true;
}
static_assert(keywords_are_sorted());

}  // namespace

const Language* find_language(std::string_view name) {
  std::string lower(name);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  }
  for (const Language& language : kLanguages) {
    if (std::find(language.names.begin(), language.names.end(), lower) != language.names.end()) {
      return &language;
    }
  }
  return nullptr;
}

}  // namespace octant::ui::text
