"""How Octant is started, steered and left: what to type for what one wants."""

from __future__ import annotations

from .facts import Fact

RUNNING = (
    Fact(
        "Run ./run.sh in the project folder: it installs what is missing, builds, and starts the chat.",
        questions=(
            "How do I start Octant?",
            "How do I run Octant?",
            "How can I launch Octant?",
            "How do I install Octant?",
            "How do I start the chat?",
            "What does run.sh do?",
        ),
        weight=2,
    ),
    Fact(
        "Run ./test.sh: it builds everything and runs every test.",
        questions=(
            "How do I run the tests?",
            "How do I test Octant?",
            "How can I run Octant's tests?",
            "What does test.sh do?",
            "Which script runs the tests?",
        ),
    ),
    Fact(
        "Run ./test.sh --preset asan, or --preset tsan for the thread sanitizer.",
        questions=(
            "How do I run the tests with sanitizers?",
            "How do I use the address sanitizer?",
            "How do I test with asan?",
            "How do I run the tests under tsan?",
        ),
    ),
    Fact(
        "Use octant chat --model DIR, where DIR is the folder of the checkpoint.",
        questions=(
            "How do I run my own model?",
            "How do I load another model?",
            "How do I chat with another checkpoint?",
            "How do I choose a model in Octant?",
            "How can I use a different model?",
        ),
    ),
    Fact(
        "Name it with --model org/name; Octant looks in the Hugging Face cache.",
        questions=(
            "How do I run a model from the Hugging Face cache?",
            "How do I use a Hugging Face model?",
            "Can Octant find models in the Hugging Face cache?",
            "How do I load a model by its Hugging Face name?",
        ),
    ),
    Fact(
        'Use octant chat --model DIR --prompt "your question".',
        questions=(
            "How do I ask a single question from the shell?",
            "How do I get one answer without the chat?",
            "How do I pass a prompt on the command line?",
            "How do I run a single prompt?",
        ),
    ),
    Fact(
        "Add --json and --prompt to octant chat, and the answer comes as one JSON document.",
        questions=(
            "How do I get the answer as JSON?",
            "How do I get JSON output?",
            "Can Octant answer in JSON on the command line?",
            "How do I use Octant in a script?",
        ),
    ),
    Fact(
        "Use --temperature 0: Octant then takes the likeliest token every time.",
        questions=(
            "How do I get greedy answers?",
            "How do I turn on greedy decoding in Octant?",
            "How do I make Octant deterministic?",
            "How do I turn off sampling?",
        ),
    ),
    Fact(
        "Give --seed N: the sampler then starts from the same seed each time.",
        questions=(
            "How do I repeat a sampled answer?",
            "How do I set the seed?",
            "How do I make sampling reproducible?",
            "How do I get the same sampled answer again?",
        ),
    ),
    Fact(
        "Press Ctrl-C: it stops the answer and not the program.",
        questions=(
            "How do I stop an answer?",
            "How do I interrupt an answer?",
            "How can I cancel the answer?",
            "What does Ctrl-C do?",
        ),
    ),
    Fact(
        "Type /quit or press Ctrl-D.",
        questions=(
            "How do I leave the chat?",
            "How do I quit Octant?",
            "How do I exit the chat?",
            "How do I close Octant?",
            "What does Ctrl-D do?",
        ),
    ),
    Fact(
        "Type /new: it forgets the conversation and begins a new one.",
        questions=(
            "How do I start a new conversation?",
            "How do I clear the chat?",
            "How do I make you forget the conversation?",
            "How can I reset the chat?",
        ),
    ),
    Fact(
        "Type /thinking on, or start with octant chat --thinking on.",
        questions=(
            "How do I turn on thinking?",
            "How do I enable thinking mode?",
            "How can I make you think first?",
            "How do I switch on reasoning?",
        ),
    ),
    Fact(
        "Type /thinking off, or start with octant chat --thinking off.",
        questions=(
            "How do I turn off thinking?",
            "How do I disable thinking mode?",
            "How do I switch off reasoning?",
            "How can I stop you from thinking first?",
        ),
    ),
    Fact(
        "Type /draft off, or start with octant chat --draft off.",
        questions=(
            "How do I turn off drafts?",
            "How do I disable speculation in Octant?",
            "How do I run without the MTP drafts?",
            "How do I switch off drafting?",
        ),
    ),
    Fact(
        "Type /routing after an answer, or start with octant chat --routing.",
        questions=(
            "How do I see the routing?",
            "How do I see which experts were used?",
            "How do I show the load of the ranks?",
            "How can I watch the experts?",
        ),
    ),
    Fact(
        "Type /system and your text, or start with octant chat --system TEXT.",
        questions=(
            "How do I set a system prompt?",
            "How do I give you a system prompt?",
            "How can I change the system prompt?",
            "Where do I put the system prompt?",
        ),
    ),
    Fact(
        "Use octant bench: it measures decoding, prefill and loading beside the memory bandwidth.",
        questions=(
            "How do I measure the speed?",
            "How do I benchmark a model?",
            "How do I see how fast Octant is?",
            "How fast is Octant?",
        ),
    ),
    Fact(
        "Add --help to any command; it lists the options with their defaults and units.",
        questions=(
            "How do I get help for a command?",
            "Where do I find the options of a command?",
            "What does --help show?",
            "How do I see all options?",
        ),
    ),
    Fact(
        "Run octant --version.",
        questions=(
            "Which version of Octant is this?",
            "How do I see Octant's version?",
            "What version do I have?",
            "How can I check the version of Octant?",
        ),
    ),
)
