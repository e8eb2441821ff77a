"""What Octant is, for whom, on what it runs, and what stays private."""

from __future__ import annotations

from .facts import Fact

PROGRAM = (
    Fact(
        "Octant is a C++20 app that runs DeepSeek-style MoE models on one workstation"
        " and records which expert on which rank every token goes to.",
        term="Octant",
        questions=(
            "What kind of program is Octant?",
            "What does Octant do?",
            "What is this program?",
            "What app is this?",
            "What is this app for?",
            "What can Octant do?",
            "What am I using here?",
        ),
        weight=4,
    ),
    Fact(
        "Octant records the routing of every token while it answers, and all of it runs on one machine.",
        questions=(
            "What makes Octant special?",
            "What is special about Octant?",
            "How is Octant different from other programs?",
            "Why is Octant interesting?",
            "What sets Octant apart?",
        ),
    ),
    Fact(
        "Octant is for people who want to run a large MoE model themselves and see how it works inside.",
        questions=(
            "Who is Octant for?",
            "Who should use Octant?",
            "Who is meant to use Octant?",
            "Who uses Octant?",
            "For whom was Octant made?",
        ),
    ),
    Fact(
        "Octant is written in C++20.",
        questions=(
            "What language is Octant written in?",
            "Which programming language does Octant use?",
            "In which language is Octant programmed?",
            "Is Octant written in C++?",
            "What is Octant written in?",
        ),
    ),
    Fact(
        "An octant is one of eight parts, and Octant is designed with eight GPUs in mind.",
        questions=(
            "Why is it called Octant?",
            "What does the name Octant mean?",
            "Where does the name Octant come from?",
            "Why is the program named Octant?",
        ),
    ),
    Fact(
        "Octant is designed for one workstation with eight GPUs in mind; it runs on CPUs too.",
        questions=(
            "What hardware is Octant designed for?",
            "What machine is Octant built for?",
            "What hardware does Octant need?",
            "Which computer is Octant meant for?",
            "How many GPUs is Octant designed for?",
        ),
    ),
    Fact(
        "Octant has CUDA kernels for NVIDIA GPUs. Its README says what the version at hand does with them.",
        questions=(
            "Does Octant run on GPUs?",
            "Can Octant use my GPU?",
            "Does Octant have a GPU backend?",
            "Is there GPU support in Octant?",
            "Does Octant support CUDA?",
        ),
    ),
    Fact(
        "Yes. Octant runs on CPUs, with the model split over ranks that share the cores.",
        questions=(
            "Does Octant run on a CPU?",
            "Can I run Octant without a GPU?",
            "Does Octant work on CPUs?",
            "Is a CPU enough for Octant?",
        ),
    ),
    Fact(
        "In a terminal, octant chat starts a chat. The README says what the version at hand has beyond it.",
        questions=(
            "Does Octant have a window?",
            "Is there a graphical interface for Octant?",
            "Does Octant have a GUI?",
            "Can I use Octant outside the terminal?",
        ),
    ),
    Fact(
        "Octant records the experts of every token and shows how their work is spread over the ranks.",
        questions=(
            "What does Octant show?",
            "What can I see in Octant?",
            "What does Octant record while it answers?",
            "What does Octant tell me about routing?",
        ),
    ),
    Fact(
        "No. Everything runs on your own machine, and nothing is sent anywhere.",
        questions=(
            "Does Octant send my data anywhere?",
            "Is my text sent to a server?",
            "Does Octant upload my chat?",
            "Does Octant collect my data?",
            "Is anything sent to the cloud?",
        ),
        weight=2,
    ),
    Fact(
        "Yes. Everything stays on your own machine, and nothing is sent anywhere.",
        questions=(
            "Is my chat private?",
            "Is my data safe with Octant?",
            "Does Octant run locally?",
            "Is this conversation private?",
            "Are my messages private?",
        ),
        weight=2,
    ),
    Fact(
        "Answering needs no internet; only installing missing packages does.",
        questions=(
            "Does Octant need the internet?",
            "Can I use Octant offline?",
            "Does Octant work without internet?",
            "Do I need to be online for Octant?",
        ),
    ),
    Fact(
        "No. Octant runs models and does not train them.",
        questions=(
            "Does Octant train models?",
            "Can I train a model with Octant?",
            "Can Octant fine-tune a model?",
            "Is Octant a training program?",
        ),
    ),
    Fact(
        "The program Octant runs the model; the demo model is the small model that comes with it.",
        questions=(
            "What is the difference between Octant and the demo model?",
            "What is the demo model to Octant?",
            "Is Octant a model or a program?",
            "How do Octant and the demo model differ?",
        ),
    ),
    Fact(
        "run.sh knows Debian 12 and Ubuntu 24.04; elsewhere it names what you need to install.",
        questions=(
            "Which operating systems does Octant support?",
            "Which Linux does Octant support?",
            "What systems does run.sh know?",
            "Where does run.sh work?",
        ),
    ),
)
