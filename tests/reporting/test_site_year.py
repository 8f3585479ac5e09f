"""The year in figures, the money and the last Sachberichte of a site: the same on its own page and in the dossier of its case."""

import re
from datetime import date, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from reporting.models import Report, ReportSnapshot
from reporting.pages.site_year import YearReport
from sites.core.days import date_long
from sites.core.roles import Role
from sites.models import SiteKita, SitePhase
from tests import factories as make
from tests.conftest import as_owner

TODAY = timezone.localdate()
YEAR = TODAY.year
OF_EVERY_REQUEST = 5  # session, user, reach, wall, the place in the header


@pytest.fixture
def pages(world):
    """The two pages that show it."""
    with as_owner():
        case = make.make_application(world.own, state="submitted")
    return [reverse("reporting:site_sheet", args=[world.own.pk]), case.get_absolute_url()]


def section(client, page, title):
    """The words of a section of a page; empty where there is none."""
    page = client.get(page).content.decode()
    found = next((part for part in page.split("<section")[1:] if re.search(rf"<h2[^>]*>{title}</h2>", part)), "")
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", found.partition("</section>")[0].partition(">")[2])).strip()


# The year in figures ----------------------------------------------------------------------------------------------


@pytest.fixture
def two_years(world):
    """Two sessions this year, three last year; what the regular Kita does, and what lies further back, counts nowhere."""
    with as_owner():
        offer, regular = make.make_offer(world.own), make.make_offer(world.own, "Morgenkreis", additional=False)
        for figures in ((6, 2, 4), (4, 4, 0)):
            make.make_session(offer, TODAY, figures=figures, at=datetime.min.time().replace(hour=8 + figures[2]))
        make.make_session(offer, TODAY, at=datetime.min.time().replace(hour=18), cancelled=True)
        for month in (1, 2, 3):
            make.make_session(offer, date(YEAR - 1, month, 3), figures=(3, 1, 0))
        make.make_session(offer, date(YEAR - 2, 3, 3), figures=(9, 9, 9))
        for day in (TODAY, date(YEAR - 1, 3, 3)):
            make.make_session(regular, day, figures=(50, 50, 50))


def test_a_year_stands_beside_the_whole_one_before_and_is_not_measured_by_it(world, client_of, two_years, pages):
    for page in pages:
        said = section(client_of("social_planner"), page, f"Das Jahr {YEAR} in Zahlen")
        assert said == (
            f"Das Jahr {YEAR} in Zahlen zusätzliche Angebote bis heute, {_long(TODAY)} "
            f"Termine zusätzlicher Angebote 2 {YEAR - 1} im ganzen Jahr: 3 1 ausgefallen "
            f"Teilnahmen 20 {YEAR - 1} im ganzen Jahr: 12 Erwachsene und Kinder "
            f"Teilnahmen je Termin 10,0 {YEAR - 1}: 4,0 n = 2 Termine "
            f"Erwachsene aus dem Sozialraum 38 % {YEAR - 1}: 25 % n = 16 Erwachsene"
        )


def test_the_year_before_stands_there_from_the_first_day_on(world, client_of, pages):
    with as_owner():
        make.make_session(make.make_offer(world.own), date(YEAR - 1, 12, 3), figures=(3, 1, 0))
    for page in pages:
        said = section(client_of("head"), page, f"Das Jahr {YEAR} in Zahlen")
        assert f"Termine zusätzlicher Angebote 0 {YEAR - 1} im ganzen Jahr: 1" in said and f"Teilnahmen je Termin – {YEAR - 1}: 4,0" in said


def test_nothing_logged_is_said_and_no_sight_is_not_nothing(world, client_of, pages):
    said = [section(client_of("head"), page, f"Das Jahr {YEAR} in Zahlen") for page in pages]
    assert all("sind keine Termine eingetragen" in one for one in said)


@pytest.mark.guard("site-year")
def test_who_sees_no_figures_sees_nothing_of_their_section(world, client_of, two_years, pages):
    assert section(client_of("parent_representative"), pages[0], f"Das Jahr {YEAR} in Zahlen") == ""
    assert section(client_of("professional"), pages[0], f"Das Jahr {YEAR} in Zahlen") != ""


def test_the_page_of_a_site_says_the_figures_of_the_list(world, client_of, two_years):
    planner = client_of("social_planner")
    (line,) = (one for one in planner.get(reverse("reporting:site_list")).context["lines"] if one.site == world.own)
    figures = planner.get(reverse("reporting:site_sheet", args=[world.own.pk])).context["year"].figures
    assert [one.value for one in figures[:3]] == [line.held, line.people, line.average] == [2, 20, 10]


# Money ------------------------------------------------------------------------------------------------------------


@pytest.fixture
def money(world):
    with as_owner():
        before, now = make.make_measure(world.own, YEAR - 1), make.make_measure(world.own, YEAR)
        make.make_measure(world.own, YEAR + 1)  # nothing entered yet
        make.make_cost(before, "1000.10", "900.05"), make.make_cost(before, "200", kind="investment")
        make.make_funding(before, "650"), make.make_funding(before, "350.10", own=True, source="provider")
        make.make_cost(now, "2000")
        make.make_cost(make.make_measure(world.sibling, YEAR), "77777")
    return {YEAR - 1: before, YEAR: now}


def test_the_money_of_each_year_is_that_of_the_pages_of_money(world, client_of, money, pages):
    planner = client_of("social_planner")
    for page in pages:
        known = planner.get(page).context["money"]
        assert [line.year for line in known.lines] == [YEAR, YEAR - 1]
        for line in known.lines:
            listed = planner.get(reverse("planning:money_list", args=[world.county.pk]), {"year": line.year}).context["page"].rows
            (of_list,) = [one.money for one in listed if one.measure.site_id == world.own.pk]
            assert line.money == of_list == planner.get(line.url).context["money"]
        said = section(planner, page, "Geld").replace("\xa0", " ")
        assert f"{YEAR - 1} HF 3 " in said and "1.200,10 € 900,05 € 650,00 € 350,10 € 300,03 €" in said
        assert "2.000,00 € – 0,00 € 0,00 € 600,00 €" in said and str(YEAR + 1) not in said and "77.777" not in said
        assert "Eigenanteil mindestens 30 % der zuwendungsfähigen Ausgaben." in said


@pytest.mark.guard("site-money")
@pytest.mark.parametrize("role", ["social_planner", "youth_welfare_office", "provider", "head", "coordinator", "specialist_advisor", "professional"])
def test_money_is_read_by_those_who_may(world, client_of, money, pages, role):
    sees = role not in {"specialist_advisor", "professional"}
    for page in pages[: 1 if role == "professional" else 2]:
        assert ("1.200,10" in section(client_of(role), page, "Geld")) == sees == bool(section(client_of(role), page, "Geld"))


# The last Sachberichte --------------------------------------------------------------------------------------------


def submitted(world, report, *days):
    """Versions of a report, each made on a day."""
    for version, day in enumerate(days, 1):
        made = ReportSnapshot.objects.create(
            place_id=world.county.pk, site=world.own, report=report, version=version, data={}, sha256="", created_by=world.people["head"]
        )
        ReportSnapshot.objects.filter(pk=made.pk).update(created=timezone.make_aware(datetime(day.year, day.month, day.day, 0, 30)))
    Report.objects.filter(pk=report.pk).update(version=len(days))


@pytest.fixture
def reported(world):
    """Five years: accepted late, accepted in time as its second version, returned, begun, not begun; and next year's measure."""
    with as_owner():
        due = date(YEAR - 1, 3, 31)
        SiteKita.objects.filter(site=world.own).update(starts=date(YEAR - 4, 1, 1))  # a provider reads the years in which it ran the house
        made = [make.make_report(world.own, YEAR - 5 + at, state=state) for at, state in enumerate(("accepted", "accepted", "returned", "draft"), 1)]
        for report, day in zip(made, (due, due, due, TODAY + timedelta(days=9)), strict=True):
            type(report.measure).objects.filter(pk=report.measure_id).update(report_due=day)
        submitted(world, made[0], due + timedelta(days=1))
        submitted(world, made[1], due, date(YEAR - 1, 4, 20))
        submitted(world, made[2], due)
        make.make_measure(world.own, YEAR, report_due=TODAY - timedelta(days=1))
        make.make_measure(world.own, YEAR + 1)
    return made


@pytest.mark.parametrize("role", ["social_planner", "youth_welfare_office", "head", "provider", "coordinator"])
def test_each_report_says_how_it_stands_and_whether_it_came_in_time(world, client_of, reported, pages, role):
    due, client = f"31. März {YEAR - 1}", client_of(role)
    inside = role in {"head", "provider", "coordinator"}
    for page in pages:
        lines = client.get(page).context["reports"].lines if page == pages[0] else client.get(page).context["above"]["reports"]["part"].lines
        draft = "Entwurf" if inside else "steht aus"
        assert [(line.year, line.words.replace("\xa0", " "), line.is_late, bool(line.url), line.version) for line in lines] == [
            (YEAR, f"steht aus · war fällig am {_long(TODAY - timedelta(days=1))}", True, False, ""),
            (YEAR - 1, f"{draft} · fällig am {_long(TODAY + timedelta(days=9))}", False, inside, ""),
            (YEAR - 2, f"Zur Ergänzung zurück · Fassung 1 vom {due} · war fällig am {due}", True, True, "Fassung 1"),
            (YEAR - 3, f"Angenommen · Fassung 2 vom 20. April {YEAR - 1} · pünktlich eingereicht", False, True, "Fassung 2"),
            (YEAR - 4, f"Angenommen · Fassung 1 vom 1. April {YEAR - 1} · verspätet eingereicht, fällig am {due}", True, True, "Fassung 1"),
        ]
        said = section(client, page, "Letzte Sachberichte").replace("\xa0", " ")
        assert all(f"{line.title} {line.words}".replace("\xa0", " ") in said for line in lines) and str(YEAR + 1) not in said
        for line in lines:
            assert [client.get(url).status_code for url in (line.url, line.version_url) if url] in ([], [200], [200, 200])


def _long(day):
    return date_long(day).replace("\xa0", " ")


@pytest.mark.guard("site-reports")
@pytest.mark.parametrize("role", [Role.SPECIALIST_ADVISOR, Role.PROFESSIONAL, Role.FACILITATOR])
def test_who_reads_no_report_sees_nothing_of_their_section(world, client_of, reported, pages, role):
    for page in pages[: 2 if role == Role.SPECIALIST_ADVISOR else 1]:
        assert section(client_of(role), page, "Letzte Sachberichte") == ""


def test_a_report_is_late_from_the_day_after_it_was_due():
    """First day, last day, and what was delivered without a version that this person may read."""
    day, told = date(2026, 3, 31), {"pk": 1, "state": "accepted"}
    late = [YearReport(2025, day, today, None, None, None).is_late for today in (day, day + timedelta(days=1))]
    came = [YearReport(2025, day, date(2026, 9, 1), told, first, None).is_late for first in (day, day + timedelta(days=1), None)]
    assert (late, came) == ([False, True], [False, True, False])


@pytest.mark.parametrize("phase", ["interested", "on_the_way"])
def test_a_kita_that_is_no_site_yet_lacks_nothing_in_its_case(world, client_of, pages, phase):
    """A running site without sessions, money and reports is told so; a Kita that asks to become one has none to have."""
    with as_owner():
        SitePhase.objects.filter(site=world.own).update(phase=phase)
    said = [section(client_of("social_planner"), pages[1], title) for title in (f"Das Jahr {YEAR} in Zahlen", "Geld", "Letzte Sachberichte")]
    assert [bool(one) for one in said] == [phase == "on_the_way"] * 3


# Budget -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", ["social_planner", "head", "provider", "coordinator", "specialist_advisor"])
def test_both_pages_ask_the_same_few_questions_however_much_there_is(world, client_of, own_queries, pages, role):
    client, counts = client_of(role), []
    for number in (1, 9):
        with as_owner():
            offer = make.make_offer(world.own, f"Treff {number}")
            for at in range(number):
                report = make.make_report(world.own, YEAR - number - at, state="submitted", version=1)
                submitted(world, report, *[TODAY] * number)
                make.make_cost(report.measure), make.make_funding(report.measure)
                make.make_session(offer, TODAY - timedelta(days=40 * at), figures=(3, 1, 0))
                make.make_post(world.own, f"Person {number} {at}")
        for page in pages:
            with own_queries() as seen:
                assert client.get(page).status_code == 200
            counts.append(seen.count)
    assert counts[:2] == counts[2:] and max(counts) <= 8 + OF_EVERY_REQUEST, counts
