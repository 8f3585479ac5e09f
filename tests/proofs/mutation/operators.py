"""What is changed in Python: one function per kind of mistake, each yields (kind, node, what stands there instead)."""

import ast
from collections.abc import Iterator
from itertools import pairwise

type Change = tuple[str, ast.AST, ast.AST | str]

OTHER = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.In: ast.NotIn, ast.NotIn: ast.In,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.And: ast.Or, ast.Or: ast.And, ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult,
    ast.BitOr: ast.BitAnd, ast.BitAnd: ast.BitOr,
}  # fmt: skip
BOUNDARIES = (ast.Lt, ast.LtE, ast.Gt, ast.GtE)
NAMES = {"min": "max", "max": "min", "any": "all", "all": "any"}
METHODS = {"first": "last", "last": "first", "asc": "desc", "desc": "asc"}
#: Methods of a queryset without which it holds other rows.
NARROWING = {"filter", "exclude", "on", "distinct"}
#: What a function returns instead, by the annotation of its answer.
NOTHING = {
    "str": "''",
    "int": "0",
    "bool": "False",
    "list": "[]",
    "dict": "{}",
    "tuple": "()",
    "set": "set()",
    "Decimal": "0",
    "Iterator": "iter(())",
}
TRUE, FALSE = ast.Constant(True), ast.Constant(False)


def changed(node, **fields):
    """A copy of a node with other fields."""
    return type(node)(**{**{name: getattr(node, name) for name in node._fields}, **fields})


def without(items: list, index: int) -> list:
    return [*items[:index], *items[index + 1 :]]


def other_than(items: list, index: int, new) -> list:
    return [*items[:index], new, *items[index + 1 :]]


def called(node: ast.AST) -> str:
    """The last name of what a call calls: "filter" of `Row.objects.filter(…)`, "" for everything else."""
    function = node.func if isinstance(node, ast.Call) else None
    return function.attr if isinstance(function, ast.Attribute) else function.id if isinstance(function, ast.Name) else ""


def compare(node: ast.Compare) -> Iterator[Change]:
    for index, operator in enumerate(node.ops):
        kind = "boundary" if isinstance(operator, BOUNDARIES) else "equality"
        yield kind, node, changed(node, ops=other_than(node.ops, index, OTHER[type(operator)]()))
        right = node.comparators[index]
        if isinstance(operator, ast.In | ast.NotIn) and isinstance(right, ast.Tuple | ast.Set) and len(right.elts) > 1:
            for place in range(len(right.elts)):
                yield "member", right, changed(right, elts=without(right.elts, place))


def both_or_one(node: ast.BoolOp) -> Iterator[Change]:
    yield "and-or", node, changed(node, op=OTHER[type(node.op)]())
    for index in range(len(node.values)):
        rest = without(node.values, index)
        yield "part", node, changed(node, values=rest) if len(rest) > 1 else rest[0]


def negation(node: ast.UnaryOp) -> Iterator[Change]:
    if isinstance(node.op, ast.Not):
        yield "not", node, node.operand


def condition(node: ast.If | ast.IfExp) -> Iterator[Change]:
    yield "condition", node.test, TRUE
    yield "condition", node.test, FALSE
    if isinstance(node, ast.IfExp):
        yield "branch", node, changed(node, body=node.orelse, orelse=node.body)


def selection(node: ast.comprehension) -> Iterator[Change]:
    for test in node.ifs:
        yield "condition", test, TRUE
        yield "condition", test, FALSE


def constant(node: ast.Constant) -> Iterator[Change]:
    if isinstance(node.value, bool):
        yield "constant", node, ast.Constant(not node.value)
    elif isinstance(node.value, int) and 0 <= node.value <= 31:
        yield "constant", node, ast.Constant(node.value + 1)
        if node.value == 1:
            yield "constant", node, ast.Constant(0)


def arithmetic(node: ast.BinOp) -> Iterator[Change]:
    nothing = isinstance(node.right, ast.Constant) and node.right.value is None  # "day | None" is a type
    if type(node.op) in OTHER and not (nothing or is_text(node.left) or is_text(node.right)):
        kind = "sets" if isinstance(node.op, ast.BitOr | ast.BitAnd) else "arithmetic"
        yield kind, node, changed(node, op=OTHER[type(node.op)]())


def is_text(node: ast.AST) -> bool:
    """A text or a list: minus would only be a crash."""
    if isinstance(node, ast.BinOp):
        return is_text(node.left) or is_text(node.right)
    return isinstance(node, ast.JoinedStr | ast.List | ast.ListComp | ast.Tuple) or (isinstance(node, ast.Constant) and isinstance(node.value, str))


def addition(node: ast.AugAssign) -> Iterator[Change]:
    if type(node.op) in OTHER and not is_text(node.value):
        yield "arithmetic", node, changed(node, op=OTHER[type(node.op)]())
    yield "statement", node, "pass"


def call(node: ast.Call) -> Iterator[Change]:
    name = called(node)
    if isinstance(node.func, ast.Attribute):
        if name in NARROWING:
            yield "filter", node, node.func.value
        if name in METHODS and not node.args:
            yield "order", node, changed(node, func=changed(node.func, attr=METHODS[name]))
        if name == "order_by":
            yield from ordering(node)
    elif name in NAMES:
        yield "order", node, changed(node, func=ast.Name(NAMES[name]))
    elif name == "sorted":
        rest = [key for key in node.keywords if key.arg != "reverse"]
        yield "order", node, changed(node, keywords=rest if len(rest) < len(node.keywords) else [*rest, ast.keyword("reverse", TRUE)])
    if name == "timedelta":
        yield from days(node)
    if name == "Q" or (name in {"filter", "exclude"} and isinstance(node.func, ast.Attribute)):
        yield from conditions(node)
    else:
        rest = [key for key in node.keywords if key.arg != "filter"]  # Count("x", filter=…)
        if len(rest) < len(node.keywords):
            yield "filter", node, changed(node, keywords=rest)


def conditions(node: ast.Call) -> Iterator[Change]:
    """A filter without one of several conditions."""
    if len(node.args) + len(node.keywords) > 1:
        for index in range(len(node.keywords)):
            yield "filter", node, changed(node, keywords=without(node.keywords, index))
        for index in range(len(node.args)):
            yield "filter", node, changed(node, args=without(node.args, index))


def ordering(node: ast.Call) -> Iterator[Change]:
    """The other way round; what follows the first key only breaks ties."""
    key = node.args[0] if node.args else None
    if isinstance(key, ast.Constant) and isinstance(key.value, str):
        turned = key.value[1:] if key.value.startswith("-") else f"-{key.value}"
        yield "order", node, changed(node, args=[ast.Constant(turned), *node.args[1:]])


def days(node: ast.Call) -> Iterator[Change]:
    for index, key in enumerate(node.keywords):
        if isinstance(key.value, ast.Constant) and isinstance(key.value.value, int):
            for more in (1, -1):
                later = ast.keyword(key.arg, ast.Constant(key.value.value + more))
                yield "days", node, changed(node, keywords=other_than(node.keywords, index, later))


def siblings(node: ast.Call | ast.Tuple | ast.List | ast.Dict) -> Iterator[Change]:
    """Two neighbours of one call, row or table change places."""
    if called(node) in NAMES or isinstance(getattr(node, "ctx", None), ast.Store):
        return  # the same in any order, or names that are given
    if isinstance(node, ast.Call):
        for field, values in (("args", node.args), ("keywords", [key.value for key in node.keywords])):
            for index, (left, right) in enumerate(pairwise(values)):
                if is_name(left) and is_name(right):
                    swapped = other_than(other_than(values, index, right), index + 1, left)
                    if field == "keywords":
                        swapped = [ast.keyword(key.arg, value) for key, value in zip(node.keywords, swapped, strict=True)]
                    yield "sibling", node, changed(node, **{field: swapped})
        return
    field = "values" if isinstance(node, ast.Dict) else "elts"
    values = getattr(node, field)
    for index, (left, right) in enumerate(pairwise(values)):
        if is_name(left) and is_name(right):
            yield "sibling", node, changed(node, **{field: other_than(other_than(values, index, right), index + 1, left)})


def is_name(node: ast.AST) -> bool:
    return isinstance(node, ast.Name | ast.Attribute | ast.Subscript)


def namesakes(statement: ast.AST) -> Iterator[Change]:
    """In one statement `row.eligible` stands where `row.not_eligible` belongs, or `row["year"]` where `row["count"]` does."""
    nodes = [node for node in ast.walk(statement) if isinstance(node, ast.Attribute | ast.Subscript) and isinstance(node.ctx, ast.Load)]
    functions = {id(node.func) for node in ast.walk(statement) if isinstance(node, ast.Call)}
    nodes = [node for node in nodes if id(node) not in functions and (isinstance(node, ast.Attribute) or is_text(node.slice))]
    written = [(node, (type(node), ast.unparse(node.value)), ast.unparse(node)) for node in nodes]
    for node, base, text in written:
        others = [other for other, its, words in written if its == base and words != text]
        if others:
            yield "sibling", node, min(others, key=lambda other: (abs(other.lineno - node.lineno), abs(other.col_offset - node.col_offset)))


def entries(node: ast.Set | ast.List | ast.Dict) -> Iterator[Change]:
    """A table, set or list without one of its entries: a role, a row, a chapter."""
    if isinstance(node, ast.Dict):
        for index in range(len(node.keys)):
            yield "entry", node, changed(node, keys=without(node.keys, index), values=without(node.values, index))
    elif len(node.elts) > 1:
        kind = "member" if isinstance(node, ast.Set) else "entry"
        for index in range(len(node.elts)):
            yield kind, node, changed(node, elts=without(node.elts, index))


def fields(node: ast.JoinedStr) -> Iterator[Change]:
    places = [index for index, value in enumerate(node.values) if isinstance(value, ast.FormattedValue)]
    for index in places:
        yield "f-string", node, changed(node, values=without(node.values, index))
    for left, right in pairwise(places):
        first, second = node.values[left], node.values[right]
        swapped = other_than(node.values, left, changed(first, value=second.value))
        yield "f-string", node, changed(node, values=other_than(swapped, right, changed(second, value=first.value)))


def answer(node: ast.Return, function: ast.FunctionDef) -> Iterator[Change]:
    if node.value is None or (isinstance(node.value, ast.Constant) and node.value.value is None):
        return
    annotation = ast.unparse(function.returns) if function.returns else ""
    empty = NOTHING.get(annotation.split("[")[0], "None")
    if ast.unparse(node.value) != empty:
        yield "return", node.value, empty
    if empty == "False" and ast.unparse(node.value) != "True":
        yield "return", node.value, "True"


def statement(node: ast.stmt, function: ast.AST | None) -> Iterator[Change]:
    """A statement that is not there: a call, a refusal, a value set on a row, a yielded problem."""
    value = node.value if isinstance(node, ast.Expr) else None
    if isinstance(value, ast.Yield | ast.YieldFrom):
        yield "statement", node, "yield from ()"
    elif isinstance(value, ast.Call) or isinstance(node, ast.Raise | ast.Continue | ast.Break) or sets_a_value(node, function):
        yield "statement", node, "pass"


def sets_a_value(node: ast.stmt, function: ast.AST | None) -> bool:
    """Of an attribute or an entry: without a plain name, or one set in the beginning, the next line would only crash."""
    if not isinstance(node, ast.Assign) or function is None or getattr(function, "name", "") == "__init__":
        return False
    return all(isinstance(target, ast.Attribute | ast.Subscript) for target in node.targets)


BY_TYPE = {
    ast.Compare: (compare,), ast.BoolOp: (both_or_one,), ast.UnaryOp: (negation,), ast.If: (condition,), ast.IfExp: (condition,),
    ast.comprehension: (selection,), ast.Constant: (constant,), ast.BinOp: (arithmetic,), ast.AugAssign: (addition,), ast.Call: (call, siblings),
    ast.Tuple: (siblings,), ast.List: (siblings, entries), ast.Dict: (siblings, entries), ast.Set: (entries,), ast.JoinedStr: (fields,),
}  # fmt: skip
