"""Published figures of the DeepSeek models, and when they and their ideas appeared."""

from __future__ import annotations

#: Forms of one term, as they follow "What is", and its definition.
TERMS: tuple[tuple[tuple[str, ...], str], ...] = (
    (
        ("DeepSeek-V3", "DeepSeek V3"),
        "DeepSeek-V3 is an open mixture of experts model of 2024 with 671 billion "
        "parameters, 37 billion of them active per token.",
    ),
    (
        ("DeepSeek-R1", "DeepSeek R1"),
        "DeepSeek-R1 is a reasoning model of January 2025 with the "
        "architecture of DeepSeek-V3; it thinks before it answers.",
    ),
    (
        ("DeepSeek-V3.1", "DeepSeek V3.1"),
        "DeepSeek-V3.1 is a model of August 2025 with the shape of V3 "
        "that can answer with or without thinking.",
    ),
    (
        ("DeepSeek-V2", "DeepSeek V2"),
        "DeepSeek-V2 is a mixture of experts model of 2024 with 236 billion "
        "parameters, 21 billion of them active per token.",
    ),
    (
        ("DeepSeek-V2-Lite", "V2-Lite"),
        "DeepSeek-V2-Lite is a small MoE model with 15.7 billion "
        "parameters, 2.4 billion of them active per token.",
    ),
    (
        ("DeepSeek",),
        "DeepSeek is a Chinese company that publishes open language models such as DeepSeek-V3 and R1.",
    ),
    (
        ("hybrid thinking", "a hybrid thinking model"),
        "Hybrid thinking means that one model can answer directly or think first, as its chat template asks.",
    ),
)

#: Hand-written wordings of one question, and its answer.
QUESTIONS: tuple[tuple[tuple[str, ...], str], ...] = (
    (
        (
            "How many parameters does DeepSeek-V3 have?",
            "How large is DeepSeek-V3?",
            "What size is DeepSeek-V3?",
        ),
        "DeepSeek-V3 has 671 billion parameters.",
    ),
    (
        (
            "How many active parameters does DeepSeek-V3 have?",
            "How many parameters of DeepSeek-V3 are active?",
            "How many parameters does a token use in DeepSeek-V3?",
        ),
        "About 37 billion parameters of DeepSeek-V3 are active for each token.",
    ),
    (
        (
            "How many layers does DeepSeek-V3 have?",
            "What is the number of layers in DeepSeek-V3?",
            "How deep is DeepSeek-V3?",
        ),
        "DeepSeek-V3 has 61 layers.",
    ),
    (
        (
            "How many experts does DeepSeek-V3 have?",
            "How many routed experts does DeepSeek-V3 have?",
            "How many experts are in a layer of DeepSeek-V3?",
        ),
        "DeepSeek-V3 has 256 routed experts and one shared expert in each MoE layer.",
    ),
    (
        (
            "How many experts does a token use in DeepSeek-V3?",
            "How many experts per token does DeepSeek-V3 choose?",
            "How many experts are active per token in DeepSeek-V3?",
        ),
        "In DeepSeek-V3 each token uses 8 routed experts and the shared expert.",
    ),
    (
        (
            "How many layers of DeepSeek-V3 are dense?",
            "Which layers of DeepSeek-V3 are dense?",
            "Does DeepSeek-V3 have dense layers?",
        ),
        "The first 3 layers of DeepSeek-V3 are dense.",
    ),
    (
        (
            "How many expert groups does DeepSeek-V3 have?",
            "What is n_group in DeepSeek-V3?",
            "Into how many groups are the experts of DeepSeek-V3 split?",
        ),
        "DeepSeek-V3 has 8 expert groups with 32 experts each.",
    ),
    (
        ("What is topk_group in DeepSeek-V3?", "How many expert groups may a token use in DeepSeek-V3?"),
        "topk_group is 4 in DeepSeek-V3: a token picks its experts from the best 4 of 8 groups.",
    ),
    (
        (
            "What is the hidden size of DeepSeek-V3?",
            "How wide is DeepSeek-V3?",
            "What is hidden_size in DeepSeek-V3?",
        ),
        "The hidden size of DeepSeek-V3 is 7168.",
    ),
    (
        (
            "How many attention heads does DeepSeek-V3 have?",
            "How many heads does DeepSeek-V3 have?",
            "What is the number of attention heads in DeepSeek-V3?",
        ),
        "DeepSeek-V3 has 128 attention heads.",
    ),
    (
        (
            "What is kv_lora_rank in DeepSeek-V3?",
            "How wide is the latent of DeepSeek-V3?",
            "What is the kv_lora_rank of DeepSeek-V3?",
        ),
        "kv_lora_rank is 512 in DeepSeek-V3.",
    ),
    (
        (
            "What is the rope head dim of DeepSeek-V3?",
            "How wide is the rope part in DeepSeek-V3?",
            "What is qk_rope_head_dim in DeepSeek-V3?",
        ),
        "The rope part of a head has 64 values in DeepSeek-V3.",
    ),
    (
        (
            "What is the vocabulary size of DeepSeek-V3?",
            "How large is the vocabulary of DeepSeek-V3?",
            "What is vocab_size in DeepSeek-V3?",
        ),
        "The vocabulary of DeepSeek-V3 has 129280 entries.",
    ),
    (
        (
            "How many MTP layers does DeepSeek-V3 have?",
            "Does DeepSeek-V3 have an MTP layer?",
            "Is there an MTP layer in DeepSeek-V3?",
        ),
        "DeepSeek-V3 has one MTP layer.",
    ),
    (
        (
            "What is the routed scaling factor of DeepSeek-V3?",
            "What is routed_scaling_factor in DeepSeek-V3?",
        ),
        "The routed scaling factor of DeepSeek-V3 is 2.5.",
    ),
    (
        (
            "Which gate does DeepSeek-V3 use?",
            "Does DeepSeek-V3 use sigmoid or softmax in its gate?",
            "What scoring function does DeepSeek-V3 use?",
        ),
        "DeepSeek-V3 scores its experts with a sigmoid gate.",
    ),
    (
        (
            "Which number format are the weights of DeepSeek-V3 in?",
            "What precision is DeepSeek-V3 published in?",
            "Is DeepSeek-V3 stored in FP8?",
        ),
        "DeepSeek-V3 is published in FP8 E4M3 with one scale per block of 128 by 128 weights.",
    ),
    (
        (
            "When was DeepSeek-V3 released?",
            "In which year did DeepSeek-V3 appear?",
            "When did DeepSeek-V3 come out?",
        ),
        "DeepSeek-V3 was released in December 2024.",
    ),
    (
        (
            "When was DeepSeek-R1 released?",
            "In which year did DeepSeek-R1 appear?",
            "When did DeepSeek-R1 come out?",
        ),
        "DeepSeek-R1 was released in January 2025.",
    ),
    (
        (
            "When was DeepSeek-V3.1 released?",
            "In which year did DeepSeek-V3.1 appear?",
            "When did DeepSeek-V3.1 come out?",
        ),
        "DeepSeek-V3.1 was released in August 2025.",
    ),
    (
        (
            "When was DeepSeek-V2 released?",
            "In which year did DeepSeek-V2 appear?",
            "When did DeepSeek-V2 come out?",
        ),
        "DeepSeek-V2 was released in May 2024.",
    ),
    (
        (
            "How many parameters does DeepSeek-V2 have?",
            "How large is DeepSeek-V2?",
            "What size is DeepSeek-V2?",
        ),
        "DeepSeek-V2 has 236 billion parameters.",
    ),
    (
        (
            "How many active parameters does DeepSeek-V2 have?",
            "How many parameters of DeepSeek-V2 are active?",
        ),
        "About 21 billion parameters of DeepSeek-V2 are active for each token.",
    ),
    (
        ("How many experts does DeepSeek-V2 have?", "How many routed experts does DeepSeek-V2 have?"),
        "DeepSeek-V2 has 160 routed experts and 2 shared experts in each MoE layer.",
    ),
    (
        (
            "How many experts does a token use in DeepSeek-V2?",
            "How many experts per token does DeepSeek-V2 choose?",
        ),
        "In DeepSeek-V2 each token uses 6 routed experts and the 2 shared experts.",
    ),
    (
        ("How many parameters does DeepSeek-V2-Lite have?", "How large is DeepSeek-V2-Lite?"),
        "DeepSeek-V2-Lite has 15.7 billion parameters.",
    ),
    (
        (
            "How many active parameters does DeepSeek-V2-Lite have?",
            "How many parameters of DeepSeek-V2-Lite are active?",
        ),
        "About 2.4 billion parameters of DeepSeek-V2-Lite are active for each token.",
    ),
    (
        ("How many parameters does DeepSeek-R1 have?", "How large is DeepSeek-R1?"),
        "DeepSeek-R1 has 671 billion parameters, as DeepSeek-V3 has.",
    ),
    (
        (
            "What is the difference between DeepSeek-V3 and DeepSeek-R1?",
            "How do DeepSeek-V3 and R1 differ?",
            "DeepSeek-V3 or R1, what is the difference?",
        ),
        "Both have the same architecture; R1 was trained with "
        "reinforcement learning to think before it answers.",
    ),
    (
        (
            "What is the difference between DeepSeek-V3 and DeepSeek-V3.1?",
            "How do DeepSeek-V3 and V3.1 differ?",
            "What is new in DeepSeek-V3.1?",
        ),
        "The shape is the same; V3.1 can switch thinking on and off, and its FP8 scales are powers of two.",
    ),
    (
        ("Who made DeepSeek-V3?", "Which company made DeepSeek-V3?", "Where does DeepSeek-V3 come from?"),
        "DeepSeek-V3 was made by the Chinese company DeepSeek.",
    ),
)
