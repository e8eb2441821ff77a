"""A conversation as token ids in DeepSeek-V3.1's chat format.

  <｜begin▁of▁sentence｜>system<｜User｜>question<｜Assistant｜></think>answer<｜end▁of▁sentence｜>...

With thinking on, the last answer begins with <think>, and the reasoning ends with </think>.
"""

from __future__ import annotations

from dataclasses import dataclass

from tokenizers import Tokenizer

from corpus.conversation import Turn

BOS, EOS, PAD = "<｜begin▁of▁sentence｜>", "<｜end▁of▁sentence｜>", "<｜▁pad▁｜>"
USER, ASSISTANT, THINK, END_THINK = "<｜User｜>", "<｜Assistant｜>", "<think>", "</think>"


@dataclass(frozen=True)
class Chat:
    """Turns to render; thinking is that of the last turn."""

    turns: tuple[Turn, ...]
    thinking: bool = False
    system: str = ""

    def pieces(self) -> list[tuple[str, bool]]:
        """(text or control token, whether the model writes it)."""
        out = [(BOS, False), (self.system, False)]
        for turn in self.turns:
            thinking = self.thinking and turn is self.turns[-1]
            out += [(USER, False), (turn.user, False), (ASSISTANT, False)]
            if thinking:
                out += [(THINK, False), (turn.reasoning, True), (END_THINK, True)]
            else:
                out.append((END_THINK, False))
            out += [(turn.spoken(thinking), True), (EOS, True)]
        return out


def encode_all(tokenizer: Tokenizer, chats: list[Chat]) -> list[tuple[list[int], list[bool]]]:
    """For each chat (ids, whether the model writes that id)."""
    pieces = [chat.pieces() for chat in chats]
    texts = list({text for chat in pieces for text, _ in chat if text})
    encoded = tokenizer.encode_batch_fast(texts, add_special_tokens=False)
    ids_of = dict(zip(texts, (e.ids for e in encoded), strict=True))
    out = []
    for chat in pieces:
        ids: list[int] = []
        written: list[bool] = []
        for text, by_model in chat:
            part = ids_of[text] if text else []
            ids += part
            written += [by_model] * len(part)
        out.append((ids, written))
    return out
