"""What every model says of its own rows in the demo world: its name, its address, and what it works out from its columns."""

from functools import cached_property
from typing import Any

from django.apps import apps
from django.db.models import Manager, Model, QuerySet

from tests.conftest import as_owner
from tests.texts import differences
from tests.texts.test_consequences import APPS

#: Rows that are asked, and different answers that are kept.
ASKED, KEPT = 300, 6
#: Need what a page reads beside the row.
BESIDE = {"Cooperation.warning_sentence", "Cooperation.warnings", "Partner.warnings", "Site.form_label", "Site.phase_today"}


def worked_out(model: type[Model]) -> list[str]:
    """The properties that a model of ours declares, with its name and its address."""
    ours = [base for base in model.__mro__ if base.__module__.split(".")[0] in APPS]
    declared = {name for base in ours for name, value in vars(base).items() if isinstance(value, property | cached_property)}
    told = [name for name in ("__str__", "get_absolute_url") if getattr(model, name, Model.__str__) is not getattr(Model, name, None)]
    return [*(name for name in told if hasattr(model, name)), *sorted(declared)]


def said(row: Model, name: str) -> str:
    """One answer as text; of other rows only their names, of a list each part."""
    value = getattr(row, name)
    return words(value() if name in {"__str__", "get_absolute_url"} else value)


def words(value: Any) -> str:
    if isinstance(value, Manager | QuerySet | list | tuple | set):
        return "; ".join(sorted(map(words, value.all() if isinstance(value, Manager) else value)))
    return str(value)


def test_what_models_say_of_their_rows(db):
    lines: dict[str, list[str]] = {}
    with as_owner():
        for model in (model for app in APPS for model in apps.get_app_config(app).get_models()):
            rows = list(model._base_manager.order_by("pk")[:ASKED])
            for name in (name for name in worked_out(model) if rows and f"{model.__name__}.{name}" not in BESIDE):
                answers = sorted({said(row, name) for row in rows})
                lines[f"{model.__name__}.{name}"] = answers[:KEPT] + [f"und {len(answers) - KEPT} andere"] * (len(answers) > KEPT)
    assert not differences("models", lines)
