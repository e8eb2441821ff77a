"""Octant's commands, their options, the /commands of the chat and the exit codes."""

from __future__ import annotations

from .facts import Fact


def _command(name: str, answer: str, *questions: str) -> Fact:
    asked = (
        f"What does octant {name} do?",
        f"What is octant {name} for?",
        f"What does the {name} command do?",
        f"When do I use octant {name}?",
    )
    return Fact(answer, term=f"octant {name}", questions=asked + questions)


def _option(name: str, answer: str, *questions: str) -> Fact:
    asked = (f"What does {name} do?", f"What is {name} for?", f"What is {name}?", f"What does {name} mean?")
    return Fact(answer, term=f"the {name} option", questions=asked + questions)


def _chat_command(name: str, answer: str, *questions: str) -> Fact:
    asked = (f"What does {name} do?", f"What is {name} for?", f"What happens if I type {name}?")
    return Fact(answer, term=name, questions=asked + questions)


COMMANDS = (
    Fact(
        "Octant has six commands: chat, inspect, tokenize, eval, bench and synth.",
        questions=(
            "Which commands does Octant have?",
            "What commands does Octant have?",
            "List the commands of Octant.",
            "Name Octant's commands.",
            "What are Octant's commands?",
            "How many commands does Octant have?",
        ),
        weight=2,
    ),
    _command("chat", "octant chat answers in the terminal and streams the text as the model writes it."),
    _command(
        "inspect",
        "octant inspect says what a checkpoint is; it reads only headers, not the weights.",
        "How do I see what a checkpoint is?",
        "How do I look into a checkpoint?",
    ),
    _command(
        "tokenize",
        "octant tokenize turns text into token ids, and back with --decode.",
        "How do I turn text into token ids?",
        "How do I see the tokens of a text?",
    ),
    _command(
        "eval",
        "octant eval computes the logits and the chosen experts for given token ids.",
        "How do I get the logits of a model?",
        "How do I compute logits for token ids?",
    ),
    _command("bench", "octant bench measures a model's speed beside the memory bandwidth of the machine."),
    _command(
        "synth",
        "octant synth writes a checkpoint of random weights in a named shape.",
        "How do I make a model with random weights?",
        "How do I write a random checkpoint?",
    ),
)

OPTIONS = (
    _option("--model", "--model names the checkpoint: a folder, or a name in the Hugging Face cache."),
    _option(
        "--prompt",
        "--prompt answers one text and ends; with - it reads the text from standard input.",
        "How do I pipe a prompt into Octant?",
    ),
    _option("--json", "--json gives one JSON document in place of the text."),
    _option(
        "--draft",
        "--draft sets how many tokens the MTP layer drafts a step: off, auto, or 1 to 7.",
        "How many tokens can the MTP layer draft in Octant?",
        "Which values does --draft take?",
    ),
    _option(
        "--draft auto",
        "--draft auto chooses the number of drafts from measured acceptance and cost.",
        "How does Octant choose the number of drafts?",
    ),
    _option("--thinking", "--thinking on lets the model reason before it answers; the default is off."),
    _option("--routing", "--routing shows the load of the experts by rank after each answer."),
    _option(
        "--temperature",
        "--temperature sets how freely the model samples; 0 takes the likeliest token.",
        "What does temperature 0 do in Octant?",
    ),
    _option("--top-p", "--top-p sets the share of probability that Octant samples from."),
    _option("--top-k", "--top-k sets how many of the likeliest tokens Octant samples from; 0 means all."),
    _option("--seed", "--seed sets the seed of the sampler; the default is drawn from the system."),
    _option(
        "--max-tokens",
        "--max-tokens limits the length of the answer, in tokens.",
        "How do I limit the length of an answer?",
        "How do I get a shorter answer from Octant?",
    ),
    _option("--stop", "--stop names a text that ends the answer; it may be repeated."),
    _option("--system", "--system sets the system prompt; by default there is none."),
    _option(
        "--ranks",
        "--ranks sets how many ranks share the model; octant chat uses eight by default.",
        "How do I change the number of ranks?",
        "How many ranks does Octant use by default?",
    ),
    _option(
        "--threads",
        "--threads sets the threads of all ranks together; by default one a core.",
        "How many threads does Octant use?",
        "How do I set the number of threads?",
    ),
    _option("--context", "--context sets the longest conversation, in tokens."),
    _option("--backend", "--backend chooses the arithmetic: cpu is fast, reference is slow and exact."),
    _option("--decode", "--decode makes octant tokenize turn ids back into text."),
)

CHAT_COMMANDS = (
    Fact(
        "Type /help to see them, such as /new, /system, /thinking, /draft, /stats, /routing and /quit.",
        questions=(
            "Which commands can I type in the chat?",
            "What slash commands are there?",
            "List the slash commands.",
            "What can I type in the chat?",
            "What commands work in the chat?",
        ),
    ),
    _chat_command("/help", "/help lists what you can type in the chat."),
    _chat_command("/new", "/new forgets the conversation and begins a new one."),
    _chat_command("/system", "/system sets the system prompt; without a text there is none."),
    _chat_command(
        "/thinking",
        "/thinking on lets the model reason before it answers; /thinking off does not.",
    ),
    _chat_command(
        "/draft",
        "/draft sets how many tokens the MTP layer drafts a step: off, auto, or 1 to 7.",
    ),
    _chat_command(
        "/temperature",
        "/temperature sets the sampling temperature; 0 takes the likeliest token.",
    ),
    _chat_command(
        "/stats",
        "/stats shows tokens, cache and memory since the start.",
        "How do I see the memory of each rank?",
        "How do I see how full the cache is?",
    ),
    _chat_command(
        "/routing",
        "/routing shows how the last answer's expert work was spread over the ranks.",
    ),
    _chat_command(
        "/regenerate",
        "/regenerate answers the last message again.",
        "How do I get another answer to the same message?",
        "How do I repeat the last question?",
    ),
    _chat_command("/quit", "/quit leaves the chat."),
)

EXIT_CODES = (
    Fact(
        "Octant exits with 0 for ok, 1 for failed, 2 for wrong usage and 130 for interrupted.",
        questions=(
            "What exit codes does Octant have?",
            "Which exit codes does Octant use?",
            "What are Octant's exit codes?",
            "List the exit codes of Octant.",
        ),
    ),
    Fact(
        "Exit code 0 means that all went well.",
        questions=(
            "What does exit code 0 mean?",
            "What does exit code 0 of Octant mean?",
            "Which exit code means success?",
            "When does Octant exit with 0?",
        ),
    ),
    Fact(
        "Exit code 1 means that the command failed; the reason stands on standard error.",
        questions=(
            "What does exit code 1 mean?",
            "What does exit code 1 of Octant mean?",
            "Which exit code means failure?",
            "When does Octant exit with 1?",
        ),
    ),
    Fact(
        "Exit code 2 means wrong usage, such as an unknown option.",
        questions=(
            "What does exit code 2 mean?",
            "What does exit code 2 of Octant mean?",
            "Which exit code means wrong usage?",
            "When does Octant exit with 2?",
        ),
    ),
    Fact(
        "Exit code 130 means that the command was interrupted, for instance by Ctrl-C.",
        questions=(
            "What does exit code 130 mean?",
            "What does exit code 130 of Octant mean?",
            "Which exit code means interrupted?",
            "When does Octant exit with 130?",
        ),
    ),
    Fact(
        "Errors go to standard error, one line with the reason; results go to standard output.",
        questions=(
            "Where does Octant write errors?",
            "Where do Octant's error messages go?",
            "What does Octant write to standard output?",
            "How does Octant report a failure?",
        ),
    ),
)
