"""Which mutants are tried (the same for the same seed), and by which tests."""

import ast
from collections import Counter, defaultdict
from math import sqrt
from pathlib import Path
from random import Random

from tests.proofs.mutation import ROOMS, ROOT, Mutant, constraints, files, python, room_of, templates

MOST_TESTS = 40  # beside those that compare whole pages and papers, which come last
TEXTS = "tests/texts/"
EQUIVALENTS = Path(__file__).parent.parent / "equivalents.txt"


def population() -> list[Mutant]:
    """All mutants of all files."""
    mutants = [mutant for file in files() for mutant in (python if file.endswith(".py") else templates).mutants_of(file)]
    return mutants + [mutant for file in files() if room_of(file) == "models" for mutant in constraints.mutants_of(file)]


def equivalents() -> dict[tuple[str, str, str], str]:
    """(file, function, change) → why nobody can tell the two apart. Paragraphs of three lines; the first names file and function."""
    known = {}
    for paragraph in EQUIVALENTS.read_text().split("\n\n"):
        lines = [line for line in paragraph.splitlines() if line and not line.startswith("#")]
        if lines:
            place, change, reason = lines
            file, _, where = place.partition(" ")
            known[file, where, change] = reason
    return known


def key(mutant: Mutant) -> tuple[str, str, str]:
    return mutant.file, mutant.where, mutant.change


def sample(mutants: list[Mutant], number: int, chance: Random) -> list[Mutant]:
    """As many of each room; inside a room rare kinds have a better chance than their share. At most one of a line."""
    groups: dict[str, dict[str, list[Mutant]]] = defaultdict(lambda: defaultdict(list))
    for mutant in mutants:
        groups[mutant.room][mutant.kind].append(mutant)
    for kinds in groups.values():
        for group in kinds.values():
            chance.shuffle(group)
    chosen: list[Mutant] = []
    lines: set[tuple[str, int]] = set()
    while len(chosen) < number and any(groups.values()):
        room = min((room for room in ROOMS if groups[room]), key=lambda room: sum(mutant.room == room for mutant in chosen))
        kinds = groups[room]
        kind = chance.choices(list(kinds), [sqrt(len(group)) for group in kinds.values()])[0]
        mutant = kinds[kind].pop()
        if not kinds[kind]:
            del kinds[kind]
        if (mutant.file, mutant.line) not in lines and compiles(mutant):
            lines.add((mutant.file, mutant.line))
            chosen.append(mutant)
    return chosen


def compiles(mutant: Mutant) -> bool:
    try:
        return mutant.room == "templates" or bool(compile(mutant.text(), mutant.file, "exec", dont_inherit=True))
    except SyntaxError:
        return False


class Tests:
    """Which tests execute a line, the most specific first."""

    def __init__(self, executed: dict[str, dict]):
        self.by_line: dict[tuple[str, int], set[str]] = defaultdict(set)
        self.by_file: dict[str, Counter] = defaultdict(Counter)
        self.weight: dict[str, int] = {}
        self.seconds = {name: test["seconds"] for name, test in executed.items()}
        for name, test in executed.items():
            self.weight[name] = sum(map(len, test["lines"].values()))
            for file, lines in test["lines"].items():
                self.by_file[file][name] = len(lines)
                for line in lines:
                    self.by_line[file, line].add(name)
        self.users = self._users()

    def _users(self) -> dict[str, list[tuple[str, int]]]:
        """Name → the lines of functions on which it stands."""
        users = defaultdict(list)
        for file in files():
            if not file.endswith(".py"):
                continue
            for function in ast.walk(ast.parse((ROOT / file).read_text())):
                if isinstance(function, ast.FunctionDef):
                    for node in (inner for statement in function.body for inner in ast.walk(statement)):
                        if isinstance(node, ast.Name | ast.Attribute):
                            users[node.id if isinstance(node, ast.Name) else node.attr].append((file, node.lineno))
        return users

    def limit(self, name: str) -> int:
        """Seconds after which a test counts as red: a mutant may go round for ever."""
        return 60 + round(10 * self.seconds[name])

    def of(self, mutant: Mutant) -> list[str]:
        if mutant.names:
            names = self.of_names(mutant)
        else:
            first, last = mutant.lines
            names = set().union(*(self.by_line.get((mutant.file, line), set()) for line in range(first, last + 1)))
        ordered = sorted(names, key=lambda name: (self.weight[name], name))
        texts = [name for name in ordered if name.startswith(TEXTS)]
        return [name for name in ordered if name not in texts][:MOST_TESTS] + texts

    def of_names(self, mutant: Mutant) -> set[str]:
        """For what runs at import: the tests that violated a constraint, have it as their parameter, or asked for an action of that name, else
        those that run a line with one of its names."""
        asked = set().union(*(self.by_line.get((name, 0), set()) for name in mutant.names))
        if mutant.kind == constraints.KIND:
            constraint = mutant.names[0].partition(":")[2]
            return asked | {name for name in self.weight if name.endswith(f"-{constraint}]")}
        if asked:
            return asked | {name for name in self.by_file[mutant.file] if name.startswith(TEXTS)}
        for name in reversed(mutant.names):
            names = set().union(*(self.by_line.get(line, set()) for line in self.users.get(name, ())))
            own = names & set(self.by_file[mutant.file])
            if names:
                return own or names
        return set(self.by_file[mutant.file])
