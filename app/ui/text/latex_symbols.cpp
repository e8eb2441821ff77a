#include "app/ui/text/latex_symbols.h"

#include <algorithm>
#include <iterator>

#include "app/text/utf8.h"

namespace octant::ui::text {

namespace {

struct Symbol {
  std::string_view command;
  std::string_view shown;
};

// In the order of their names, for a binary search.
constexpr Symbol kSymbols[] = {
    {"Delta", "Δ"},
    {"Gamma", "Γ"},
    {"Lambda", "Λ"},
    {"Leftarrow", "⇐"},
    {"Leftrightarrow", "⇔"},
    {"Longleftarrow", "⟸"},
    {"Longrightarrow", "⟹"},
    {"Omega", "Ω"},
    {"Phi", "Φ"},
    {"Pi", "Π"},
    {"Psi", "Ψ"},
    {"Rightarrow", "⇒"},
    {"Sigma", "Σ"},
    {"Theta", "Θ"},
    {"Upsilon", "Υ"},
    {"Xi", "Ξ"},
    {"aleph", "ℵ"},
    {"alpha", "α"},
    {"angle", "∠"},
    {"approx", "≈"},
    {"ast", "∗"},
    {"beta", "β"},
    {"bigcap", "⋂"},
    {"bigcup", "⋃"},
    {"bigoplus", "⨁"},
    {"bigotimes", "⨂"},
    {"bot", "⊥"},
    {"bullet", "•"},
    {"cap", "∩"},
    {"cdot", "·"},
    {"cdots", "⋯"},
    {"chi", "χ"},
    {"circ", "∘"},
    {"colon", ":"},
    {"cong", "≅"},
    {"coprod", "∐"},
    {"cup", "∪"},
    {"dagger", "†"},
    {"ddots", "⋱"},
    {"delta", "δ"},
    {"diamond", "⋄"},
    {"div", "÷"},
    {"dots", "…"},
    {"downarrow", "↓"},
    {"ell", "ℓ"},
    {"emptyset", "∅"},
    {"epsilon", "ϵ"},
    {"equiv", "≡"},
    {"eta", "η"},
    {"exists", "∃"},
    {"forall", "∀"},
    {"gamma", "γ"},
    {"ge", "≥"},
    {"geq", "≥"},
    {"gets", "←"},
    {"gg", "≫"},
    {"hbar", "ℏ"},
    {"iff", "⟺"},
    {"iiint", "∭"},
    {"iint", "∬"},
    {"imath", "ı"},
    {"implies", "⟹"},
    {"in", "∈"},
    {"infty", "∞"},
    {"int", "∫"},
    {"iota", "ι"},
    {"kappa", "κ"},
    {"lVert", "‖"},
    {"lambda", "λ"},
    {"land", "∧"},
    {"langle", "⟨"},
    {"lbrace", "{"},
    {"lceil", "⌈"},
    {"ldots", "…"},
    {"le", "≤"},
    {"leftarrow", "←"},
    {"leftrightarrow", "↔"},
    {"leq", "≤"},
    {"lfloor", "⌊"},
    {"ll", "≪"},
    {"lnot", "¬"},
    {"longrightarrow", "⟶"},
    {"lor", "∨"},
    {"lvert", "|"},
    {"mapsto", "↦"},
    {"mid", "∣"},
    {"models", "⊨"},
    {"mp", "∓"},
    {"mu", "μ"},
    {"nabla", "∇"},
    {"ne", "≠"},
    {"neg", "¬"},
    {"neq", "≠"},
    {"ni", "∋"},
    {"nmid", "∤"},
    {"notin", "∉"},
    {"nu", "ν"},
    {"odot", "⊙"},
    {"oint", "∮"},
    {"omega", "ω"},
    {"oplus", "⊕"},
    {"otimes", "⊗"},
    {"parallel", "∥"},
    {"partial", "∂"},
    {"perp", "⊥"},
    {"phi", "ϕ"},
    {"pi", "π"},
    {"pm", "±"},
    {"prec", "≺"},
    {"prime", "′"},
    {"prod", "∏"},
    {"propto", "∝"},
    {"psi", "ψ"},
    {"qquad", "  "},
    {"quad", " "},
    {"rVert", "‖"},
    {"rangle", "⟩"},
    {"rbrace", "}"},
    {"rceil", "⌉"},
    {"rfloor", "⌋"},
    {"rho", "ρ"},
    {"rightarrow", "→"},
    {"rvert", "|"},
    {"setminus", "∖"},
    {"sigma", "σ"},
    {"sim", "∼"},
    {"simeq", "≃"},
    {"square", "□"},
    {"star", "⋆"},
    {"subset", "⊂"},
    {"subseteq", "⊆"},
    {"succ", "≻"},
    {"sum", "∑"},
    {"supset", "⊃"},
    {"supseteq", "⊇"},
    {"tau", "τ"},
    {"theta", "θ"},
    {"times", "×"},
    {"to", "→"},
    {"top", "⊤"},
    {"triangle", "△"},
    {"uparrow", "↑"},
    {"upsilon", "υ"},
    {"varepsilon", "ε"},
    {"varnothing", "∅"},
    {"varphi", "φ"},
    {"varsigma", "ς"},
    {"vartheta", "ϑ"},
    {"vdash", "⊢"},
    {"vdots", "⋮"},
    {"vee", "∨"},
    {"vert", "|"},
    {"wedge", "∧"},
    {"xi", "ξ"},
    {"zeta", "ζ"},
};

constexpr std::string_view kFunctions[] = {
    "arccos", "arcsin", "arctan", "argmax", "argmin", "cos",  "cosh",   "cot",    "det",  "dim",
    "exp",    "gcd",    "inf",    "ker",    "lcm",    "lim",  "liminf", "limsup", "ln",   "log",
    "max",    "min",    "mod",    "sec",    "sin",    "sinh", "sup",    "tan",    "tanh",
};

static_assert(std::is_sorted(std::begin(kSymbols), std::end(kSymbols),
                             [](const Symbol& a, const Symbol& b) {
                               return a.command < b.command;
                             }));
static_assert(std::is_sorted(std::begin(kFunctions), std::end(kFunctions)));

struct Accent {
  std::string_view command;
  char32_t mark;
};

constexpr Accent kAccents[] = {
    {"hat", 0x302},  {"widehat", 0x302},   {"tilde", 0x303},    {"widetilde", 0x303},
    {"bar", 0x304},  {"overline", 0x305},  {"dot", 0x307},      {"ddot", 0x308},
    {"vec", 0x20D7}, {"underline", 0x332}, {"mathring", 0x30A}, {"check", 0x30C},
};

// Characters and what they become, two by two.
constexpr std::u32string_view kRaised =
    U"0⁰1¹2²3³4⁴5⁵6⁶7⁷8⁸9⁹+⁺-⁻−⁻=⁼(⁽)⁾aᵃbᵇcᶜdᵈeᵉfᶠgᵍhʰiⁱjʲkᵏlˡmᵐnⁿoᵒpᵖrʳsˢtᵗuᵘvᵛwʷxˣyʸzᶻ"
    U"AᴬBᴮDᴰEᴱGᴳHᴴIᴵJᴶKᴷLᴸMᴹNᴺOᴼPᴾRᴿTᵀUᵁVⱽWᵂβᵝγᵞδᵟθᶿϕᵠχᵡ′′  *∗";
constexpr std::u32string_view kLowered =
    U"0₀1₁2₂3₃4₄5₅6₆7₇8₈9₉+₊-₋−₋=₌(₍)₎aₐeₑhₕiᵢjⱼkₖlₗmₘnₙoₒpₚrᵣsₛtₜuᵤvᵥxₓβᵦγᵧρᵨϕᵩχᵪ  ";
constexpr std::u32string_view kDoubleStruck = U"CℂHℍNℕPℙQℚRℝZℤE𝔼1𝟙";

char32_t paired(std::u32string_view pairs, char32_t from) {
  for (size_t i = 0; i + 1 < pairs.size(); i += 2) {
    if (pairs[i] == from) return pairs[i + 1];
  }
  return 0;
}

std::optional<std::string> all_paired(std::u32string_view pairs, std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const CodePoint next = decode_utf8(text);
    const char32_t to = paired(pairs, next.value);
    if (to == 0) return std::nullopt;
    append_utf8(to, out);
    text.remove_prefix(next.num_bytes);
  }
  return out;
}

}  // namespace

std::optional<std::string_view> latex_symbol(std::string_view command) {
  const auto found = std::lower_bound(
      std::begin(kSymbols), std::end(kSymbols), command,
      [](const Symbol& symbol, std::string_view name) { return symbol.command < name; });
  if (found == std::end(kSymbols) || found->command != command) return std::nullopt;
  return found->shown;
}

bool is_latex_function(std::string_view command) {
  return std::binary_search(std::begin(kFunctions), std::end(kFunctions), command);
}

char32_t latex_accent(std::string_view command) {
  for (const Accent& accent : kAccents) {
    if (accent.command == command) return accent.mark;
  }
  return 0;
}

std::optional<std::string> superscript(std::string_view text) {
  return all_paired(kRaised, text);
}

std::optional<std::string> subscript(std::string_view text) {
  return all_paired(kLowered, text);
}

std::string double_struck(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const CodePoint next = decode_utf8(text);
    const char32_t to = paired(kDoubleStruck, next.value);
    append_utf8(to != 0 ? to : next.value, out);
    text.remove_prefix(next.num_bytes);
  }
  return out;
}

}  // namespace octant::ui::text
