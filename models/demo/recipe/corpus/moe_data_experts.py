"""Facts about experts, routing, load balance and the parallelism that spreads a model over ranks."""

from __future__ import annotations

#: Forms of one term, as they follow "What is", and its definition.
TERMS: tuple[tuple[tuple[str, ...], str], ...] = (
    (
        ("a mixture of experts", "an MoE", "MoE", "mixture of experts"),
        "A mixture of experts is a layer with many small networks, of "
        "which a router picks a few for each token.",
    ),
    (
        ("an MoE layer", "a mixture of experts layer"),
        "An MoE layer is a transformer layer whose feed-forward part consists of many experts and a router.",
    ),
    (
        ("an expert", "an expert in an MoE"),
        "An expert is one of the small feed-forward networks of a mixture of experts layer.",
    ),
    (
        ("a routed expert",),
        "A routed expert is an expert that works only on the tokens the router sends to it.",
    ),
    (
        ("a shared expert",),
        "A shared expert is an expert that works on every token, beside the routed experts.",
    ),
    (
        ("a router", "an MoE router"),
        "A router is the small part of an MoE layer that chooses the experts for each token.",
    ),
    (
        ("a gate", "a gating network"),
        "A gate is the matrix that gives every expert a score for a token; the router picks the best scores.",
    ),
    (
        ("expert routing", "routing"),
        "Routing is the choice of a few experts for each token in each MoE layer.",
    ),
    (
        ("a sigmoid gate", "sigmoid gating"),
        "A sigmoid gate scores every expert on its own between 0 and 1. DeepSeek-V3 uses it.",
    ),
    (
        ("a softmax gate", "softmax gating"),
        "A softmax gate turns the scores of all experts into shares that sum to 1. DeepSeek-V2 uses it.",
    ),
    (
        ("the correction bias", "e_score_correction_bias", "the expert correction bias"),
        "The correction bias is one number per expert that is added to its score "
        "for the selection only, which keeps the load even.",
    ),
    (
        ("auxiliary-loss-free balancing", "loss-free balancing", "auxiliary-loss-free load balancing"),
        "Auxiliary-loss-free balancing evens the load by adjusting a "
        "bias per expert instead of adding a loss.",
    ),
    (
        ("an auxiliary loss", "the load balancing loss"),
        "An auxiliary loss is an extra training term that punishes uneven expert load.",
    ),
    (
        ("group-limited routing", "group-limited top-k"),
        "Group-limited routing first picks the best groups of experts and then the top experts within them.",
    ),
    (
        ("n_group",),
        "n_group is the number of groups into which the routed experts are split; DeepSeek-V3 has 8.",
    ),
    (
        ("topk_group",),
        "topk_group is the number of expert groups from which a token may pick; DeepSeek-V3 allows 4.",
    ),
    (
        ("top-k",),
        "Top-k means keeping only the k highest scores: experts in a router, or tokens in sampling.",
    ),
    (
        ("top-k routing", "top-k expert selection"),
        "Top-k routing sends each token to the k experts with the highest scores.",
    ),
    (
        ("norm_topk_prob",),
        "norm_topk_prob is the setting that scales the weights of the chosen experts so that they sum to 1.",
    ),
    (
        ("routed_scaling_factor", "the routed scaling factor"),
        "routed_scaling_factor is the number that multiplies the weights of "
        "the chosen experts; it is 2.5 in DeepSeek-V3.",
    ),
    (
        ("an expert weight", "a routing weight"),
        "A routing weight is the factor with which the output of a chosen expert enters the sum.",
    ),
    (
        ("an active parameter", "the active parameter count"),
        "An active parameter is one that a token really uses; in an MoE "
        "only a small part of all parameters is active.",
    ),
    (
        ("a sparse model",),
        "A sparse model uses only a part of its weights for each token, as a mixture of experts does.",
    ),
    (("a dense model",), "A dense model uses all of its weights for every token."),
    (
        ("load balance", "expert load balance", "load balancing"),
        "Load balance means that all experts or ranks get about the same number of tokens.",
    ),
    (
        ("the busiest/mean ratio", "busiest over mean"),
        "Busiest over mean is the load of the busiest rank divided by the mean load; 1.0 is perfect balance.",
    ),
    (
        ("expert collapse", "routing collapse"),
        "Expert collapse is when the router sends nearly all tokens to a "
        "few experts and the others stop learning.",
    ),
    (
        ("expert specialisation", "expert specialization"),
        "Expert specialisation means that experts learn to handle different kinds of tokens.",
    ),
    (
        ("a redundant expert", "expert replication"),
        "A redundant expert is a second copy of a busy expert on "
        "another rank, so that the two share its load.",
    ),
    (
        ("EPLB", "an expert load balancer"),
        "EPLB is an expert parallelism load balancer: it copies busy "
        "experts and places them evenly on the ranks.",
    ),
    (
        ("expert parallelism", "EP"),
        "Expert parallelism spreads the experts of each layer over "
        "several ranks, so each rank holds only some.",
    ),
    (
        ("tensor parallelism", "TP"),
        "Tensor parallelism splits single weight matrices over several "
        "ranks, which add up their partial results.",
    ),
    (
        ("data parallelism", "DP"),
        "Data parallelism gives each rank a copy of the model and different requests to work on.",
    ),
    (
        ("pipeline parallelism", "PP"),
        "Pipeline parallelism places different layers on different "
        "ranks, and tokens pass from one to the next.",
    ),
    (("a rank",), "A rank is one of the workers, usually one GPU, that run a model together."),
    (
        ("all-to-all", "an all-to-all exchange"),
        "All-to-all is an exchange in which every rank sends a "
        "different part of its data to every other rank.",
    ),
    (
        ("all-reduce",),
        "All-reduce is an exchange that adds up the values of all ranks and gives every rank the sum.",
    ),
)

#: Hand-written wordings of one question, and its answer.
QUESTIONS: tuple[tuple[tuple[str, ...], str], ...] = (
    (
        ("Why are MoE models fast?", "Why is a mixture of experts fast?", "What makes MoE models fast?"),
        "Each token uses only a few experts, so far fewer weights are read and multiplied than the model has.",
    ),
    (
        (
            "When was the mixture of experts invented?",
            "How old is the mixture of experts?",
            "In which year did the mixture of experts appear?",
        ),
        "The mixture of experts was first published in 1991.",
    ),
    (
        (
            "Why do MoE models need so much memory?",
            "Why is a mixture of experts so large?",
            "Why must all experts be in memory?",
        ),
        "Any expert can be chosen for the next token, so all of them must be held in memory.",
    ),
    (
        (
            "Which part of a transformer becomes a mixture of experts?",
            "Which part of a layer do the experts replace?",
            "Where are the experts in a transformer?",
        ),
        "The experts replace the feed-forward part of the layer; attention stays as it is.",
    ),
    (
        ("How does the router choose experts?", "How are experts chosen?", "How does routing work?"),
        "The router scores every expert for the token and picks the k best scores.",
    ),
    (
        (
            "How are the expert outputs combined?",
            "How are the outputs of the experts added up?",
            "What happens to the outputs of the experts?",
        ),
        "The outputs are multiplied by their routing weights and summed, "
        "and the shared expert's output is added.",
    ),
    (
        (
            "Does the correction bias change the expert weights?",
            "Is the correction bias part of the expert weights?",
            "Does e_score_correction_bias enter the output?",
        ),
        "No. The bias takes part in the selection only; the weights come from the scores without it.",
    ),
    (
        (
            "Why must the correction bias be kept in F32?",
            "Why is e_score_correction_bias stored in FP32?",
            "Can the correction bias be stored in BF16?",
        ),
        "Rounding the bias to BF16 changes which experts are chosen, so it must stay in F32.",
    ),
    (
        (
            "Why do MoE models need load balance?",
            "Why does load balance matter?",
            "Why should experts be balanced?",
        ),
        "The busiest rank decides the time of each step, so uneven load makes all the others wait.",
    ),
    (
        (
            "Why do some models have shared experts?",
            "What is a shared expert good for?",
            "Why use a shared expert?",
        ),
        "A shared expert learns what all tokens need, so the routed experts are free to specialise.",
    ),
    (
        (
            "Are the experts chosen per word or per sentence?",
            "Are experts chosen per token or per sentence?",
            "Does every token choose its own experts?",
        ),
        "Experts are chosen anew for every token in every MoE layer.",
    ),
    (
        (
            "Does each layer choose different experts?",
            "Are experts shared between layers?",
            "Does every layer have its own experts?",
        ),
        "Every MoE layer has its own experts and its own router.",
    ),
    (
        (
            "Do experts have topics like maths or law?",
            "Is there one expert for each topic?",
            "Does an expert know one subject?",
        ),
        "Not in a clean way. Experts specialise in kinds of tokens, which only sometimes match a topic.",
    ),
    (
        (
            "Why does expert parallelism need all-to-all?",
            "What is all-to-all used for in an MoE?",
            "Why do ranks exchange tokens?",
        ),
        "Tokens must travel to the ranks of their experts, and the results must travel back.",
    ),
    (
        (
            "How does expert parallelism save memory?",
            "Why use expert parallelism?",
            "What is expert parallelism good for?",
        ),
        "Each rank stores only its share of the experts, so a model too large for one GPU fits on several.",
    ),
    (
        (
            "What is the difference between a routed and a shared expert?",
            "How do routed and shared experts differ?",
            "Routed expert or shared expert, what is the difference?",
        ),
        "A routed expert works only on tokens sent to it; a shared expert works on every token.",
    ),
    (
        (
            "What is the difference between active and total parameters?",
            "How do active and total parameters differ?",
            "Active or total parameters, what is the difference?",
        ),
        "Total parameters are all weights of the model; active parameters are those that one token uses.",
    ),
    (
        (
            "What is the difference between a dense model and an MoE?",
            "How does an MoE differ from a dense model?",
            "Dense or MoE, what is the difference?",
        ),
        "A dense model uses all weights for every token; an MoE uses only the chosen experts.",
    ),
    (
        (
            "What is the difference between a sigmoid and a softmax gate?",
            "How do sigmoid and softmax gates differ?",
            "Sigmoid gate or softmax gate, what is the difference?",
        ),
        "A sigmoid scores each expert independently; a softmax makes the "
        "experts compete for shares that sum to 1.",
    ),
    (
        (
            "What is the difference between expert and tensor parallelism?",
            "How do expert parallelism and tensor parallelism differ?",
            "Does tensor parallelism split experts?",
        ),
        "Expert parallelism gives whole experts to ranks; tensor parallelism cuts every matrix into pieces.",
    ),
    (
        (
            "What is the difference between all-to-all and all-reduce?",
            "How do all-to-all and all-reduce differ?",
            "All-to-all or all-reduce, what is the difference?",
        ),
        "All-to-all sends different data to each rank; all-reduce gives every rank the same sum.",
    ),
    (
        (
            "What busiest/mean ratio is best?",
            "Which busiest/mean value means perfect balance?",
            "What does a busiest/mean of 1.0 mean?",
        ),
        "A ratio of 1.0 is best: then all ranks carry the same load.",
    ),
)
