#pragma once
// What the merges of the synthetic tokenizer are made of.

#include <array>
#include <string_view>

namespace octant {

// Frequent words of English prose, in no particular order. Each becomes a token with a space in
// front, and so does each of its beginnings.
inline constexpr auto kSynthWords = std::to_array<std::string_view>(
    {"the",    "of",     "and",    "to",     "in",     "is",      "that",     "it",
     "was",    "for",    "on",     "are",    "as",     "with",    "his",      "they",
     "at",     "be",     "this",   "have",   "from",   "or",      "one",      "had",
     "by",     "word",   "but",    "not",    "what",   "all",     "were",     "we",
     "when",   "your",   "can",    "said",   "there",  "use",     "an",       "each",
     "which",  "she",    "do",     "how",    "their",  "if",      "will",     "up",
     "other",  "about",  "out",    "many",   "then",   "them",    "these",    "so",
     "some",   "her",    "would",  "make",   "like",   "him",     "into",     "time",
     "has",    "look",   "two",    "more",   "write",  "go",      "see",      "number",
     "no",     "way",    "could",  "people", "my",     "than",    "first",    "water",
     "been",   "call",   "who",    "oil",    "its",    "now",     "find",     "long",
     "down",   "day",    "did",    "get",    "come",   "made",    "may",      "part",
     "over",   "new",    "sound",  "take",   "only",   "little",  "work",     "know",
     "place",  "year",   "live",   "me",     "back",   "give",    "most",     "very",
     "after",  "thing",  "our",    "just",   "name",   "good",    "sentence", "man",
     "think",  "say",    "great",  "where",  "help",   "through", "much",     "before",
     "line",   "right",  "too",    "mean",   "old",    "any",     "same",     "tell",
     "boy",    "follow", "came",   "want",   "show",   "also",    "around",   "form",
     "three",  "small",  "set",    "put",    "end",    "does",    "another",  "well",
     "large",  "must",   "big",    "even",   "such",   "because", "turn",     "here",
     "why",    "ask",    "went",   "men",    "read",   "need",    "land",     "different",
     "home",   "us",     "move",   "try",    "kind",   "hand",    "picture",  "again",
     "change", "off",    "play",   "spell",  "air",    "away",    "animal",   "house",
     "point",  "page",   "letter", "mother", "answer", "found",   "study"});

// Frequent endings and pairs inside words, and runs of digits, punctuation and white space. Each is
// two tokens that stand before it or single bytes. `_` stands for a space and `^` for a new line.
inline constexpr auto kSynthPairs = std::to_array<std::string_view>(
    {"in",  "er",  "on",  "es",  "ed",  "re",   "at",  "en",  "or",  "ti", "al", "it",
     "ar",  "st",  "le",  "ou",  "ve",  "ly",   "an",  "se",  "me",  "th", "he", "ing",
     "ion", "ent", "ers", "ate", "the", "__",   "^^",  "_^",  "10",  "20", "00", "..",
     "--",  "==",  "//",  "()",  "'s",  "____", "100", "200", "...", "://"});

}  // namespace octant
