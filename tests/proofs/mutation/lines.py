"""A pytest plugin: for each test that passed, its seconds and the lines of business logic it executes, of functions and of templates."""

import gc
import json
import os
import sys
import time
from collections import defaultdict
from functools import _lru_cache_wrapper
from importlib import import_module
from pathlib import Path
from types import CodeType, FunctionType

import pytest

from tests.proofs.mutation import ROOT, files

TOOL = sys.monitoring.PROFILER_ID
_executed: set[tuple[str, int]] = set()
_tests: dict[str, dict] = {}
_caches: list = []


def functions() -> list[FunctionType]:
    """Every function object of the mutated modules; all of them are imported first."""
    for file in files():
        if file.endswith(".py"):
            import_module(file.removesuffix(".py").replace("/", "."))
    mutated = {str(ROOT / file) for file in files()}
    # the type itself: to ask isinstance() would wake lazy objects, which look into the database
    return [thing for thing in gc.get_objects() if type(thing) is FunctionType and thing.__code__.co_filename in mutated]


def caches() -> list:
    """What functions of the mutated modules remember: a test that only reads it executes no line."""
    mutated = {str(ROOT / file) for file in files()}
    kept = [thing for thing in gc.get_objects() if type(thing) is _lru_cache_wrapper]
    return [cache for cache in kept if isinstance(cache.__wrapped__, FunctionType) and cache.__wrapped__.__code__.co_filename in mutated]


def with_nested(code: CodeType) -> list[CodeType]:
    """A code object and those of the functions inside it."""
    return [code, *(deep for inner in code.co_consts if isinstance(inner, CodeType) for deep in with_nested(inner))]


def seen(code: CodeType, line: int) -> object:
    _executed.add((code.co_filename, line))
    return sys.monitoring.DISABLE  # once per test is enough


def watch_templates() -> None:
    from django.template.base import Node

    original = Node.render_annotated

    def render_annotated(self, context):
        if self.token is not None and self.origin is not None:
            _executed.add((self.origin.name, self.token.lineno))
        return original(self, context)

    Node.render_annotated = render_annotated


def watch_actions() -> None:
    """The rights table runs at import; a test that asks for the reach of an action counts for its line."""
    from sites.core.access import Access

    original = Access.reach

    def reach(self, *actions):
        _executed.update((f"action:{action}", 0) for action in actions)
        return original(self, *actions)

    Access.reach = reach


def watch_constraints() -> None:
    """A test that violates a constraint, in a form or in the database, is one that would miss it."""
    from django.contrib.postgres.constraints import ExclusionConstraint
    from django.core.exceptions import ValidationError
    from django.db.models import CheckConstraint, UniqueConstraint
    from django.db.utils import DatabaseErrorWrapper

    leave = DatabaseErrorWrapper.__exit__

    def __exit__(self, kind, error, traceback):
        if name := getattr(getattr(error, "diag", None), "constraint_name", None):
            _executed.add((f"constraint:{name}", 0))
        return leave(self, kind, error, traceback)

    DatabaseErrorWrapper.__exit__ = __exit__
    for kind in (CheckConstraint, UniqueConstraint, ExclusionConstraint):

        def validate(self, *args, original=kind.validate, **options):
            try:
                return original(self, *args, **options)
            except ValidationError:
                _executed.add((f"constraint:{self.name}", 0))
                raise

        kind.validate = validate


def pytest_collection_finish():
    monitoring = sys.monitoring
    monitoring.use_tool_id(TOOL, "lines")
    monitoring.register_callback(TOOL, monitoring.events.LINE, seen)
    for code in {code for function in functions() for code in with_nested(function.__code__)}:
        monitoring.set_local_events(TOOL, code, monitoring.events.LINE)
    watch_templates()
    watch_actions()
    watch_constraints()
    _caches.extend(caches())


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item):
    _executed.clear()
    for cache in _caches:
        cache.cache_clear()
    sys.monitoring.restart_events()
    began = time.perf_counter()
    answer = yield
    lines = defaultdict(list)
    for path, line in sorted(_executed):
        if path.startswith((f"{ROOT}/", "action:", "constraint:")):
            lines[path.removeprefix(f"{ROOT}/")].append(line)
    _tests.setdefault(item.nodeid, {})
    _tests[item.nodeid] |= {"seconds": round(time.perf_counter() - began, 3), "lines": lines}
    return answer


def pytest_runtest_logreport(report):
    if not report.passed:  # red or skipped: of no use
        _tests.setdefault(report.nodeid, {})["useless"] = True


def pytest_sessionfinish():
    kept = {name: test for name, test in _tests.items() if "useless" not in test}
    name = os.environ.get("PYTEST_XDIST_WORKER", "main")
    Path(os.environ["THEKIZ_LINES"], f"{name}.json").write_text(json.dumps(kept))
