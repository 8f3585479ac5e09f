"""What is frozen: the snapshot tells what was logged, and its hash is that of its contents."""

import json
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from reporting import documents
from reporting.documents import narrative
from reporting.documents.snapshots import report_snapshot
from reporting.documents.source import Source
from sites.core.access import Access
from sites.core.difference import difference
from sites.core.wall import set_wall
from tests import factories as make
from tests.conftest import as_owner

YEAR = timezone.localdate().year - 1


@pytest.fixture
def lindenhof(world):
    """A site with a whole year: two offers, goal with indicator, contract with hours, a year before."""
    with as_owner():
        site = world.own
        need, other = make.make_need(site, found_on=date(YEAR, 2, 1), voices=23), make.make_need(site, "Beratung vor Ort", found_on=date(YEAR, 3, 1))
        goal = make.make_goal(site, need, starts=date(YEAR, 1, 1), due=date(YEAR + 1, 6, 30))
        indicator = make.make_indicator(goal)
        indicator.new_value(measured_on=date(YEAR, 11, 2), value=20, value_of=40).save()
        cafe = make.make_offer(site, "Elterncafé", needs=[need], goal=goal)
        cafe.legal_bases.add(make.legal_basis())
        group = make.make_offer(site, "Krabbelgruppe", types=["education", "encounter"])
        make.make_session(cafe, date(YEAR, 1, 15), figures=(7, 2, 5))
        make.make_session(cafe, date(YEAR, 1, 22), figures=(5, 4, 3))
        make.make_session(group, date(YEAR, 3, 3), figures=(4, 1, 6))
        make.make_session(group, date(YEAR, 3, 10), cancelled=True)
        make.make_session(cafe, date(YEAR - 1, 5, 5), figures=(9, 0, 0))
        make.make_session(make.make_offer(world.sibling, "Fremdes"), date(YEAR, 1, 15), figures=(90, 90, 90))
        regular = make.make_offer(site, "Morgenkreis", additional=False)
        for day in (date(YEAR - 1, 1, 15), date(YEAR, 1, 15)):
            make.make_session(regular, day, figures=(80, 80, 80))
        probe = make.make_hours_edition(world.state, "Probe", starts=date(YEAR, 1, 1), hours=(60, 50, 60, None))
        probe.rules.filter(when="ongoing").update(paragraph="2.4 (2)")
        contract = make.make_contract(
            site, make.make_user("Dr. Katrin Ohm"), starts=date(YEAR, 1, 1), ends=date(YEAR + 2, 12, 31), hours=Decimal("7.5")
        )
        make.make_hours(contract, date(YEAR, 4, 2), Decimal("2.5"))
        make.make_hours(contract, date(YEAR, 4, 9), Decimal("1"))
        site.coordinator_fte = Decimal("0.75")
        site.save()
        report = make.make_report(site, YEAR, ready=True)
    world.report, world.other_need = report, other
    return world


def as_person(world, role="head"):
    access = Access(world.people[role])
    set_wall((), person=access.user.pk)
    set_wall(access.reach("reports.draft", "sites.view").places, person=access.user.pk)
    return access


@pytest.mark.guard("additional")
@pytest.mark.req("R248.D1")
def test_the_figures_are_the_logged_ones(lindenhof):
    data = report_snapshot(access=as_person(lindenhof), report=lindenhof.report)
    january, march = data["months"][0], data["months"][2]
    assert january == {"held": 2, "cancelled": 0, "adults_centre": 12, "adults_space": 6, "children": 8}
    assert march == {"held": 1, "cancelled": 1, "adults_centre": 4, "adults_space": 1, "children": 6}
    assert sum(month["held"] for month in data["months"]) == 3
    cafe, group = data["offers"]
    assert (cafe["title"], cafe["sessions_held"], cafe["adults_centre"], cafe["legal_bases"]) == ("Elterncafé", 2, 12, [make.legal_basis().citation])
    assert (group["sessions_held"], group["sessions_cancelled"], group["types"]) == (1, 1, ["Bildung", "Begegnung"])
    assert data["previous"] == {"held": 1, "cancelled": 0, "adults_centre": 9, "adults_space": 0, "children": 0}


def test_needs_goals_facilitation_and_departures_come_along(lindenhof):
    data = report_snapshot(access=as_person(lindenhof), report=lindenhof.report)
    assert [(need["no"], need["n"], need["offers"]) for need in data["needs"]] == [("B1", 23, ["Elterncafé"]), ("B2", None, [])]
    (goal,) = data["goals"]
    assert goal["offers"] == ["Elterncafé"]
    assert goal["indicators"][0]["values"] == [{"num": 20, "den": 40, "on": f"{YEAR}-11-02"}]
    assert data["facilitation"] == {"agreed_per_month": 7.5, "recommended": 50, "edition": "Probe", "months": [0, 0, 0, 3.5, *[0] * 8]}
    assert "7,5 Stunden" in data["departures"][0]["warning"] and data["departures"][0]["source"] == "Probe, Abschnitt 2.4 (2)"
    assert data["coordinator_fte"] == 0.75
    assert data["site"]["providers"] == ["Sozialwerk Ilmtal e. V."] and data["site"]["county"] == "Ilm-Kreis"
    assert data["phase"]["label"] == "ThEKiZ" and data["form"]["label"] == "Galerie"


@pytest.mark.guard("report-voices")
def test_how_few_have_named_a_need_stays_in_the_house(lindenhof):
    """The map of needs hides it from the county; the Sachbericht that the county reads does as well."""
    with as_owner():
        make.make_need(lindenhof.own, "Hilfe beim Umzug", found_on=date(YEAR, 5, 2), voices=2)
    needs = report_snapshot(access=as_person(lindenhof), report=lindenhof.report)["needs"]
    assert {need["title"]: need["n"] for need in needs}["Hilfe beim Umzug"] == "•"


@pytest.mark.req("R248.D1")
def test_the_network_is_what_was_recorded_for_the_year(lindenhof):
    """Cooperations with their stage, agreements that were in force, referrals of finished months without small numbers; nothing of others."""
    with as_owner():
        partner = make.make_partner(lindenhof.own)
        running = make.make_cooperation(partner, starts=date(YEAR, 12, 31))
        make.make_cooperation(make.make_partner(lindenhof.own, "Bibliothek"), "Vorlesen", stage="talks", starts=None)
        make.make_cooperation(partner, "Später", starts=date(YEAR + 1, 1, 1))
        make.make_cooperation(partner, "Früher", stage="ended", starts=date(YEAR - 2, 1, 1), ends=date(YEAR - 1, 12, 31))
        make.make_agreement(running, starts=date(YEAR, 12, 31))
        make.make_agreement(running, "Abgelaufen", starts=date(YEAR - 2, 1, 1), ends=date(YEAR - 1, 12, 31))
        make.make_cooperation(make.make_partner(lindenhof.sibling, "Fremde Stelle"))
        for month, number in ((1, 11), (12, 7)):
            make.make_referral(partner, month=date(YEAR, month, 1), number=number)
        make.make_referral(partner, "separation", month=date(YEAR, 5, 1), number=2)
        make.make_referral(partner, month=date(YEAR - 1, 12, 1), number=90)
    kept = report_snapshot(access=as_person(lindenhof), report=lindenhof.report)["network"]
    assert [(c["partner"], c["subject"], c["stage"]) for c in kept["cooperations"]] == [
        ("Bibliothek", "Vorlesen", "im Gespräch"),
        ("Erziehungsberatung Ilmenau", "Sprechstunde alle zwei Wochen", "läuft"),
    ]
    assert [agreement["title"] for agreement in kept["agreements"]] == ["Sprechstunde in unserem Haus"]
    shown = {item["label"]: item["count"] for item in kept["referrals"]}
    assert shown["Partnerschaft, Trennung und Scheidung"] == kept["referred"] == "•"
    assert shown["Erziehungs- und Lebensfragen"] == "•"  # in May it is hidden beside the small one


def test_the_snapshot_is_what_the_documents_take(lindenhof):
    """Survives JSON unchanged, prints, and the same contents have the same hash wherever they are read again."""
    data = report_snapshot(access=as_person(lindenhof), report=lindenhof.report)
    again = json.loads(json.dumps(data))
    assert again == data and documents.snapshot_hash(again) == documents.snapshot_hash(data)
    html = documents.report_html(data, [])
    assert "Elterncafé" in html and documents.snapshot_hash(data)[:4] in html


def test_a_draft_says_so_on_every_page(lindenhof):
    data = report_snapshot(access=as_person(lindenhof), report=lindenhof.report, draft=True)
    assert data["version"] == "1 (Entwurf)" and data["notice"].startswith("Entwurf")
    assert "1 (Entwurf)" in documents.report_html(data, [])


def test_another_person_reads_the_same(lindenhof):
    """Coordinator, head and provider build the very same snapshot: it does not hang on who clicked."""
    now = timezone.now()
    made = [report_snapshot(access=as_person(lindenhof, role), report=lindenhof.report, now=now) for role in ("head", "coordinator", "provider")]
    assert len({documents.snapshot_hash(data) for data in made}) == 1


def test_suggestions_are_plain_sentences_with_the_logged_numbers(lindenhof):
    source = Source(as_person(lindenhof), lindenhof.report)
    told = narrative.suggestion("summary", source)
    assert f"Im Jahr {YEAR} fanden 3 Termine" in told and "23\u00a0Teilnahmen" in told and "Ein Termin fiel aus." in told
    assert "Noch ohne Angebot: Beratung vor Ort." in narrative.suggestion("needs", source)
    assert "Soll" in narrative.suggestion("goals", source)
    assert "Elterncafé (Begegnung): 2\u00a0Termine" in narrative.suggestion("offers", source)
    assert "3,5 Stunden" in narrative.suggestion("steering", source)
    assert narrative.suggestion("network", source) == ""


def test_nothing_logged_suggests_nothing(world):
    with as_owner():
        report = make.make_report(world.own, YEAR)
    source = Source(as_person(world), report)
    assert {narrative.suggestion(key, source) for key in narrative.HINTS} == {""}
    assert report_snapshot(access=source.access, report=report)["previous"] is None
    assert all(narrative.facts(key, source) is not None for key in narrative.HINTS)


@pytest.mark.parametrize("key", sorted(narrative.HINTS))
def test_facts_of_a_chapter_cost_few_queries(lindenhof, key, django_assert_max_num_queries):
    access = as_person(lindenhof)
    report = report_with_site(lindenhof.report.pk)
    with django_assert_max_num_queries(5):
        source = Source(access, report)
        narrative.facts(key, source)
        narrative.suggestion(key, source)


def report_with_site(pk):
    from reporting.models import Report

    return Report.objects.select_related("site__county", "measure").get(pk=pk)


def test_word_difference_keeps_every_word():
    before, now = "Im Jahr 2025 kamen viele.\n\nEs war schön.", "Im Jahr 2026 kamen sehr viele.\n\nEs war schön."
    lines = difference(before, now)
    assert [[(piece.kind, piece.text) for piece in line] for line in lines] == [
        [("kept", "Im Jahr"), ("gone", "2025"), ("new", "2026"), ("kept", "kamen"), ("new", "sehr"), ("kept", "viele.")],
        [("kept", "Es war schön.")],
    ]


def test_a_session_after_the_freeze_does_not_change_the_snapshot(lindenhof):
    data = report_snapshot(access=as_person(lindenhof), report=lindenhof.report)
    digest = documents.snapshot_hash(data)
    with as_owner():
        make.make_session(lindenhof.own.offers.first(), date(YEAR, 6, 1) + timedelta(days=1), figures=(50, 50, 50))
    assert documents.snapshot_hash(data) == digest
    now = report_snapshot(access=as_person(lindenhof), report=lindenhof.report)
    assert now["months"][5]["children"] == 50 and documents.snapshot_hash(now) != digest


def test_the_chapter_on_money_prints_the_money_there_is(lindenhof):
    """To the cent, of this measure alone; and says so as long as there is none."""
    approvals, head = [], as_person(lindenhof)
    nothing = documents.report_html(report_snapshot(access=head, report=lindenhof.report), approvals)
    assert "Ausgaben der Maßnahme" not in nothing
    with as_owner():
        measure, other = lindenhof.report.measure, make.make_measure(lindenhof.own, YEAR + 1)
        make.make_cost(measure, title="Koordination", planned=Decimal("41607.04"), actual=Decimal("40900.50"))
        make.make_cost(other, title="Fremdes", planned=Decimal("99999.99"))
    data = report_snapshot(access=as_person(lindenhof), report=lindenhof.report)
    page = " ".join(documents.report_html(data, approvals).split())
    assert "41.607,04" in page and "40.900,50" in page and "99.999,99" not in page
    assert data["money"]["sums"]["costs"] == {"planned": 41607.04, "actual": 40900.5}
    assert "41.607,04" in documents.report_csv(data).decode("utf-8-sig")
