"""Take a row away again that was entered by mistake: at the form where it is changed, while nothing rests on it; the journal keeps that it was."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, models, transaction

from sites.core.journal import record, subject_of
from sites.core.numbers import with_noun

#: The name of the button.
REMOVE = "remove"
OVERTAKEN = "Jemand hat das inzwischen geändert. Bitte sehen Sie noch einmal hin, ob es wirklich weg soll."
RESTS = "{} lässt sich nicht entfernen. Darauf stützt sich noch: {}. Bitte entfernen oder ändern Sie das zuerst."
UNSEEN = "{} lässt sich nicht entfernen. Darauf stützt sich noch etwas, das an anderer Stelle eingetragen ist."


@dataclass(frozen=True)
class Removal:
    """The fold below a form that takes its row away.

    `to`: where it leads then, without it back from the form. `name`: the row in words. `about`: the row at which the entry stands, where the
    removed one is a line of it. `note`: what else follows, in a sentence. `before` says what stands against it or takes along what belongs
    to it, `after` what follows.
    """

    row: Any
    to: str = ""
    name: str = ""
    about: Any = None
    note: str = ""
    before: Callable[[], Any] = lambda: None
    after: Callable[[], Any] = lambda: None

    @property
    def words(self) -> str:
        return self.name or f"{self.row._meta.verbose_name} „{self.row}“"

    @property
    def label(self) -> str:
        return f"{self.row._meta.verbose_name} entfernen"

    @property
    def explained(self) -> str:
        """What stands above the button."""
        said = (
            f"Nur für etwas, das es so nicht geben sollte. {self.words} verschwindet aus Listen und Zahlen, im Protokoll bleibt alles lesbar. "
            "Solange sich etwas darauf stützt, geht es nicht."
        )
        return f"{said} {self.note}".strip()

    @transaction.atomic
    def take(self, access: Any) -> str:
        """Remove the row and return the sentence that it is done; a ValidationError says what rests on it."""
        self.before()
        if found := list(resting_on(self.row)):  # guard: resting -> if found := []:
            raise ValidationError(RESTS.format(self.words, ", ".join(found)))
        record(access, self.about or self.row, "removed", text=f"{self.words} entfernt", was=_figures(self.row))
        try:
            with transaction.atomic():
                _, removed = self.row.delete()
                connection.check_constraints()  # what lies behind the wall refuses now, not at the end
        except IntegrityError:
            raise ValidationError(UNSEEN.format(self.words)) from None
        if not removed.get(self.row._meta.label):  # guard: gone-indeed -> if False:
            raise PermissionDenied
        self.after()
        return f"{self.words} ist entfernt. Im Protokoll bleibt alles lesbar."


def resting_on(row: Any) -> Iterator[str]:
    """What would lose its ground without this row, in words: "2 Angebote". Its parts go along with it: `part_of` of their models."""
    found: Counter[Any] = Counter()
    for model, key in relations_of(type(row)):
        found[counted_as(model)] += model._base_manager.filter(**{key: row.pk}).count()
    for name in ("Document", "Comment"):
        model = apps.get_model("sites", name)
        found[model] = model._default_manager.filter(subject=subject_of(row)).count()
    yield from (with_noun(number, model._meta.verbose_name, model._meta.verbose_name_plural) for model, number in found.items() if number)


def relations_of(model: Any) -> Iterator[tuple[Any, str]]:
    """The models whose rows may rest on those of a model, each with its key; without its parts and the pairs of its own choices."""
    for relation in model._meta.get_fields(include_hidden=True):
        if relation.auto_created and not relation.concrete and not relation.many_to_many:
            resting, key = relation.related_model, relation.field.name
            if key != getattr(resting, "part_of", "") and resting._meta.auto_created is not model:
                yield resting, key


def counted_as(model: Any) -> Any:
    """A line that only joins two rows counts as the row whose choice it is."""
    part_of = getattr(model, "part_of", "")
    return model._meta.get_field(part_of).related_model if part_of else model._meta.auto_created or model


def _figures(row: Any) -> dict[str, str]:
    """Its numbers and days. Words stay out: an entry can never be erased."""
    kinds = (models.DecimalField, models.IntegerField, models.DateField)
    fields = [field for field in row._meta.concrete_fields if isinstance(field, kinds) and field.editable and not field.primary_key]
    return {field.name: str(value) for field in fields if (value := getattr(row, field.name)) is not None}
