"""The tool that mutates: each kind of mistake is made, what is no business logic is left alone."""

import pytest

from tests.proofs.mutation import room_of
from tests.proofs.mutation.python import mutants_in
from tests.proofs.mutation.templates import mutants_in as mutants_in_template

RULE = "planning/rules/example.py"


def changes(text: str, file: str = RULE) -> set[tuple[str, str]]:
    return {(mutant.kind, mutant.change) for mutant in mutants_in(text.encode(), file)}


@pytest.mark.parametrize(
    ("line", "kind", "change"),
    [
        ("return a < b", "boundary", "a < b -> a <= b"),
        ("return a >= b", "boundary", "a >= b -> a > b"),
        ("return a == b", "equality", "a == b -> a != b"),
        ("return a and b", "and-or", "a and b -> a or b"),
        ("return a and b", "part", "a and b -> a"),
        ("return not a", "not", "not a -> a"),
        ("if a: b()", "condition", "a -> True"),
        ("if a: b()", "condition", "a -> False"),
        ("if a: b()", "statement", "b() -> pass"),
        ("return [x for x in y if x.free]", "condition", "x.free -> True"),
        ("return x if a else y", "branch", "x if a else y -> y if a else x"),
        ("x[0]", "constant", "0 -> 1"),
        ("a(internal=True)", "constant", "True -> False"),
        ("return day - timedelta(days=14)", "days", "timedelta(days=14) -> timedelta(days=15)"),
        ("return day - timedelta(days=14)", "days", "timedelta(days=14) -> timedelta(days=13)"),
        ("return day - timedelta(days=14)", "arithmetic", "day - timedelta(days=14) -> day + timedelta(days=14)"),
        ("return rows.filter(site=1, year=2)", "filter", "rows.filter(site=1, year=2) -> rows.filter(year=2)"),
        ("return rows.filter(site=1)", "filter", "rows.filter(site=1) -> rows"),
        ("return rows.exclude(site=1)", "filter", "rows.exclude(site=1) -> rows"),
        ("return rows.order_by('-at')", "order", "rows.order_by('-at') -> rows.order_by('at')"),
        ("return max(a)", "order", "max(a) -> min(a)"),
        ("return a", "return", "a -> None"),
        ("raise PermissionDenied", "statement", "raise PermissionDenied -> pass"),
        ("row.state = new", "statement", "row.state = new -> pass"),
        ("return row(a.eligible, a.other)", "sibling", "row(a.eligible, a.other) -> row(a.other, a.eligible)"),
        ("return {'a': a.eligible, 'b': a.other}", "sibling", "a.eligible -> a.other"),
        ("return f'{a} von {b}'", "f-string", "f'{a} von {b}' -> f'{b} von {a}'"),
        ("return f'{a} von {b}'", "f-string", "f'{a} von {b}' -> f' von {b}'"),
        ("return {R.HEAD, R.PARENT}", "member", "{R.HEAD, R.PARENT} -> {R.PARENT}"),
        ("return a | b", "sets", "a | b -> a & b"),
    ],
)
def test_the_mistake_is_made(line, kind, change):
    assert (kind, change) in changes(f"def f(a):\n    {line}\n")


@pytest.mark.parametrize(
    "line",
    [
        "import a",
        "'a docstring'",
        "log.warning('a %s', 1)",
        "assert isinstance(a, int)",
        "x: dict[str, int] | None",
        "raise LookupError(f'{a} is unknown')",
    ],
)
def test_what_is_no_business_logic_stays(line):
    assert changes(f"def f(a):\n    {line}\n") <= {("statement", "raise LookupError(f'{a} is unknown') -> pass")}


def test_what_changes_speed_alone_stays():
    assert changes("def f(a):\n    rows.select_related('a').only(1)\n") == {("statement", "rows.select_related('a').only(1) -> pass")}


def test_fields_and_choices_of_a_model_stay_and_its_methods_do_not():
    text = "class A(models.Model):\n    n = models.IntegerField(default=1)\n\n    def f(self):\n        return self.n > 1\n"
    assert ("boundary", "self.n > 1 -> self.n >= 1") in changes(text, "planning/models/example.py")
    assert ("constant", "1 -> 2") in changes(text, "planning/models/example.py")
    assert {mutant.line for mutant in mutants_in(text.encode(), "planning/models/example.py")} == {5}


def test_a_change_is_written_where_it_belongs_beside_umlauts():
    text = 'def f(a):\n    return "größer" if a > 1 else "klein"\n'
    mutant = next(mutant for mutant in mutants_in(text.encode(), RULE) if mutant.kind == "boundary")
    assert text.encode()[mutant.start : mutant.end] == b"a > 1" and mutant.written == "(a >= 1)"


@pytest.mark.parametrize(
    ("condition", "kind", "new"),
    [
        ("x", "not", "not x"),
        ("not x", "not", "x"),
        ("x", "condition", "True"),
        ("x and y", "and-or", "x or y"),
        ("x and y", "part", "y"),
        ("x and y", "not", "x and not y"),
        ("x > 3", "boundary", "x >= 3"),
        ("x == 3", "equality", "x != 3"),
        ("x not in y", "equality", "x in y"),
    ],
)
def test_conditions_of_templates_are_changed(condition, kind, new):
    text = f"<p>\n{{% if {condition} %}}ä{{% endif %}}</p>"
    mutants = {(mutant.kind, mutant.new) for mutant in mutants_in_template(text.encode(), "templates/x.html")}
    assert (kind, f"{{% if {new} %}}") in mutants


def test_the_line_of_an_elif_is_that_of_its_if():
    text = "{% if a %}\n{% elif b %}\n{% endif %}"
    assert {(mutant.line, mutant.lines) for mutant in mutants_in_template(text.encode(), "templates/x.html")} == {(1, (1, 1)), (2, (1, 1))}


def test_rooms_are_folders_or_files_of_an_app():
    assert room_of("planning/rules/gaps.py") == "rules" and room_of("processes/rules.py") == "rules"
    assert room_of("planning/views/plans.py") == "" and room_of("planning/models/__init__.py") == "" and room_of("thekiz/settings.py") == ""
