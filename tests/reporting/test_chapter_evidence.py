"""Evidence that held in the year of a Sachbericht is proposed beside its chapters, and never asked for twice (R247, UF10)."""

from datetime import date

from django.urls import reverse

from tests import factories as make
from tests.conftest import as_owner
from tests.sites.reading import text


def chapter(report, query=""):
    return reverse("reporting:chapter_edit", args=[report.pk, "offers"]) + query


def test_what_held_in_the_year_is_proposed_until_a_chapter_names_it(world, client_of):
    with as_owner():
        report = make.make_report(world.own, 2025)
        there = make.make_evidence(world.own, "Bogen 2024", dated=date(2024, 3, 1), valid_until=date(2025, 1, 1))
        make.make_evidence(world.own, "Vor dem Jahr abgelaufen", dated=date(2024, 3, 1), valid_until=date(2024, 12, 31))
        make.make_evidence(world.own, "Nach dem Jahr", dated=date(2026, 1, 1))
        make.make_evidence(world.own, "Vom letzten Tag", dated=date(2025, 12, 31))
        make.make_evidence(world.sister, "Fremder Bogen", dated=date(2025, 5, 1))
    client = client_of("coordinator")
    page = text(client.get(chapter(report)))
    assert "Nachweise, die es schon gibt" in page and "Bogen 2024" in page and "Vom letzten Tag" in page
    assert not any(words in page for words in ("Vor dem Jahr abgelaufen", "Nach dem Jahr", "Fremder Bogen"))
    answer = client.get(chapter(report, f"?evidence={there.pk}"))
    sentence = "Nachweis: Bogen 2024, 38 Antworten (Feedbackbogen vom 1.\xa0März 2024)."
    assert sentence in answer.content.decode()
    marks = answer.context["form"].marks()
    assert client.post(chapter(report), {"text": f"Es war gut.\n\n{sentence}", "marks": marks}).status_code == 302
    page = text(client.get(reverse("reporting:chapter_edit", args=[report.pk, "summary"])))
    assert "Bogen 2024" not in page and "Vom letzten Tag" in page


def test_a_closed_report_proposes_nothing(world, client_of):
    with as_owner():
        report = make.make_report(world.own, 2025, state="submitted")
        make.make_evidence(world.own, "Vom letzten Tag", dated=date(2025, 12, 31))
    assert "Nachweise, die es schon gibt" not in text(client_of("coordinator").get(chapter(report)))
