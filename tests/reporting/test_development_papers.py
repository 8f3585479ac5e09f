"""Papers of a house's development: two rounds side by side with what follows, and the open steps; offices read what was released."""

import io
from datetime import date
from html import unescape

import pikepdf
import pytest
from django.test import RequestFactory
from django.urls import resolve, reverse
from django.utils import timezone

from processes.models import FieldRating
from reporting.documents.development import analysis_paper_html, step_paper_html
from reporting.pages.development import analysis_paper_page, step_paper_page
from sites.core.access import Access
from sites.core.wall import set_wall
from tests import factories as make
from tests.conftest import as_owner

V = FieldRating.View


@pytest.fixture
def rounds(world):
    """The first round closed, the second with words, a finding, a goal and steps; a neighbour with a round of its own."""
    with as_owner():
        before = make.make_round(world.own, begun_on=date(2025, 10, 1), state="closed")
        make.make_rating(before, V.COMMON, 4, 1, words="Ideen kommen über den Briefkasten.", basis="Gruppengespräch")
        row = make.make_round(world.own, 2, begun_on=date(2026, 11, 2))
        make.make_rating(row, V.TEAM, 4, 3, people=11)
        make.make_rating(row, V.PARENTS, 4, 2, people=23)
        make.make_rating(row, V.COMMON, 4, 2, words="Jede Idee bekommt eine Antwort.")
        make.make_rating(row, V.COMMON, 2, 4)
        goal = make.make_goal(world.own, title="Familien entscheiden mit")
        finding = make.make_finding(row, goal=goal)
        make.make_step(world.own, "Brett aufhängen", finding=finding, goal=goal, owner="Jana Seidel", due=date(2027, 1, 15))
        make.make_step(world.own, "Gestern erledigt", goal=goal, closed_on=timezone.localdate())
        make.make_step(world.own, "Ohne Ziel fragen", owner="Petra Lang")
        make.make_step(world.sibling, "Nebenan planen")
        other = make.make_round(world.sibling)
        make.make_finding(other, "Nebenan festgestellt")
    return before, row


def seen(world, who, name, build, html, key):
    """What stands on the paper of somebody: built behind the wall of that person, as the view builds it."""
    url = reverse(name, args=[key])
    request, user = RequestFactory().get(url), world.people[who]
    request.user, request.access, request.actions = user, Access(user), resolve(url).func.actions
    set_wall(request.access.reach(*request.actions).walls, person=user.pk)
    return " ".join(unescape(html(build(request, key))).split())


def on_rounds(world, who, row):
    return seen(world, who, "reporting:analysis_paper", analysis_paper_page, analysis_paper_html, row.pk)


def on_plan(world, who):
    return seen(world, who, "reporting:step_paper", step_paper_page, step_paper_html, world.own.pk)


def test_both_rounds_stand_on_paper_with_what_follows(world, rounds):
    _, row = rounds
    words = on_rounds(world, "head", row)
    for said in (
        "Ausgangsanalyse: Runde 1 und Runde 2", "Kita Lindenhof", "Team, n = 11", "Eltern, n = 23", "Gemeinsam, Runde 2", "Gemeinsam, Runde 1",
        "Runde 1, Oktober 2025: noch am Anfang", "Ideen kommen über den Briefkasten.", "Grundlage: Gruppengespräch",
        "Runde 2, November 2026: in Bewegung", "Jede Idee bekommt eine Antwort.", "14 von 23 Eltern kennen den Weg", "Ziel: Familien entscheiden mit",
        "Brett aufhängen", "Jana Seidel, bis 15. Januar 2027",
    ):  # fmt: skip
        assert said in words, said
    assert "Nebenan" not in words and words.count("<h3>Runde") == 2  # a field without words has no heading


def test_an_office_gets_on_paper_what_was_released(world, client_of, rounds):
    _, row = rounds
    assert client_of("social_planner").get(reverse("reporting:analysis_paper", args=[row.pk])).status_code == 404
    with as_owner():
        row.parts.filter(kind="findings").update(released=True, released_on=timezone.localdate())
    words = on_rounds(world, "social_planner", row)
    assert "14 von 23" in words and "Eine Einschätzung liegt hier nicht vor." in words
    assert "Briefkasten" not in words and "Jede Idee" not in words and "Brett aufhängen" not in words
    for who in ("social_planner", "parent_representative"):  # whoever does not read the goal is not told that there is none
        assert "Noch kein Ziel" not in on_rounds(world, who, row)


def test_the_plan_on_paper_holds_all_open_steps_by_goal(world, rounds):
    with as_owner():
        for number in range(70):
            make.make_step(world.own, f"Schritt {number}")
    words = on_plan(world, "head")
    assert "72 Schritte offen, 1 erledigt" in words and "Schritt 0" in words and "Schritt 69" in words
    assert words.index("Familien entscheiden mit") < words.index("Brett aufhängen") < words.index("Ohne Ziel") < words.index("Ohne Ziel fragen")
    assert "Gestern erledigt" not in words and "Nebenan" not in words


def test_parents_read_on_paper_the_steps_released_to_them(world, rounds):
    with as_owner():
        make.make_step(world.own, "Für alle sichtbar", for_parents=True)
    words = on_plan(world, "parent_representative")
    assert "Für alle sichtbar" in words and "Brett aufhängen" not in words


def test_the_papers_lie_on_the_pages_and_have_names_of_their_own(world, client_of, rounds):
    before, row = rounds
    browser, year = client_of("head"), timezone.localdate().year
    for page, label, name, paper, key in (
        ("processes:analysis_detail", "Beide Runden (PDF)", f"ausgangsanalyse-kita-lindenhof-{year}.pdf", "reporting:analysis_paper", row.pk),
        ("processes:analysis_detail", "Diese Runde (PDF)", f"ausgangsanalyse-kita-lindenhof-{year}.pdf", "reporting:analysis_paper", before.pk),
        ("processes:step_list", "Plan (PDF)", f"massnahmenplan-kita-lindenhof-{year}.pdf", "reporting:step_paper", world.own.pk),
    ):
        html, url = browser.get(reverse(page, args=[key])).content.decode(), reverse(paper, args=[key])
        assert label in html and url in html
        answer = browser.get(url)
        assert name in answer["Content-Disposition"]
        with pikepdf.open(io.BytesIO(answer.content)) as pdf:
            assert len(pdf.pages) >= 1 and b"pdfuaid" in pdf.Root.Metadata.read_bytes()
