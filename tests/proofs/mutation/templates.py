"""Every mutation of a template: its conditions turned, fixed, or with another comparison."""

import re
from collections.abc import Iterator
from itertools import pairwise

from tests.proofs.mutation import ROOT, Mutant

TAG = re.compile(rb"{%\s*(if|elif|endif)\b\s*(.*?)\s*%}")
WORD = re.compile(r"\"[^\"]*\"|'[^']*'|\S+")
OTHER = {
    "and": ("and-or", "or"), "or": ("and-or", "and"), "<": ("boundary", "<="), "<=": ("boundary", "<"), ">": ("boundary", ">="),
    ">=": ("boundary", ">"), "==": ("equality", "!="), "!=": ("equality", "=="), "in": ("equality", "not in"), "is": ("equality", "is not"),
}  # fmt: skip


def changes(words: list[str]) -> Iterator[tuple[str, str]]:
    """(kind, new condition) of a condition by its words; Django knows no brackets, so `not` turns one part at a time."""
    yield from (("condition", "True"), ("condition", "False"))
    starts = [0, *(at + 1 for at, word in enumerate(words) if word in {"and", "or"}), len(words) + 1]
    parts = [words[start : end - 1] for start, end in pairwise(starts)]
    joints = [word for word in words if word in {"and", "or"}]
    for index, part in enumerate(parts):
        turned = part[1:] if part[0] == "not" else ["not", *part]
        yield "not", joined([*parts[:index], turned, *parts[index + 1 :]], joints)
        if joints:
            rest = joints[:index] + joints[index + 1 :] if index < len(joints) else joints[:-1]
            yield "part", joined([*parts[:index], *parts[index + 1 :]], rest)
    for at, word in enumerate(words):
        if word in OTHER:
            kind, other = OTHER[word]
            before = words[: at - 1] if word == "in" and words[at - 1] == "not" else words[:at]
            yield kind, " ".join([*before, other if len(before) == at else "in", *words[at + 1 :]])


def joined(parts: list[list[str]], joints: list[str]) -> str:
    return " ".join(word for part, joint in zip(parts, [*joints, ""], strict=True) for word in (*part, joint) if word)


def mutants_of(file: str) -> list[Mutant]:
    return list(mutants_in((ROOT / file).read_bytes(), file))


def mutants_in(source: bytes, file: str) -> Iterator[Mutant]:
    """Every mutation of a template's text. The line that is executed is that of the whole `if`."""
    opened: list[int] = []
    for tag in TAG.finditer(source):
        name, condition = tag[1].decode(), tag[2].decode()
        line = source.count(b"\n", 0, tag.start()) + 1
        if name == "endif":
            opened.pop()
            continue
        if name == "if":
            opened.append(line)
        for kind, new in changes(WORD.findall(condition)):
            old, text = f"{{% {name} {condition} %}}", f"{{% {name} {new} %}}"
            yield Mutant(file, "", kind, old, text, text, tag.start(), tag.end(), line, (opened[-1], opened[-1]))
