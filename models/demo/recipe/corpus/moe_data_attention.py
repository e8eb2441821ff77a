"""Facts about the transformer and its attention: MLA, positions, norms, embedding and head."""

from __future__ import annotations

#: Forms of one term, as they follow "What is", and its definition.
TERMS: tuple[tuple[tuple[str, ...], str], ...] = (
    (
        ("MLA", "multi-head latent attention"),
        "MLA is multi-head latent attention: it stores keys and values of all "
        "heads as one small shared latent vector per token.",
    ),
    (
        ("the latent in MLA", "the KV latent", "the latent vector in MLA"),
        "The latent is a short vector per token from which MLA computes the keys and values of all heads.",
    ),
    (
        ("kv_lora_rank",),
        "kv_lora_rank is the width of the latent that MLA caches for "
        "keys and values; it is 512 in DeepSeek-V3.",
    ),
    (("q_lora_rank",), "q_lora_rank is the width of the compressed query in MLA; it is 1536 in DeepSeek-V3."),
    (
        ("qk_rope_head_dim",),
        "qk_rope_head_dim is the width of the rope part of a head in MLA; it is 64 in DeepSeek-V3.",
    ),
    (
        ("qk_nope_head_dim",),
        "qk_nope_head_dim is the width of the nope part of a head in MLA; it is 128 in DeepSeek-V3.",
    ),
    (
        ("the rope part", "the rope part in MLA"),
        "The rope part is the piece of queries and keys in MLA that is rotated by position.",
    ),
    (
        ("the nope part", "the nope part in MLA"),
        "The nope part is the piece of queries and keys in MLA that carries no position.",
    ),
    (
        ("absorption in MLA", "MLA absorption", "weight absorption"),
        "Absorption multiplies the key and value matrices into the query and the "
        "output, so attention runs on the latent itself.",
    ),
    (
        ("attention", "self-attention"),
        "Attention lets each token gather information from earlier tokens, weighted by how well they match.",
    ),
    (
        ("an attention head", "a head"),
        "An attention head is one of several attentions that run side by "
        "side in a layer, each with its own view.",
    ),
    (
        ("grouped-query attention", "GQA"),
        "Grouped-query attention lets several query heads share one key and value head to shrink the cache.",
    ),
    (
        ("a causal mask", "the causal mask", "causal masking"),
        "A causal mask hides later tokens, so each token sees only itself and what came before.",
    ),
    (
        ("RoPE", "rotary position embedding"),
        "RoPE is rotary position embedding: it rotates queries and keys "
        "by an angle that depends on the position.",
    ),
    (
        ("YaRN",),
        "YaRN stretches the frequencies of RoPE so that a model can read "
        "longer texts than it was first trained on.",
    ),
    (
        ("RMSNorm", "root mean square normalisation"),
        "RMSNorm divides a vector by the root mean square of its values and multiplies it by learned weights.",
    ),
    (
        ("the residual stream", "a residual stream"),
        "The residual stream is the vector of each token that runs "
        "through all layers; every layer adds to it.",
    ),
    (
        ("a residual connection", "a skip connection"),
        "A residual connection adds the input of a block to its output.",
    ),
    (
        ("SwiGLU",),
        "SwiGLU is a feed-forward form in which one projection, passed through "
        "SiLU, multiplies a second one before the last.",
    ),
    (("softmax", "the softmax"), "Softmax turns a list of scores into positive numbers that sum to 1."),
    (
        ("a feed-forward network", "an FFN", "an MLP"),
        "A feed-forward network is the part of a layer that works on "
        "each token alone: up, a nonlinearity, down.",
    ),
    (
        ("an embedding", "a token embedding"),
        "An embedding is the learned vector that stands for a token at the input of the model.",
    ),
    (
        ("the LM head", "an LM head"),
        "The LM head is the last matrix of a model; it turns the hidden "
        "state into one logit per vocabulary entry.",
    ),
    (("a logit",), "A logit is the raw score of one vocabulary entry before softmax."),
    (
        ("a hidden state",),
        "A hidden state is the vector that holds what the model knows about a token at some layer.",
    ),
    (
        ("a transformer", "the transformer"),
        "A transformer is a neural network of layers, each with attention and a feed-forward part.",
    ),
    (
        ("a layer", "a transformer layer"),
        "A layer is one block of a transformer: attention first, then a feed-forward network or experts.",
    ),
)

#: Hand-written wordings of one question, and its answer.
QUESTIONS: tuple[tuple[tuple[str, ...], str], ...] = (
    (
        (
            "Why is the MLA cache small?",
            "Why does MLA need so little cache?",
            "How does MLA save memory?",
            "Why is MLA useful?",
        ),
        "MLA caches one latent and one short rope key per token instead of keys and values for every head.",
    ),
    (
        (
            "How many values does MLA cache per token and layer?",
            "How big is the MLA cache per token in DeepSeek-V3?",
            "What does MLA store per token?",
        ),
        "In DeepSeek-V3 it is 576 values per token and layer: a latent of 512 and a rope key of 64.",
    ),
    (
        (
            "Why does MLA split rope and nope parts?",
            "Why is the rope part separate in MLA?",
            "Why does MLA have a rope part of its own?",
        ),
        "The rotation depends on the position, so it cannot be absorbed into "
        "the weights; a small separate part carries it.",
    ),
    (
        (
            "Do all heads share the rope key in MLA?",
            "Is the rope key in MLA shared?",
            "How many rope keys does a token have in MLA?",
        ),
        "In MLA one rope key per token is shared by all heads.",
    ),
    (
        ("Which model introduced MLA?", "Where was MLA first used?", "Where does MLA come from?"),
        "MLA was introduced with DeepSeek-V2 in 2024.",
    ),
    (
        (
            "What is the difference between MLA and GQA?",
            "How do MLA and GQA differ?",
            "MLA or GQA, what is the difference?",
        ),
        "GQA shares key and value heads between queries; MLA compresses all keys and values into one latent.",
    ),
    (
        ("Why do models normalise the hidden state?", "What is RMSNorm good for?", "Why is RMSNorm used?"),
        "Normalisation keeps the size of the values steady from layer to layer, which makes training stable.",
    ),
    (
        (
            "What is the difference between RMSNorm and LayerNorm?",
            "How do RMSNorm and LayerNorm differ?",
            "RMSNorm or LayerNorm, what is the difference?",
        ),
        "RMSNorm only scales the vector; LayerNorm also subtracts the mean first.",
    ),
    (
        (
            "What is the difference between a logit and a probability?",
            "How do logits become probabilities?",
            "How is a logit turned into a probability?",
        ),
        "A logit is a raw score; softmax turns all logits into probabilities.",
    ),
    (
        (
            "When was the transformer invented?",
            "In which year was the transformer published?",
            "Which paper introduced the transformer?",
        ),
        "The transformer was introduced in 2017 in the paper Attention Is All You Need.",
    ),
    (("When was RoPE published?", "In which year did RoPE appear?"), "RoPE was published in 2021."),
)
