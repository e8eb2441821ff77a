"""Facts about running a language model: cache, prefill, decode, drafts, sampling, hardware."""

from __future__ import annotations

#: Forms of one term, as they follow "What is", and its definition.
TERMS: tuple[tuple[tuple[str, ...], str], ...] = (
    (
        ("multi-token prediction", "MTP"),
        "MTP is multi-token prediction: it trains a model to predict several "
        "tokens ahead, which later serves for drafts.",
    ),
    (
        ("an MTP layer", "the MTP layer"),
        "The MTP layer is one extra layer that guesses the token after "
        "the next one, to be verified by the model.",
    ),
    (
        ("a draft", "a draft token"),
        "A draft is a cheap guess of the next tokens that the full model then checks.",
    ),
    (
        ("verification of a draft", "draft verification"),
        "Verification is one pass of the full model over the drafted tokens that decides which of them stay.",
    ),
    (
        ("the acceptance rate", "acceptance rate"),
        "The acceptance rate is the share of drafted tokens that the full model confirms.",
    ),
    (
        ("speculative decoding", "speculation"),
        "Speculative decoding lets a cheap draft guess tokens and the full "
        "model verify several of them in one pass.",
    ),
    (
        ("tokens per step",),
        "Tokens per step is the mean number of tokens that one pass of "
        "the model yields; drafts raise it above 1.",
    ),
    (
        ("a KV cache", "the KV cache"),
        "A KV cache keeps what attention needs of earlier tokens, so that they are not computed again.",
    ),
    (
        ("a cache page", "a page of the KV cache"),
        "A cache page is a block of the KV cache for a fixed number of "
        "tokens, so memory is taken piece by piece.",
    ),
    (
        ("prefill", "the prefill phase"),
        "Prefill is the phase in which the model reads the whole prompt, many tokens at once.",
    ),
    (
        ("decode", "the decode phase"),
        "Decode is the phase in which the model writes its answer, one step after another.",
    ),
    (("batch size",), "Batch size is the number of sequences that a model works on at the same time."),
    (
        ("batch size 1", "batch size one"),
        "Batch size 1 means that the model serves one conversation at a "
        "time, so every step reads weights for it alone.",
    ),
    (
        ("memory bound", "a memory-bound step"),
        "Memory bound means that reading data from memory, not arithmetic, sets the speed.",
    ),
    (
        ("memory bandwidth",),
        "Memory bandwidth is the number of bytes per second that can be read from or written to memory.",
    ),
    (
        ("the bandwidth floor", "a bandwidth floor"),
        "The bandwidth floor is the least time per token: bytes to read divided by memory bandwidth.",
    ),
    (
        ("the roofline", "a roofline model"),
        "The roofline is the upper limit of speed that memory bandwidth and arithmetic allow for a task.",
    ),
    (
        ("a CUDA graph",),
        "A CUDA graph is a recorded sequence of GPU work that is started with a single call.",
    ),
    (("GEMV", "a GEMV"), "GEMV is the product of a matrix and a vector; it is limited by memory bandwidth."),
    (("GEMM", "a GEMM"), "GEMM is the product of two matrices; with many rows it is limited by arithmetic."),
    (
        ("a tensor core", "the tensor core"),
        "A tensor core is a unit of a GPU that multiplies small matrices very fast.",
    ),
    (("NVLink",), "NVLink is NVIDIA's fast direct connection between GPUs."),
    (
        ("PCIe", "PCI Express"),
        "PCIe is the common bus that connects GPUs and other cards with the processor.",
    ),
    (
        ("peer access", "GPU peer access"),
        "Peer access lets one GPU read and write the memory of another directly.",
    ),
    (
        ("sampling", "token sampling"),
        "Sampling is picking the next token at random according to the model's probabilities.",
    ),
    (
        ("temperature", "the sampling temperature"),
        "Temperature divides the logits before softmax: low values make "
        "answers predictable, high values varied.",
    ),
    (
        ("top-p", "top-p sampling", "nucleus sampling"),
        "Top-p sampling keeps the most likely tokens until their probabilities reach p, and picks among them.",
    ),
    (("top-k sampling",), "Top-k sampling picks the next token among the k most likely ones."),
    (
        ("min-p", "min-p sampling"),
        "Min-p sampling drops tokens whose probability is below a share p of the most likely token's.",
    ),
    (
        ("a seed", "a random seed"),
        "A seed is the number that starts the random generator; the same seed gives the same choices.",
    ),
    (
        ("greedy decoding", "greedy sampling"),
        "Greedy decoding always takes the most likely next token; it is the same as temperature 0.",
    ),
    (("latency",), "Latency is the time that one request or one token takes."),
    (("throughput",), "Throughput is the number of tokens per second over all requests together."),
    (
        ("time to first token", "TTFT"),
        "Time to first token is the wait between sending the prompt and seeing the first token of the answer.",
    ),
)

#: Hand-written wordings of one question, and its answer.
QUESTIONS: tuple[tuple[tuple[str, ...], str], ...] = (
    (
        (
            "Why is speculative decoding lossless?",
            "Does speculative decoding change the answer?",
            "Do drafts make answers worse?",
        ),
        "Drafts do not change the answers: the full model checks every token "
        "and keeps only what it would have sampled itself.",
    ),
    (
        (
            "What happens to a rejected draft?",
            "What if a draft is rejected?",
            "What happens when a draft is wrong?",
        ),
        "A rejected draft is dropped and the model's own token takes its place.",
    ),
    (
        (
            "Why does a draft save time?",
            "Why is speculative decoding faster?",
            "How do drafts speed up decoding?",
        ),
        "Checking several tokens in one pass costs little more than one "
        "token, since the weights are read only once.",
    ),
    (
        (
            "How often is the MTP draft of DeepSeek-V3 accepted?",
            "What is the acceptance rate of DeepSeek-V3's MTP?",
        ),
        "The DeepSeek-V3 report names 85 to 90 percent for the second token.",
    ),
    (
        (
            "What is the difference between prefill and decode?",
            "How do prefill and decode differ?",
            "Prefill or decode, what is the difference?",
        ),
        "Prefill reads the whole prompt at once; decode writes the answer step by step.",
    ),
    (
        (
            "Why is decode memory bound?",
            "What limits the speed of decode?",
            "Why does decode depend on bandwidth?",
        ),
        "Each step reads all active weights for very little arithmetic, so memory bandwidth sets the speed.",
    ),
    (
        (
            "What is the difference between latency and throughput?",
            "How do latency and throughput differ?",
            "Latency or throughput, what is the difference?",
        ),
        "Latency is how long one request waits; throughput is how much is done per second in total.",
    ),
    (
        (
            "What is the difference between GEMV and GEMM?",
            "How do GEMV and GEMM differ?",
            "GEMV or GEMM, what is the difference?",
        ),
        "GEMV multiplies a matrix by one vector; GEMM multiplies it by many vectors at once.",
    ),
    (
        (
            "What is the difference between NVLink and PCIe?",
            "How do NVLink and PCIe differ?",
            "Is NVLink faster than PCIe?",
        ),
        "NVLink connects GPUs directly and is several times faster than PCIe, the common bus for all cards.",
    ),
    (
        (
            "What is the difference between top-k and top-p?",
            "How do top-k and top-p differ?",
            "Top-k or top-p, what is the difference?",
        ),
        "Top-k keeps a fixed number of tokens; top-p keeps as many as needed to reach probability p.",
    ),
    (
        ("What does temperature 0 do?", "What happens at temperature 0?", "What does temperature zero mean?"),
        "At temperature 0 the model always takes the most likely token, so the answer is repeatable.",
    ),
    (
        (
            "Why does a KV cache grow?",
            "Does the KV cache grow with the context?",
            "How does the KV cache grow?",
        ),
        "Every new token adds one entry per layer, so the cache grows with the length of the conversation.",
    ),
)
