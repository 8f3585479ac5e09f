"""Guards are marked where they stand: `# guard: NAME -> TEXT` (in SQL `-- guard: NAME -> TEXT`) switches the line off by putting TEXT there.

The mark stands at the end of the line, or alone on the line before. Without `-> TEXT` the line is taken away.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
PLACES = ("sites", "planning", "offers", "processes", "reporting", "thekiz")
MARK = re.compile(r"^(?P<code>.*?)\s*(?:#|--) guard: (?P<name>[a-z0-9-]+)(?: -> (?P<new>.*\S))?\s*$")
NAMED = re.compile(r"\bguard\(((?:\"[a-z0-9-]+\"(?:, )?)+)\)")


@dataclass(frozen=True)
class Guard:
    """`line` (from 0) of `file` is the guard; `new` stands there when it is off."""

    name: str
    file: str
    line: int
    old: str
    new: str

    def switched_off(self, text: str) -> str:
        lines = text.splitlines(keepends=True)
        indent = self.old[: len(self.old) - len(self.old.lstrip())]
        lines[self.line] = f"{indent}{self.new}\n" if self.new else "\n"
        return "".join(lines)


def guards(root: Path = ROOT) -> list[Guard]:
    """All guards of the code, in the order of the files."""
    files = sorted(path for place in PLACES for kind in ("py", "sql") for path in (root / place).rglob(f"*.{kind}"))
    return [guard for path in files for guard in guards_of(path.read_text(), path.relative_to(root).as_posix())]


def guards_of(text: str, file: str) -> Iterator[Guard]:
    lines = text.splitlines()
    for number, line in enumerate(lines):
        if mark := MARK.match(line):
            at = number if mark["code"].strip() else number + 1
            yield Guard(mark["name"], file, at, mark["code"] if at == number else lines[at], mark["new"] or "")


def tests_by_guard(root: Path = ROOT) -> dict[str, list[Path]]:
    """Guard → the files with tests that name it."""
    named: dict[str, list[Path]] = {}
    for path in sorted(root.glob("tests/**/test_*.py")):
        for names in NAMED.findall(path.read_text()):
            for name in re.findall(r"[a-z0-9-]+", names):
                named.setdefault(name, []).append(path)
    return named
