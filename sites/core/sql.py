"""Migration operations of plain SQL. A database function is a file in <app>/sql, the text that runs; a migration names its version."""

from pathlib import Path
from typing import Any

from django.apps import apps
from django.db.migrations.exceptions import IrreversibleError
from django.db.migrations.operations.base import Operation


class Statements(Operation):
    """Statements of which Django's models know nothing."""

    reduces_to_sql = True

    def forwards(self, app_label: str) -> str:
        raise NotImplementedError  # each kind of statement says its own

    def backwards(self, app_label: str) -> str:
        return ""

    def state_forwards(self, app_label: str, state: Any) -> None:
        pass

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        schema_editor.execute(self.forwards(app_label), params=None)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        if statements := self.backwards(app_label):
            schema_editor.execute(statements, params=None)


class Sql(Statements):
    """Sql("thekiz_reach", 1): run sql/thekiz_reach.sql of the app, which creates or replaces the function and its triggers.

    The first line of the file names its version and the sum of the rest. A function changes by a new version in the file and by moving its
    operation into a new migration: no earlier text is kept, so two migrations never name the same function and a changed one has no way back.
    """

    def __init__(self, function: str, version: int) -> None:
        self.function, self.version = function, version

    def forwards(self, app_label: str) -> str:
        path = Path(apps.get_app_config(app_label).path, "sql", f"{self.function}.sql")
        text = path.read_text()
        if not text.startswith(f"-- version {self.version}, "):
            raise ValueError(f"{path} is not version {self.version}: move the operation into a new migration, with the version of the file.")
        return text

    def backwards(self, app_label: str) -> str:
        if self.version > 1:
            raise IrreversibleError(f"The text of {self.function} before version {self.version} is not kept.")
        return f"DROP FUNCTION {self.function} CASCADE"

    def describe(self) -> str:
        return f"Function {self.function}, version {self.version}"
