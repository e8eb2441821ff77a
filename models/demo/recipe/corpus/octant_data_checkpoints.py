"""Which checkpoints Octant loads, and the files that they consist of."""

from __future__ import annotations

from .facts import Fact

CHECKPOINTS = (
    Fact(
        "Octant runs DeepSeek-V3, DeepSeek-R1 and DeepSeek-V3.1 checkpoints, and this demo model.",
        questions=(
            "Which models does Octant run?",
            "What models can Octant load?",
            "Which checkpoints does Octant load?",
            "What models does Octant support?",
            "List the models that Octant runs.",
            "Which checkpoints load today?",
        ),
        weight=2,
    ),
    Fact(
        "Yes. Octant runs DeepSeek-V3 and V3-0324 and uses their MTP layer for drafts.",
        questions=(
            "Does Octant run DeepSeek-V3?",
            "Can Octant load DeepSeek-V3?",
            "Is DeepSeek-V3 supported?",
            "Can I use DeepSeek-V3 with Octant?",
        ),
    ),
    Fact(
        "Yes. Octant runs DeepSeek-R1 and shows its reasoning apart from the answer.",
        questions=(
            "Does Octant run DeepSeek-R1?",
            "Can Octant load DeepSeek-R1?",
            "Is DeepSeek-R1 supported?",
            "Can I use DeepSeek-R1 with Octant?",
        ),
    ),
    Fact(
        "Yes. Octant runs DeepSeek-V3.1, with thinking on or off.",
        questions=(
            "Does Octant run DeepSeek-V3.1?",
            "Can Octant load DeepSeek-V3.1?",
            "Is DeepSeek-V3.1 supported?",
            "Can I use DeepSeek-V3.1 with Octant?",
        ),
    ),
    Fact(
        "Only octant inspect reads Moonlight today; its tokenizer and chat format are not read yet.",
        questions=(
            "Does Octant run Moonlight?",
            "Can Octant load Moonlight?",
            "Is Moonlight supported?",
            "Can I use Moonlight with Octant?",
        ),
    ),
    Fact(
        "No. Octant refuses that architecture by name.",
        questions=(
            "Does Octant run Mixtral?",
            "Does Octant run Qwen3?",
            "Does Octant run Kimi K2?",
            "Does Octant run DeepSeek-V2?",
            "Can Octant load Mixtral?",
            "Can Octant load Qwen3?",
            "Can Octant load Kimi K2?",
            "Can Octant load GLM?",
        ),
    ),
    Fact(
        "Octant reads weights in BF16, F32 and block-scaled FP8.",
        questions=(
            "Which weight formats does Octant read?",
            "What number formats does Octant support?",
            "Which data types can Octant load?",
            "Does Octant run FP8 weights?",
            "Does Octant support BF16?",
        ),
    ),
    Fact(
        "Octant's FP8 weights have one scale for each block of 128x128 numbers.",
        questions=(
            "How are FP8 weights scaled in Octant?",
            "What block size do FP8 scales have in Octant?",
            "How large are Octant's FP8 blocks?",
            "What does block-scaled FP8 mean in Octant?",
        ),
    ),
    Fact(
        "A model folder holds config.json, tokenizer.json and the weights as safetensors files.",
        questions=(
            "What files does a model folder need?",
            "Which files does Octant read?",
            "What is in a model folder?",
            "What does a checkpoint folder hold?",
            "Which files belong to a checkpoint?",
        ),
    ),
    Fact(
        "config.json names a model's architecture and its sizes, such as layers and experts.",
        term="config.json",
        questions=("What is in config.json?", "What does config.json say?"),
    ),
    Fact(
        "tokenizer.json holds the vocabulary and the merges that turn text into token ids.",
        term="tokenizer.json",
        questions=("What is in tokenizer.json?", "What does tokenizer.json hold?"),
    ),
    Fact(
        "safetensors is a file format for weights: a JSON header with names and shapes, then the numbers.",
        term="safetensors",
        questions=("What is in a safetensors file?", "What is the safetensors format?"),
    ),
    Fact(
        "The index file, model.safetensors.index.json, says which shard holds which tensor.",
        term="the safetensors index",
        questions=("What is model.safetensors.index.json?", "What does the index file of a checkpoint say?"),
    ),
    Fact(
        "Yes. The weights of the whole model must fit into memory.",
        questions=(
            "Must the model fit into memory?",
            "Do the weights have to fit into memory?",
            "Does the whole model need to fit in RAM?",
            "Must all weights fit in memory?",
        ),
    ),
    Fact(
        "Octant refuses a damaged file with one clear line that says what is wrong.",
        questions=(
            "What happens if a checkpoint is damaged?",
            "What does Octant do with a broken file?",
            "What happens with a malformed safetensors file?",
            "How does Octant handle damaged files?",
        ),
    ),
)
