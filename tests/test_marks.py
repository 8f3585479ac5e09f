"""Marks of guards in the code: read where they stand, and their line switched off."""

import pytest

from tests.proofs.marks import guards_of

PYTHON = """def f():
    if row.closed:  # guard: closed-row -> if False:
        raise PermissionDenied
    # guard: whole-right -> pass
    check_giving(access, place, role)
    return [
        "csrf",  # guard: own-forms
    ]
"""
SQL = "SELECT 1 FROM a\nWHERE b\n  AND c  -- guard: own-county -> AND true\n"


@pytest.mark.parametrize(
    ("text", "name", "line", "off"),
    [
        (PYTHON, "closed-row", 1, "    if False:"),
        (PYTHON, "whole-right", 4, "    pass"),
        (PYTHON, "own-forms", 6, ""),
        (SQL, "own-county", 2, "  AND true"),
    ],
)
def test_a_guard_is_switched_off_by_its_mark(text, name, line, off):
    guard = next(guard for guard in guards_of(text, "x.py") if guard.name == name)
    before, after = text.splitlines(), guard.switched_off(text).splitlines()
    assert guard.line == line and after[line] == off
    assert [a for at, a in enumerate(after) if at != line] == [b for at, b in enumerate(before) if at != line]


def test_every_mark_is_read():
    assert [guard.name for guard in guards_of(PYTHON, "x.py")] == ["closed-row", "whole-right", "own-forms"]
