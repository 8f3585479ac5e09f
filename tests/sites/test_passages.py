"""What the recommendations say is data: every passage that is called by name is there, and a new edition speaks from its first day on."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import timezone

from sites.core.forms import Speaking
from sites.models import Passage
from tests.conftest import as_owner
from tests.sites.reading import text

ROOT = Path(__file__).parent.parent.parent
TODAY = timezone.localdate()
OLD, NEW = "Die Kindertageseinrichtung hat nach § 45 SGB VIII", "Jede Kita zeigt ihre Betriebserlaubnis im Eingang."


def forms_below(form: type) -> set[type]:
    return {form}.union(*(forms_below(child) for child in form.__subclasses__()))


def called() -> set[str]:
    """Every name by which a form, a page or a template calls a passage."""
    names = {name for form in forms_below(Speaking) if not form.__module__.startswith("tests") for name in form.HELP.values()}
    for path in (path for app in ("sites", "planning", "offers") for path in (ROOT / app).rglob("*.py")):
        for call in re.findall(r"self\.quote\((.*)\)", path.read_text()):
            names |= set(re.findall(r'"([a-z-]+)"', call)) - {"kind", "stance"}
    for path in (ROOT / "templates").rglob("*.html"):
        for call in re.findall(r"{% (?:recommendation|quoted) (.*?) %}", path.read_text()):
            names |= set(re.findall(r'(?<!=)"([a-z-]+)"', call))
    return names


def test_every_passage_that_is_called_is_there_and_every_one_is_called(db):
    known = set(Passage.objects.values_list("name", flat=True))
    assert {name for name in known if not name.startswith("list-")} == called()


def permit_page(client_of) -> str:
    return text(client_of("social_planner").get(reverse("sites:kita_create")))


@pytest.mark.parametrize(("starts", "shown"), [(TODAY, NEW), (TODAY + timedelta(days=1), OLD)])
def test_a_later_edition_speaks_from_its_first_day(world, client_of, starts, shown):
    assert OLD in permit_page(client_of)
    with as_owner():
        Passage.objects.create(edition="2031", name="permit", paragraph="1.7", text=NEW, starts=starts)
    page = permit_page(client_of)
    assert [words for words in (OLD, NEW) if words in page] == [shown]


def test_a_passage_that_is_over_is_not_shown(world, client_of):
    with as_owner():
        Passage.objects.filter(name="permit").update(ends=TODAY - timedelta(days=1))
    page = permit_page(client_of)
    assert OLD not in page and "Betriebserlaubnis" in page


def test_where_it_stands_is_said_as_people_say_it():
    assert [Passage(paragraph=words).source for words in ("1.2", "Präambel", "Anhang 3")] == ["Abschnitt 1.2", "Präambel", "Anhang 3"]


def test_a_page_with_several_passages_asks_for_them_once(world, client_of, own_queries):
    browser = client_of("coordinator")
    with own_queries() as seen:
        page = text(browser.get(reverse("offers:offer_create", args=[world.own.pk])))
    assert page.count("Was die Fachlichen Empfehlungen dazu sagen") >= 3
    assert sum("sites_passage" in query["sql"] for query in seen.captured_queries) == 1
