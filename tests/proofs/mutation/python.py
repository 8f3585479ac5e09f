"""Every mutation of a Python file: where it may be, on which lines it is executed, and which bytes it changes."""

import ast

from tests.proofs.mutation import ROOT, Mutant, room_of
from tests.proofs.mutation.operators import BY_TYPE, answer, called, constant, namesakes, siblings, statement

#: Calls that change speed or the log alone, and checks of types.
UNTOUCHED = {
    "select_related",
    "prefetch_related",
    "only",
    "defer",
    "select_for_update",
    "lock",
    "cast",
    "isinstance",
    "TypeVar",
    "getLogger",
    "values_list",
}
LOGS = ("log.", "logging.", "logger.", "warnings.", "super().__init__")
#: Errors that a developer reads.
INTERNAL = {"KeyError", "LookupError", "TypeError", "NotImplementedError", "ImproperlyConfigured", "AssertionError", "RuntimeError"}
OPTIONS = {"batch_size", "strict", "flat", "frozen", "slots", "kw_only", "using", "timeout", "max_length", "maxsize"}
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
SIMPLE = (ast.Expr, ast.Assign, ast.AnnAssign, ast.AugAssign, ast.Return, ast.Raise, ast.Delete)


class Reader(ast.NodeVisitor):
    """Walks a file and keeps the changes of what may be changed, each with the nodes around it."""

    def __init__(self, file: str, source: bytes):
        self.file, self.source = file, source
        self.draws = file.endswith("charts.py")  # its numbers are places on paper
        self.around: list[tuple[ast.AST, str]] = []  # (node, field of it that is being read)
        self.mutants: list[Mutant] = []
        self.starts = [0]
        for line in self.source.splitlines(keepends=True):
            self.starts.append(self.starts[-1] + len(line))

    def generic_visit(self, node: ast.AST) -> None:
        for field, value in ast.iter_fields(node):
            if field in {"annotation", "returns", "decorator_list", "type_params", "format_spec", "ctx"}:
                continue
            self.around.append((node, field))
            for child in value if isinstance(value, list) else [value]:
                if isinstance(child, ast.AST):
                    self.visit(child)
            self.around.pop()

    def visit(self, node: ast.AST) -> None:
        if self.is_left_out(node):
            return
        for operator in BY_TYPE.get(type(node), ()):
            if not (operator is siblings and self.is_in_any_order()) and not (operator is constant and self.draws):
                self.keep(operator(node))
        function = self.function()
        if isinstance(node, ast.stmt):
            self.keep(statement(node, function))
        if function and isinstance(node, SIMPLE):
            self.keep(namesakes(node))
        if function and isinstance(node, ast.If | ast.While):
            self.keep(namesakes(node.test))
        if isinstance(node, ast.Return) and isinstance(function, ast.FunctionDef):
            self.keep(answer(node, function))
        if isinstance(node, ast.Call) and called(node) in UNTOUCHED:
            self.around.append((node, "func"))
            self.visit(node.func)
            self.around.pop()
            return
        self.generic_visit(node)

    def function(self) -> ast.AST | None:
        """The innermost function whose body this is; None for what runs at import."""
        return next((node for node, field in reversed(self.around) if isinstance(node, FUNCTIONS) and field == "body"), None)

    def is_in_any_order(self) -> bool:
        """What is looked for among several: in (…), name__in=[…], except (…)."""
        outer, field = self.around[-1] if self.around else (None, "")
        return (
            (isinstance(outer, ast.Compare) and field == "comparators")
            or (isinstance(outer, ast.keyword) and str(outer.arg).endswith("__in"))
            or isinstance(outer, ast.ExceptHandler)
        )

    def is_left_out(self, node: ast.AST) -> bool:
        if isinstance(node, ast.Import | ast.ImportFrom | ast.Assert | ast.TypeAlias | ast.Global | ast.pattern):
            return True
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            return True  # a docstring, or "..."
        if isinstance(node, ast.Expr | ast.Call) and ast.unparse(node).startswith(LOGS):
            return True
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            return True
        if isinstance(node, ast.Call) and called(node) in INTERNAL:
            return True
        if isinstance(node, ast.keyword):
            return node.arg in OPTIONS
        if isinstance(node, ast.Assign) and "__all__" in ast.unparse(node.targets[0]):
            return True
        return room_of(self.file) == "models" and self.is_schema(node)

    def is_schema(self, node: ast.AST) -> bool:
        """Fields, choices and Meta: changing them would need other migrations."""
        parent = self.around[-1][0] if self.around else None
        if isinstance(node, ast.ClassDef):
            return node.name == "Meta" or any("Choices" in ast.unparse(base) for base in node.bases)
        if isinstance(parent, ast.ClassDef) and isinstance(node, ast.Assign | ast.AnnAssign) and isinstance(node.value, ast.Call):
            function = ast.unparse(node.value.func)
            return function.startswith("models.") or function.endswith("Field") or function in {"child_of", "sort_key"}
        return False

    def keep(self, changes) -> None:
        for kind, node, new in changes:
            text = new if isinstance(new, str) else ast.unparse(ast.fix_missing_locations(new))
            old = ast.unparse(node)
            written = text if isinstance(node, ast.stmt) else f"({text})"
            start, end = self.place(node.lineno, node.col_offset), self.place(node.end_lineno, node.end_col_offset)
            if old != text:
                where, names = self.where(), self.names(node)
                self.mutants.append(Mutant(self.file, where, kind, old, text, written, start, end, node.lineno, self.lines(node), names))

    def place(self, line: int, column: int) -> int:
        return self.starts[line - 1] + column

    def where(self) -> str:
        names = [node.name for node, field in self.around if isinstance(node, ast.FunctionDef | ast.ClassDef) and field == "body"]
        targets = [ast.unparse(node.targets[0]) for node, _ in self.around if isinstance(node, ast.Assign) and not self.function()]
        return ".".join(names + targets)

    def lines(self, node: ast.AST) -> tuple[int, int]:
        """The lines of the change. A constant has none of its own in the compiled code: those of its whole statement."""
        simple = next((outer for outer, _ in reversed(self.around) if isinstance(outer, SIMPLE)), None)
        return (simple.lineno, simple.end_lineno) if simple is not None and self.function() else (node.lineno, node.end_lineno)

    def names(self, node: ast.AST) -> tuple[str, ...]:
        """For what runs at import: the names by which functions reach it, and the keys of the tables it stands in."""
        if self.function():
            return ()
        names = []
        for (outer, _), inner in zip(self.around, [*(inner for inner, _ in self.around[1:]), node], strict=True):
            if isinstance(outer, ast.ClassDef | ast.FunctionDef):
                names.append(outer.name)
            elif isinstance(outer, ast.Assign | ast.AnnAssign):
                targets = outer.targets if isinstance(outer, ast.Assign) else [outer.target]
                names += [name.id for target in targets for name in ast.walk(target) if isinstance(name, ast.Name)]
            elif isinstance(outer, ast.Dict) and inner in outer.values:
                names += words([outer.keys[outer.values.index(inner)]])
            elif isinstance(outer, ast.Call):
                names += words(outer.args[:1])
        return tuple(names)


def words(nodes: list) -> list[str]:
    """Texts, in case they are names of actions in the rights table."""
    return [f"action:{node.value}" for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)]


def mutants_of(file: str) -> list[Mutant]:
    return mutants_in((ROOT / file).read_bytes(), file)


def mutants_in(source: bytes, file: str) -> list[Mutant]:
    """Every mutation of a file's text, each only once."""
    reader = Reader(file, source)
    reader.visit(ast.parse(source))
    return list(dict.fromkeys(reader.mutants))
