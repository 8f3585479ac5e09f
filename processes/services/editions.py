"""An edition of the rules about hours with its four rules."""

from collections.abc import Iterable

from django.db import transaction

from processes.models import HoursEdition, HoursRule
from sites.core.access import Access
from sites.core.journal import Changes, record_saved


@transaction.atomic
def save_edition(*, access: Access, edition: HoursEdition, rules: Iterable[HoursRule], changes: Changes) -> HoursEdition:
    """The edition as it shall be; its rules replace those before, the entry keeps both."""
    is_new = edition._state.adding
    edition.save()
    edition.rules.all().delete()
    for rule in rules:
        rule.edition = edition
        rule.save()
    record_saved(access, edition, created=is_new, text=f"Fassung der Stundenregeln „{edition}“", changes=changes)
    return edition
