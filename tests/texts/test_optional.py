"""What pages say where nothing optional is entered, and where everything is: the demo world with all that may be empty emptied, or filled.

Kept is only what differs from the usual pages of the account.
"""

from contextlib import suppress
from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db import DatabaseError, models, transaction

from sites.models import User
from tests.conftest import as_owner
from tests.forms import FORMS
from tests.texts import beside, differences, kept, logged_in, pages_of
from tests.texts.conftest import THAT_DAY
from tests.texts.test_consequences import APPS

#: A table with more rows than this is left as it is: the figures of thousands of sessions are no text.
MANY = 3000


def emptied(field: models.Field) -> Any:
    """What stands in a field nobody has filled in."""
    if isinstance(field, models.BooleanField):
        return False
    return None if field.null else field.get_default()


def filled(field: models.Field) -> Any:
    """Something for a field: a day to come, a small number, the first choice, its own name."""
    if isinstance(field, models.BooleanField):
        return True
    if isinstance(field, models.DateField) and not isinstance(field, models.DateTimeField):
        return THAT_DAY.date() + timedelta(days=30)
    if isinstance(field, models.IntegerField | models.DecimalField):
        return 7
    if isinstance(field, models.EmailField):
        return "immer@kita.example"
    if isinstance(field, models.URLField):
        return "https://kita.example/"
    if isinstance(field, models.CharField | models.TextField):
        return field.choices[0][0] if field.choices else f"({field.verbose_name})"[: field.max_length]
    return None


def is_optional(field: models.Field) -> bool:
    """May stay empty in a form, or is a tick."""
    return field.editable and not field.primary_key and (field.blank or isinstance(field, models.BooleanField))


def without(field: models.Field) -> models.Q:
    """The rows in which nothing stands in the field."""
    missing = models.Q(**{f"{field.name}__isnull": True}) if field.null else models.Q()
    is_text = isinstance(field, models.CharField | models.TextField)
    return missing | models.Q(**{field.name: ""}) if is_text else missing


def change_all(value_of) -> None:
    """Give every optional field its value, unless something stands there already; what the database refuses stays as it is."""
    with as_owner():
        for model in (model for app in APPS for model in apps.get_app_config(app).get_models() if model is not User):
            rows = model._base_manager.all()
            for field in filter(is_optional, model._meta.concrete_fields) if rows.count() <= MANY else ():
                value = value_of(field)
                with suppress(DatabaseError), transaction.atomic():
                    rows.filter(without(field) if value else models.Q()).update(**{field.name: value})


@pytest.mark.long
@pytest.mark.parametrize("account", ["koordination", "planung"])
@pytest.mark.parametrize("value_of", [emptied, filled])
def test_pages_with_nothing_and_with_everything_optional(account, value_of, db):
    change_all(value_of)
    pages = {title: lines for title, lines in pages_of(logged_in(account), ["/"]).items() if title.split()[0] not in FORMS}
    assert not differences(f"{value_of.__name__}-{account}", beside(kept(account), pages))
