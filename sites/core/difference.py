"""What changed from one text to the next, word by word."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

MOST_WORDS = 3000


@dataclass(frozen=True)
class Piece:
    """A stretch of words: kept, new or gone."""

    kind: str
    text: str


def difference(before: str, now: str) -> list[list[Piece]]:
    """Paragraphs of pieces: what was kept, written anew and struck out since the text before."""
    old, new = re.findall(r"\n+|[^\s]+", before)[:MOST_WORDS], re.findall(r"\n+|[^\s]+", now)[:MOST_WORDS]
    lines: list[list[Piece]] = [[]]
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            _add(lines, "kept", new[c:d])
        else:
            _add(lines, "gone", [word for word in old[a:b] if word.strip()])
            _add(lines, "new", new[c:d])
    return [line for line in lines if line]


def _add(lines: list[list[Piece]], kind: str, words: list[str]) -> None:
    said: list[str] = []
    for word in words:
        if word.strip():
            said.append(word)
            continue
        if said:
            lines[-1].append(Piece(kind, " ".join(said)))
        said = []
        lines.append([])
    if said:
        lines[-1].append(Piece(kind, " ".join(said)))
