"""Facts about number formats, tokens, training and model files."""

from __future__ import annotations

#: Forms of one term, as they follow "What is", and its definition.
TERMS: tuple[tuple[tuple[str, ...], str], ...] = (
    (("FP8",), "FP8 is a floating point format with 8 bits, in the two forms E4M3 and E5M2."),
    (
        ("E4M3", "FP8 E4M3"),
        "E4M3 is an FP8 format with 4 exponent bits and 3 mantissa bits; its largest value is 448.",
    ),
    (
        ("E5M2", "FP8 E5M2"),
        "E5M2 is an FP8 format with 5 exponent bits and 2 mantissa bits: more range, less precision.",
    ),
    (
        ("BF16", "bfloat16"),
        "BF16 is a 16-bit floating point format with the range of F32 and 8 bits of precision.",
    ),
    (
        ("a block scale", "block scaling"),
        "A block scale is one factor shared by a block of quantised weights, 128 by 128 in DeepSeek-V3.",
    ),
    (
        ("UE8M0",),
        "UE8M0 is a format for scales that holds only an exponent, so every scale is a power of two.",
    ),
    (
        ("quantisation", "quantization"),
        "Quantisation stores weights with fewer bits to save memory and bandwidth.",
    ),
    (
        ("dequantisation", "dequantization"),
        "Dequantisation turns quantised numbers back into larger "
        "formats by multiplying them with their scale.",
    ),
    (
        ("quantisation error", "quantization error"),
        "Quantisation error is the difference between a number and its rounded, quantised form.",
    ),
    (
        ("NMSE", "normalised mean squared error"),
        "NMSE is the mean squared error divided by the mean square of the reference, so 0 is a perfect match.",
    ),
    (("a tokenizer", "the tokenizer"), "A tokenizer cuts text into tokens and turns tokens back into text."),
    (
        ("BPE", "byte pair encoding"),
        "BPE is byte pair encoding: it builds tokens by merging the most frequent neighbouring pairs.",
    ),
    (
        ("byte-level BPE", "a byte-level tokenizer"),
        "Byte-level BPE starts from single bytes, so it can encode any text without unknown tokens.",
    ),
    (
        ("a control token", "a special token"),
        "A special token marks structure, such as the start of a turn or the end of an answer, and not text.",
    ),
    (
        ("a chat template", "the chat template"),
        "A chat template says how messages and special tokens are put together into the prompt.",
    ),
    (("BOS", "the BOS token"), "BOS is the special token at the beginning of a sequence."),
    (
        ("EOS", "the EOS token"),
        "EOS is the special token that ends a sequence; the model writes it when its answer is complete.",
    ),
    (
        ("the context window", "a context window", "context length"),
        "The context window is the largest number of tokens that a model can take into account.",
    ),
    (("perplexity",), "Perplexity measures how surprised a model is by a text; lower is better."),
    (
        ("a token",),
        "A token is a piece of text, such as a word or a part of one, that a model reads and writes.",
    ),
    (("a vocabulary", "the vocabulary"), "A vocabulary is the list of all tokens that a model knows."),
    (("a parameter", "a weight"), "A parameter is one number inside a model that was set by training."),
    (
        ("a language model", "an LLM", "a large language model"),
        "A language model predicts the next token of a text; a large one has billions of parameters.",
    ),
    (("inference", "LLM inference"), "Inference is the use of a trained model to produce answers."),
    (
        ("training", "model training"),
        "Training adjusts the parameters of a model until it predicts its training text well.",
    ),
    (
        ("fine-tuning", "finetuning"),
        "Fine-tuning is further training of a finished model on a smaller set of examples.",
    ),
    (
        ("distillation", "knowledge distillation"),
        "Distillation trains a small model on the outputs of a larger one.",
    ),
    (
        ("a checkpoint", "a model checkpoint"),
        "A checkpoint is the set of files that holds a model's weights and configuration.",
    ),
    (
        ("a shard", "a checkpoint shard"),
        "A shard is one of several files into which the weights of a large model are split.",
    ),
    (("a tensor",), "A tensor is an array of numbers with any number of dimensions."),
)

#: Hand-written wordings of one question, and its answer.
QUESTIONS: tuple[tuple[tuple[str, ...], str], ...] = (
    (
        (
            "Is FP8 smaller than BF16?",
            "Is FP8 half the size of BF16?",
            "Does FP8 need less memory than BF16?",
        ),
        "Yes. FP8 takes one byte per number and BF16 takes two, so FP8 is half the size.",
    ),
    (
        (
            "What is the difference between E4M3 and E5M2?",
            "How do E4M3 and E5M2 differ?",
            "E4M3 or E5M2, what is the difference?",
        ),
        "E4M3 has more precision; E5M2 has more range.",
    ),
    (
        (
            "What is the difference between BF16 and FP16?",
            "How do BF16 and FP16 differ?",
            "BF16 or FP16, what is the difference?",
        ),
        "Both have 16 bits; BF16 has more range and FP16 has more precision.",
    ),
    (
        (
            "Why does FP8 need scales?",
            "Why do FP8 weights have block scales?",
            "What are block scales good for?",
        ),
        "FP8 has a small range, so each block of weights is scaled to fit into it.",
    ),
    (
        (
            "What is the difference between training and inference?",
            "How do training and inference differ?",
            "Training or inference, what is the difference?",
        ),
        "Training changes the parameters of a model; inference only uses them.",
    ),
    (
        (
            "What is the difference between a token and a word?",
            "How do tokens and words differ?",
            "Is a token a word?",
            "Are tokens the same as words?",
        ),
        "A token can be a whole word, a part of one or a punctuation mark; common words are often one token.",
    ),
    (
        (
            "How does a language model write text?",
            "How does an LLM write an answer?",
            "How does a language model produce an answer?",
        ),
        "It predicts one token after another, and each new token is added to the text it reads.",
    ),
)

#: Acronyms and what their letters stand for.
ACRONYMS: tuple[tuple[str, str], ...] = (
    ("MoE", "mixture of experts"),
    ("MLA", "multi-head latent attention"),
    ("MTP", "multi-token prediction"),
    ("RoPE", "rotary position embedding"),
    ("BPE", "byte pair encoding"),
    ("LLM", "large language model"),
    ("EP", "expert parallelism"),
    ("TTFT", "time to first token"),
    ("BOS", "beginning of sequence"),
    ("EOS", "end of sequence"),
    ("KV", "key and value"),
)
