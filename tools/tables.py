"""Until the first release: write 0001_tables of every app anew from its models, each table behind the wall its model declares.

`.venv/bin/python -m tools.tables` (see CONTRIBUTING.md).
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import django
from django.apps import apps
from django.db.migrations import AddField, CreateModel
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ModelState
from django.db.migrations.writer import MigrationWriter
from django.db.models import Model
from django.utils.translation import deactivate_all

from sites.core.wall import Wall, wall_of

APPS = ("sites", "planning", "offers", "processes", "reporting")
RUFF = [sys.executable, "-m", "ruff"]
#: One field and one constraint a line, whatever its length.
WIDE = ["format", "--quiet", "--line-length", "320", "--config", "format.skip-magic-trailing-comma=true"]


def in_order(models: list[type[Model]]) -> list[type[Model]]:
    """Models after those they point at."""
    ordered: list[type[Model]] = []

    def put(model: type[Model], above: tuple[type[Model], ...] = ()) -> None:
        if model in above:
            raise ValueError(f"{model.__name__} points at itself by way of {above[-1].__name__}: one of the keys needs an AddField by hand.")
        for field in (*model._meta.local_fields, *model._meta.local_many_to_many):
            target = field.related_model
            if isinstance(target, type) and target in models and target is not model and target not in ordered:
                put(target, (*above, model))
        if model not in ordered:
            ordered.append(model)

    for model in models:
        put(model)
    return ordered


def tables(models: list[type[Model]]) -> Iterator[Operation]:
    """Each table whole, and its wall; lists that go through a model of their own come when that one is there."""
    lists: list[AddField] = []
    for model in in_order(models):
        state = ModelState.from_model(model)
        fields = dict(state.fields)
        for field in model._meta.local_many_to_many:
            if field.remote_field.through in models:
                lists.append(AddField(state.name_lower, field.name, fields.pop(field.name)))
        options = {name: value for name, value in state.options.items() if value != []}
        yield CreateModel(state.name, list(fields.items()), options, state.bases, state.managers)
        if wall_of(model):
            yield Wall(state.name)
    yield from lists


def write(app: str) -> None:
    """What stands before the tables (extensions, functions they need) and the dependencies stay as they are."""
    migration = import_module(f"{app}.migrations.0001_tables").Migration("0001_tables", app)
    first = [operation for operation in migration.operations if not isinstance(operation, CreateModel | AddField | Wall)]
    migration.operations = [*first, *tables(list(apps.get_app_config(app).get_models()))]
    text = MigrationWriter(migration, include_header=False).as_string()
    text = text.replace("import django.db.models.deletion\n", "").replace("django.db.models.deletion.", "models.")
    path = Path(apps.get_app_config(app).path, "migrations", "0001_tables.py")
    path.write_text(f'"""Every table of {app}, as its models say; written by tools.tables."""\n\n{text}')
    subprocess.run([*RUFF, "check", "--quiet", "--fix", "--select", "I", path], check=True)
    subprocess.run([*RUFF, *WIDE, path], check=True)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "thekiz.settings")
    os.environ.setdefault("SECRET_KEY", "only-for-this-tool")
    django.setup()
    deactivate_all()  # the words of Django's own fields as makemigrations compares them
    for app in APPS:
        write(app)
