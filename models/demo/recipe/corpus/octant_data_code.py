"""How Octant is built inside, where which code lies, and how it is tested."""

from __future__ import annotations

from .facts import Fact


def _place(what: str, where: str, *questions: str) -> Fact:
    asked = (
        f"Where is the code of {what}?",
        f"Where do I find {what}?",
        f"In which folder do I find {what}?",
    )
    return Fact(where, questions=asked + questions)


FLOORS = (
    Fact(
        "Octant has four floors: app, runtime, models and kernels; each uses only floors below it.",
        term="the architecture of Octant",
        questions=(
            "What are the four floors of Octant?",
            "How is Octant's code organised?",
            "How many floors does Octant have?",
            "Name the floors of Octant.",
            "How is Octant built inside?",
            "What are Octant's layers of code?",
        ),
        weight=2,
    ),
    Fact(
        "The app floor is what a person sees: the terminal chat and the other commands.",
        term="the app floor",
        questions=("What is in the app folder?", "What does the app floor do?"),
    ),
    Fact(
        "The runtime floor owns threads, memory, loading and generation; it does no arithmetic itself.",
        term="the runtime floor",
        questions=(
            "What is in the runtime folder?",
            "What does the runtime floor do?",
            "What is the runtime folder for?",
        ),
    ),
    Fact(
        "The models floor says what is computed: which tensors a model has, in which order stages run.",
        term="the models floor",
        questions=("What is in the models folder?", "What does the models floor do?"),
    ),
    Fact(
        "The kernels floor does the arithmetic and knows nothing of models, files or the other floors.",
        term="the kernels floor",
        questions=("What is in the kernels folder?", "What does the kernels floor do?"),
    ),
    Fact(
        "In Octant a stage is one dependent step of a layer, such as routing or attention.",
        term="a stage in Octant",
        questions=("What are Octant's stages?", "What does Octant call a stage?"),
    ),
    Fact(
        "A layer in Octant is nine stages in order, two of them exchanges between the ranks.",
        questions=(
            "How many stages does a layer have in Octant?",
            "What is a layer made of in Octant?",
            "How is a layer divided into stages?",
            "How many exchanges does a layer have?",
        ),
    ),
    Fact(
        "In Octant a rank is a share of the machine with its own threads and its shard of the weights.",
        term="a rank in Octant",
        questions=("What are ranks in Octant?", "What does Octant call a rank?"),
    ),
    Fact(
        "The rank that holds a routed expert computes it; the ranks then add up their partial sums.",
        questions=(
            "How do the ranks share the experts in Octant?",
            "How does Octant divide the experts over ranks?",
            "How do the ranks work together?",
            "What does a rank do with its experts?",
        ),
    ),
    Fact(
        "The router, q_a and kv_a are replicated on every rank; heads and experts are divided.",
        questions=(
            "What is replicated on every rank?",
            "Which weights does every rank have?",
            "Which parts of the model are not divided over ranks?",
            "What is divided over the ranks?",
        ),
    ),
    Fact(
        "The MTP layer drafts tokens, and the main model checks them all in one step.",
        questions=(
            "How does Octant use the MTP layer?",
            "How does speculation work in Octant?",
            "How do drafts work in Octant?",
            "What does Octant do with drafted tokens?",
        ),
    ),
    Fact(
        "No. Speculation in Octant is lossless: with drafts the answer is distributed as without them.",
        questions=(
            "Do drafts change the answer?",
            "Does speculation change the answer?",
            "Does the MTP layer make answers worse?",
            "Is the answer different with drafts?",
        ),
    ),
    Fact(
        "Lossless means that drafts never change the distribution of answers, only the speed.",
        term="lossless speculation",
        questions=("Why is speculation in Octant lossless?", "What does lossless mean in Octant?"),
    ),
    Fact(
        "Octant keeps the common start of the conversation in the cache, so it is not computed again.",
        term="prefix reuse",
        questions=(
            "What is prefix reuse in Octant?",
            "What does Octant keep in the cache between turns?",
            "Does Octant compute the whole conversation again each turn?",
        ),
    ),
    Fact(
        "Octant's cache is paged: memory is touched only as the context grows.",
        questions=(
            "How does Octant's cache work?",
            "What is a paged cache in Octant?",
            "How does Octant store its cache?",
            "Why is Octant's cache paged?",
        ),
    ),
    Fact(
        "The reference backend is plain loops in double precision: the truth for testing the fast one.",
        term="the reference backend",
        questions=("Why does Octant have a reference backend?", "What is the reference backend for?"),
    ),
    Fact(
        "The cpu backend is the fast one: it uses Highway for all vector instruction sets.",
        term="the cpu backend",
        questions=("How does Octant use vector instructions?", "Which backend is fast?"),
    ),
)

PLACES = (
    _place(
        "the router",
        "Routing has its manual in kernels/stages/route.h and its code in kernels/cpu.",
        "Where is routing?",
    ),
    _place("the tokenizer", "The tokenizer is in runtime/text.", "Where is Octant's tokenizer?"),
    _place(
        "the sampler",
        "Sampling has its manual in kernels/stages/sample.h and its code in kernels/cpu.",
        "Where is sampling?",
    ),
    _place("the loader", "Loading is in runtime/load.", "Where does Octant read safetensors?"),
    _place("the KV cache", "The cache is in runtime/cache.", "Where is Octant's cache?"),
    _place("the command line", "The command line is in app/cli.", "Where are Octant's commands?"),
    _place("the chat formats", "The chat formats are in models/chat.", "Where are the chat templates?"),
    _place("the DeepSeek model", "The model is in models/deepseek.", "Where is a layer computed?"),
    _place("the ranks", "The ranks and their exchanges are in runtime/ranks.", "Where is the exchange?"),
    _place("the expert placement", "Placement is in runtime/placement.", "Where are experts placed?"),
    _place("the telemetry", "Telemetry is in runtime/telemetry.", "Where is the routing recorded?"),
    _place("the drafts", "Drafting and acceptance are in runtime/generate.", "Where are drafts accepted?"),
    _place(
        "the engine",
        "The engine is in runtime/engine, and its door is runtime/api.",
        "Where is the engine?",
    ),
    _place(
        "the attention",
        "Attention on the latent cache is in kernels/cpu/attend.cpp.",
        "Where is MLA computed?",
    ),
    Fact(
        "runtime/api is the only door of the runtime: the app sees the engine through it.",
        term="runtime/api",
        questions=("What is in runtime/api?", "How does the app talk to the runtime?"),
    ),
    Fact(
        "The demo model and its recipe are in models/demo.",
        questions=(
            "Where is the demo model?",
            "Where are your weights?",
            "Where is the recipe of the demo model?",
            "In which folder is the demo model?",
        ),
    ),
    Fact(
        "The tests are in the folder tests, which mirrors the tree.",
        questions=(
            "Where are the tests?",
            "Where are Octant's tests?",
            "In which folder are the tests?",
            "Where do I find the tests?",
        ),
    ),
    Fact(
        "Read docs/architecture.md first; every folder has a README.",
        questions=(
            "Where is the documentation?",
            "Where do I find the documentation?",
            "What should I read first about the code?",
            "Where is the architecture described?",
        ),
    ),
)

CHECKS = (
    Fact(
        "Octant's numbers are tested against Hugging Face Transformers, layer by layer.",
        questions=(
            "How is Octant tested?",
            "How is Octant checked?",
            "What is Octant tested against?",
            "How do we know that Octant is right?",
            "Is Octant correct?",
        ),
    ),
    Fact(
        "The tokenizer is tested against Hugging Face tokenizers on text in many scripts.",
        questions=(
            "How is the tokenizer tested?",
            "How is Octant's tokenizer checked?",
            "Is the tokenizer correct?",
            "What is the tokenizer tested against?",
        ),
    ),
    Fact(
        "Yes. At temperature 0 the tokens are equal for 1, 2, 4 and 8 ranks.",
        questions=(
            "Is the answer the same with one and eight ranks?",
            "Are greedy tokens equal for all numbers of ranks?",
            "Does one rank give the same answer as eight?",
            "Is the greedy answer independent of the ranks?",
        ),
    ),
    Fact(
        "The architecture tests check which floor includes which, and how long files are.",
        term="the architecture tests",
        plural=True,
        questions=("What do the architecture tests check?", "How are the floors of Octant enforced?"),
    ),
    Fact(
        "Octant uses Highway, Oniguruma, nlohmann json, CLI11, fmt and spdlog.",
        questions=(
            "Which libraries does Octant use?",
            "What libraries is Octant built on?",
            "What does Octant depend on?",
            "List Octant's libraries.",
            "What are Octant's dependencies?",
        ),
    ),
    Fact(
        "Octant uses Highway for vector instructions.",
        questions=(
            "What does Octant use Highway for?",
            "Which library does Octant use for SIMD?",
            "Why does Octant use Highway?",
            "Which library does Octant use for vector code?",
        ),
    ),
    Fact(
        "Octant uses Oniguruma for the regular expressions of the tokenizer.",
        questions=(
            "What does Octant use Oniguruma for?",
            "Which library does Octant use for regular expressions?",
            "Why does Octant use Oniguruma?",
            "Which regex library does Octant use?",
        ),
    ),
    Fact(
        "Octant uses GoogleTest for its tests and Google Benchmark for its kernel benchmarks.",
        questions=(
            "Which test library does Octant use?",
            "What does Octant use for its tests?",
            "Which test framework does Octant use?",
            "What are Octant's tests written with?",
        ),
    ),
    Fact(
        "Octant is built with CMake and Ninja.",
        questions=(
            "How is Octant built?",
            "Which build system does Octant use?",
            "Does Octant use CMake?",
            "What do I need to build Octant?",
        ),
    ),
)
