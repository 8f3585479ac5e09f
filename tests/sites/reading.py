"""How tests of the register read: the words of a page without its tags, a day as people type it, entries past the wall."""

import html
import re
from datetime import date

from django.urls import reverse
from django.utils.html import strip_tags

from sites.models import Entry
from tests.conftest import as_owner

BLOCK = re.compile(r"<(/?(?:p|li|h\d|t[dh]|d[dt]|div|section|option|br|small|label|legend)\b)")


def url(name, *args) -> str:
    return reverse(f"sites:{name}", args=args)


def text(answer) -> str:
    """The words of a page in the order in which they are read."""
    return " ".join(html.unescape(strip_tags(BLOCK.sub(r" <\1", answer.content.decode()))).split())


def words(answer) -> str:
    """The same with a space for every tag, for neighbours that are set apart by their looks alone."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())).split())


def german(day: date) -> str:
    return f"{day:%d.%m.%Y}"


def entries(kind: str) -> list[Entry]:
    with as_owner():
        return list(Entry.objects.filter(kind=kind).order_by("pk"))


def anew(row):
    """The row as it stands now."""
    with as_owner():
        return type(row).objects.get(pk=row.pk)
