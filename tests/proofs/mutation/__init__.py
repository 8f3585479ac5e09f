"""Single mutations of the business logic: which there are, which tests execute their lines, and whether one of these notices."""

from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent.parent
APPS = ("sites", "planning", "offers", "processes", "reporting")
#: The folders of an app (or its file of that name) that hold business logic, and the templates of all.
ROOMS = ("core", "documents", "models", "pages", "rules", "services", "templates")

CONTEXT = 24  # characters shown on both sides of a change


def room_of(file: str) -> str:
    """The room of a file by its path from the root, "" for a file that is not mutated."""
    top, _, rest = file.partition("/")
    if top == "templates":
        return "templates"
    name = rest.split("/")[0].removesuffix(".py")
    return name if top in APPS and name in ROOMS and not file.endswith("__init__.py") else ""


def files() -> list[str]:
    """The files that are mutated, by their paths from the root."""
    paths = [path for app in APPS for path in (ROOT / app).rglob("*.py")] + [path for path in (ROOT / "templates").rglob("*") if path.is_file()]
    return sorted(name for path in paths if room_of(name := path.relative_to(ROOT).as_posix()))


def common(left: str, right: str) -> int:
    """How many characters two texts have in common at their beginning."""
    return next((at for at, (one, other) in enumerate(zip(left, right, strict=False)) if one != other), min(len(left), len(right)))


@dataclass(frozen=True)
class Mutant:
    """One change: the bytes of the file from `start` to `end` become `written`. The tests that execute `lines` (first, last) are tried."""

    file: str
    where: str  # the function or name that holds it
    kind: str
    old: str
    new: str
    written: str
    start: int
    end: int
    line: int
    lines: tuple[int, int]
    names: tuple[str, ...] = ()  # set when the line runs at import: tests that execute a function naming one of these are tried

    @property
    def room(self) -> str:
        return room_of(self.file)

    @property
    def change(self) -> str:
        """Old -> new without what both begin and end with, as equivalents name it."""
        same = common(self.old, self.new)
        start = max(same - CONTEXT, 0)
        end = max(common(self.old[same:][::-1], self.new[same:][::-1]) - CONTEXT, 0)
        old, new = (text[start : len(text) - end] for text in (self.old, self.new))
        before, after = "…" if start else "", "…" if end else ""
        return f"{before}{old}{after} -> {before}{new}{after}"

    def __str__(self) -> str:
        return f"{self.file}:{self.line}{' in ' if self.where else ''}{self.where} [{self.kind}] {self.change}"

    def text(self) -> str:
        """The whole file with the change."""
        source = (ROOT / self.file).read_bytes()
        return (source[: self.start] + self.written.encode() + source[self.end :]).decode()
