"""The only place for what every placed table shares: validity in days and the composite key to the parent's place."""

from datetime import date
from typing import Any, Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.backends.ddl_references import Statement, Table
from django.db.models import F, Func, Q, Value

from sites.core.days import valid_on


class SamePlace(models.BaseConstraint):
    """A child lies where its parent lies: FOREIGN KEY (offer_id, site_id) REFERENCES offer (id, site_id).

    SamePlace("offer", "site") – checked by the database past row-level security, where a plain key would accept a foreign parent.
    """

    def __init__(self, parent: str, place: str, *, to: str | None = None, name: str) -> None:
        self.parent, self.place, self.to = parent, place, to
        super().__init__(name=name)

    def constraint_sql(self, model: Any, schema_editor: Any) -> str:
        """Nothing inside CREATE TABLE: like Django's own keys it comes at the end of the migration, when what it points at stands."""
        schema_editor.deferred_sql.append(self.create_sql(model, schema_editor))
        return ""

    def create_sql(self, model: Any, schema_editor: Any) -> Any:
        quote, field = schema_editor.quote_name, model._meta.get_field
        key, place, target = field(self.parent), field(self.place).column, field(self.parent).related_model._meta
        there = place if self.to is None else target.get_field(self.to).column
        pairs = [(key.column, place), (target.pk.column, there)]  # guard: composite-key -> pairs = [(key.column,), (target.pk.column,)]
        ours, theirs = (", ".join(map(quote, columns)) for columns in pairs)
        what = (
            f"CONSTRAINT {quote(self.name)} FOREIGN KEY ({ours}) REFERENCES {quote(target.db_table)} ({theirs})"
            " ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED"
        )
        return Statement("ALTER TABLE %(table)s ADD %(what)s", table=Table(model._meta.db_table, quote), what=what)

    def remove_sql(self, model: Any, schema_editor: Any) -> Any:
        return schema_editor._delete_constraint_sql(schema_editor.sql_delete_fk, model, self.name)

    def validate(self, model: Any, instance: Any, exclude: Any = None, using: Any = None) -> None:
        """A form cannot choose it (the place comes from the parent); the database has the last word."""

    def deconstruct(self) -> Any:
        path, _, kwargs = super().deconstruct()
        return path, (self.parent, self.place), {**kwargs, **({"to": self.to} if self.to else {})}

    def __eq__(self, other: object) -> bool:
        return isinstance(other, SamePlace) and self.deconstruct() == other.deconstruct()

    __hash__ = models.BaseConstraint.__hash__


def child_of(model: str, *, on_delete: Any = models.CASCADE, **options: Any) -> models.ForeignKey[Any, Any]:
    """A key to a row of the same place: the SamePlace of the table is its constraint, so no second one is made."""
    return models.ForeignKey(model, on_delete, db_constraint=False, **options)


def no_overlap(*columns: str, name: str, message: str, condition: Q | None = None) -> ExclusionConstraint:
    """Validities (both days inclusive, empty end = open) of the same thing never overlap. `condition`: which rows count."""
    days = Func(F("starts"), F("ends"), Value("[]"), function="daterange")
    return ExclusionConstraint(
        name=name,
        expressions=[(days, RangeOperators.OVERLAPS), *((column, RangeOperators.EQUAL) for column in columns)],
        condition=condition,
        violation_error_message=message,
    )


def ends_after_start(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(ends__isnull=True) | Q(ends__gte=F("starts")), name=name, violation_error_message="Das Ende liegt vor dem Beginn."
    )


class ValidQuerySet[M: models.Model](models.QuerySet[M]):
    def on(self, day: date) -> Self:
        """Rows that are valid on a day."""
        return self.filter(valid_on(day))


def sort_key(field: str = "name") -> models.GeneratedField:
    """German order (DIN 5007-1) on every machine: a stored key without accents, compared byte by byte."""
    return models.GeneratedField(
        expression=Func(F(field), function="thekiz_sort", output_field=models.TextField()),
        output_field=models.TextField(db_collation="C"),
        db_persist=True,
    )
