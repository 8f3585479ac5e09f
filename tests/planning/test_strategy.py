"""The county's own strategy: target numbers per year, plan against actual, what is missing, what the form refuses."""

import re
from datetime import date, timedelta
from html import unescape
from types import SimpleNamespace

import pytest
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from planning.models import Decision, Strategy, StrategyTarget
from planning.pages.plan_overview import PlanOverview
from planning.rules.strategies import Target, counted, course
from sites.models import Entry, Phase, SitePhase
from sites.rules.phases import RUNNING, PhaseSpan
from tests import factories as make
from tests.conftest import as_owner
from tests.planning.test_decisions import all_given, case, decide  # noqa: F401  a fixture

YEAR = timezone.localdate().year


def url(name, *args):
    return reverse(f"planning:{name}", args=args)


def text_of(response, status=200):
    assert response.status_code == status
    return unescape(response.content.decode())


def words(response):
    """The text of a page without its tags, spaces as one."""
    return " ".join(re.sub(r"<[^>]+>", " ", text_of(response)).replace("\xa0", " ").split())


def strategy(targets=((YEAR, 3, 0), (YEAR + 1, 5, 1)), **changes):
    values = {
        "title": "ThEKiZ-Strategie Ilm-Kreis", "year_from": str(YEAR - 1), "year_until": str(YEAR + 2),
        "goals": "Jede Planungsregion hat ein ThEKiZ.", "steps": "Herbst: Beschluss.", "resolution": "",
    }  # fmt: skip
    for number, (year, sites, consultation) in enumerate(targets):
        values |= {f"target_year_{number}": year, f"target_sites_{number}": sites, f"target_consultation_{number}": consultation}
    return {**values, **changes}


# Plan against actual, as arithmetic -------------------------------------------------------------------------------------

days = st.dates(date(2018, 1, 1), date(2032, 12, 31))
spans = st.builds(
    lambda phase, starts, length: PhaseSpan(phase, starts, None if length is None else starts + timedelta(days=length)),
    st.sampled_from(list(Phase)),
    days,
    st.none() | st.integers(0, 3000),
)


@st.composite
def plans(draw):
    first = draw(st.integers(2018, 2030))
    last = draw(st.integers(first, first + 8))
    years = draw(st.sets(st.integers(first, last)))
    targets = [Target(year, draw(st.integers(0, 500)), draw(st.integers(0, 9))) for year in sorted(years)]
    return SimpleNamespace(year_from=first, year_until=last, targets=targets)


@pytest.mark.req("R109.C")
@given(plans(), st.lists(spans, max_size=20), days)
def test_plan_against_actual_counts_each_year_at_its_end_and_today(plan, history, today):
    lines = {line.year: line for line in course(plan, history, today)}
    assert list(lines) == sorted(lines) and all(plan.year_from <= year <= plan.year_until for year in lines)
    for aim in plan.targets:  # no target is lost or changed
        assert (lines[aim.year].wanted, lines[aim.year].wanted_consultation) == (aim.sites, aim.consultation)
    for year, line in lines.items():
        assert line.is_now == (year == today.year)
        day, end = today if line.is_now else date(year, 12, 31), date(year, 12, 31)
        assert line.is_coming == (year > today.year)
        at_end = sum(phase in RUNNING and starts <= end <= (ends or date.max) for phase, starts, ends in history)
        assert line.by_end == (at_end if at_end != line.sites else None)
        there = [phase for phase, starts, ends in history if phase in RUNNING and starts <= day <= (ends or date.max)]
        assert (line.sites, line.consultation) == (len(there), there.count(Phase.CONSULTATION))
        assert line.difference is None if line.wanted is None else line.difference == line.sites - line.wanted


@given(st.lists(spans, max_size=20), days)
def test_one_site_more_is_one_more(history, day):
    sites, consultation = counted(history, day)
    assert counted([*history, PhaseSpan(Phase.CONSULTATION, day, day)], day) == (sites + 1, consultation + 1)
    assert counted([*history, PhaseSpan(Phase.ENDED, day, None), PhaseSpan(Phase.INTERESTED, day, None)], day) == (sites, consultation)


# The page -------------------------------------------------------------------------------------------------------------


@pytest.mark.req("R109.H", "R109.C")
@pytest.mark.parametrize("who", ["social_planner", "youth_welfare_office"])
def test_a_strategy_with_targets_shows_plan_against_actual(world, client_of, who):
    client, page = client_of(who), url("plan_overview", world.county.pk)
    assert "Für dieses Jahr fehlt eine eigene Strategie für die Entwicklung der ThEKiZ (2.1)" in text_of(client.get(page))
    assert "seine eigene Strategie für die Entwicklung von Kitas" in text_of(client.get(url("strategy_create", world.county.pk)))
    assert client.post(url("strategy_create", world.county.pk), strategy()).status_code == 302
    with as_owner():
        make.make_site(world.town, [], "Kita Anderswo", phase="consultation_site", since=date(YEAR, 1, 1))
        make.make_site(world.town, [], "Kita Nur interessiert", phase="interested")
        row = Strategy.objects.get(place=world.county.pk)
    shown = words(client.get(page))
    assert "Für dieses Jahr fehlt eine eigene Strategie" not in shown
    assert "Ziele Jede Planungsregion hat ein ThEKiZ. Zeitplan und Schritte Herbst: Beschluss." in shown
    assert f"Für Ende {YEAR} sind 3 Standorte geplant. Heute sind es 3, das Ziel ist erreicht." in shown
    assert f"{YEAR - 1} – 2 0 {YEAR} heute 3 3 1 von 0" in shown and f"{YEAR + 1} 5 3 beschlossen 1 von 1" in shown
    assert client.post(url("strategy_edit", row.pk), strategy(((YEAR, 5, 1),), title="Neuer Name")).status_code == 302
    assert f"Für Ende {YEAR} sind 5 Standorte geplant, heute sind es 3." in words(client.get(page))
    with as_owner():
        assert list(StrategyTarget.objects.filter(strategy=row).values_list("year", "sites", "consultation_sites")) == [(YEAR, 5, 1)]
        entry = Entry.objects.get(subject=f"planning.strategy:{row.pk}", kind="changed")
        assert entry.details["before"][str(YEAR)] == [3, 0] and entry.details["after"] == {str(YEAR): [5, 1]}


@pytest.mark.req("R109.C")
def test_coming_years_count_what_is_decided_and_no_longer_what_is_taken_back(world, client_of, case):  # noqa: F811  a fixture
    all_given(world, case)
    with as_owner():
        make.make_strategy(world.county, [(YEAR, 2, 0), (YEAR + 1, 4, 0)], year_from=YEAR, year_until=YEAR + 1)
    client = client_of("social_planner")
    pages = [
        (url("plan_overview", world.county.pk), "{} 4 {} beschlossen"),
        (reverse("reporting:county_sheet", args=[world.county.pk]), "{} 4 {} beschlossen"),
    ]
    for page, told in pages:
        assert told.format(YEAR + 1, 2) in words(client.get(page))
    assert decide(client, case, effective_from=f"1.3.{YEAR + 1}").status_code == 302
    for page, told in pages:
        assert told.format(YEAR + 1, 3) in words(client.get(page)) and f"{YEAR} heute 2 2" in words(client.get(page))
    with as_owner():
        made = Decision.objects.get()
    assert client.post(reverse("planning:decision_take_back", args=[made.pk]), {"reason": "Der Ausschuss hat vertagt."}).status_code == 302
    for page, told in pages:
        assert told.format(YEAR + 1, 2) in words(client.get(page))


def test_an_admission_later_in_the_running_year_is_said_beside_the_number_of_today():
    history = [PhaseSpan("on_the_way", date(2020, 1, 1), None), PhaseSpan("on_the_way", date(2026, 12, 1), None)]
    (line,) = course(SimpleNamespace(targets=[Target(2026, 3, 0)], year_from=2026, year_until=2026), history, date(2026, 6, 1))
    assert (line.sites, line.by_end, line.difference, line.decided) == (1, 2, -2, "Ende des Jahres 2, so beschlossen")
    said = PlanOverview.counted_now.fget(SimpleNamespace(now=line))
    assert said == " geplant, heute ist es einer. Nach den Beschlüssen sind es am Jahresende 2."


@pytest.mark.req("R109.C")
def test_an_ended_site_counts_until_it_ended(world, client_of):
    with as_owner():
        make.make_strategy(world.county, [(YEAR - 1, 2, 0), (YEAR, 2, 0)], year_from=YEAR - 1, year_until=YEAR)
        SitePhase.objects.filter(site=world.sibling).update(ends=date(YEAR - 1, 12, 31))
        SitePhase.objects.create(site=world.sibling, county=world.county, phase="ended", starts=date(YEAR, 1, 1))
    shown = words(client_of("social_planner").get(url("plan_overview", world.county.pk)))
    assert f"{YEAR - 1} 2 2" in shown and f"{YEAR} heute 2 1" in shown and "geplant, heute ist es einer." in shown


@pytest.mark.req("R109.H")
def test_the_next_strategy_stands_beside_the_present_one(world, client_of):
    with as_owner():
        make.make_strategy(world.county, title="Alt", year_from=YEAR - 5, year_until=YEAR - 2)
        now = make.make_strategy(world.county, [(YEAR, 9, 0)], title="Jetzt", year_from=YEAR - 1, year_until=YEAR)
        later = make.make_strategy(world.county, [(YEAR + 1, 12, 0)], title="Danach", year_from=YEAR + 1, year_until=YEAR + 4)
    page = text_of(client_of("social_planner").get(url("plan_overview", world.county.pk)))
    assert f'<h2 id="h-strategy">Jetzt {YEAR - 1}–{YEAR}</h2>' in page and "Weitere Strategien: 2" in page and f"{YEAR + 1}: 12" in page
    assert url("strategy_edit", later.pk) in page and url("strategy_edit", now.pk) in page
    with as_owner():
        Strategy.objects.exclude(title="Alt").delete()
    expired = text_of(client_of("ministry").get(url("plan_overview", world.county.pk)))
    assert "Für dieses Jahr fehlt eine eigene Strategie" in expired and "Strategie ändern" not in expired


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"title": ""}, "Bitte füllen Sie „Titel“ aus."),
        ({"goals": ""}, "Bitte füllen Sie „Ziele“ aus."),
        ({"year_until": str(YEAR - 3)}, "Das Ende liegt vor dem Beginn."),
        ({"year_from": "bald"}, "Bitte als ganze Zahl eingeben"),
        ({"year_from": "1999"}, "2010"),
        ({"target_year_0": ""}, "In Zeile 1 fehlt das Jahr."),
        ({"target_year_0": str(YEAR + 9)}, f"{YEAR + 9} liegt außerhalb der Strategie"),
        ({"target_year_1": str(YEAR)}, f"{YEAR} steht zweimal in der Liste."),
        ({"target_sites_0": ""}, f"Für {YEAR} fehlt, wie viele Standorte es am Jahresende sein sollen."),
        ({"target_sites_0": "viele"}, "Bitte als ganze Zahl eingeben"),
        ({"target_sites_0": "-1"}, "Bitte geben Sie mindestens 0 an."),
        ({"target_consultation_0": "4"}, "Es können nicht mehr Konsultationseinrichtungen sein als Standorte."),
        ({"resolution": "999"}, "Diese Auswahl gibt es nicht (mehr)."),
        ({"steps": "x" * 4001}, "höchstens 4.000 Zeichen"),
    ],
)
def test_a_strategy_that_contradicts_itself_is_refused_in_words(world, client_of, changes, sentence):
    refused = text_of(client_of("social_planner").post(url("strategy_create", world.county.pk), strategy(**changes)), 422)
    assert sentence in refused and ("Jede Planungsregion" in refused or "goals" in changes)
    with as_owner():
        assert not Strategy.objects.exists() and not Entry.objects.filter(subject__startswith="planning.strategy").exists()


def test_the_resolution_of_another_county_is_no_choice(world, client_of):
    with as_owner():
        foreign = make.make_resolution(make.make_body(world.other_county))
        own = make.make_resolution(make.make_body(world.county), "JHA 7", kind="strategy")
    client = client_of("social_planner")
    refused = text_of(client.post(url("strategy_create", world.county.pk), strategy(resolution=foreign.pk)), 422)
    assert "Diese Auswahl gibt es nicht (mehr)." in refused
    assert client.post(url("strategy_create", world.county.pk), strategy(resolution=own.pk)).status_code == 302
    assert "Nr. JHA 7" in text_of(client.get(url("plan_overview", world.county.pk)))
    assert client.get(url("strategy_create", world.other_county.pk)).status_code == 404
    assert client.get(url("strategy_create", world.own.pk)).status_code == 404
