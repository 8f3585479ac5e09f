"""Papers of facilitation: a timesheet for each client without a word of a note, a report of the year without what is private, the diary of a site."""

import csv
import io
from datetime import date, timedelta
from decimal import Decimal
from html import unescape

import pikepdf
import pytest
from django.test import RequestFactory
from django.urls import resolve, reverse
from django.utils.html import strip_tags

from processes.models import ClosedMonth, Contract
from reporting.documents.book import process_report_html, timesheet_html
from reporting.pages.process_report import process_report_page
from reporting.pages.timesheet import timesheet_page
from sites.core.access import Access
from sites.core.wall import set_wall
from sites.models import Membership
from tests import factories as make
from tests.conftest import as_owner
from tests.processes.test_book import today
from tests.sites.reading import text

OWN, HOUSE, OPEN = "Mein eigener Zweifel", "Nur fuer das Haus gedacht", "Fuer alle geoeffnet"


@pytest.fixture
def contract(world):
    with as_owner():
        Membership.objects.filter(user=world.people["facilitator"]).delete()
        contract = make.make_contract(world.own, world.people["facilitator"], starts=today() - timedelta(days=300), ends=today() + timedelta(days=90))
        Contract.objects.filter(pk=contract.pk).update(rate=Decimal("70.00"))
        for back, (door, topic) in enumerate((("private", OWN), ("site", HOUSE), ("county", OPEN))):
            day = max(today() - timedelta(days=back), today().replace(day=1))
            make.make_hours(contract, day, hours=Decimal(back + 1), topic=topic, door=door, agreements=f"Abrede {back}", tasks=["pb-t9"])
        return contract


def sheet(contract, month=None):
    month = month or today()
    return reverse("reporting:timesheet", args=[contract.pk, month.year, month.month])


def test_a_timesheet_is_for_one_client_with_the_lines_of_its_invoice(world, contract):
    with as_owner():
        same = make.make_contract(world.sibling, world.people["facilitator"])  # of the same county
        other = make.make_contract(world.sister, world.people["facilitator"])
        Contract.objects.filter(pk=other.pk).update(client="provider")
        make.make_hours(same, today().replace(day=1), hours=Decimal("2.25"))
        make.make_hours(other, today().replace(day=1), hours=Decimal(9))
    found, words = paper(world, "facilitator", sheet(contract))
    assert (found.client, found.hours, found.amount) == ("Ilm-Kreis", Decimal("8.25"), Decimal("420.00"))
    assert [(part.site, part.hours) for part in found.parts] == [("Kita Lindenhof", Decimal(6)), ("Kita Märchenwald", Decimal("2.25"))]
    assert "6,00 Stunden zu 70,00 €" in words and "420,00 €" in words and "Reflexion" in words and "Vorläufig" in words
    for said in (OWN, HOUSE, OPEN, "Abrede"):
        assert said not in words


def test_a_house_gets_the_timesheet_of_its_own_contract_alone(world, client_of, contract):
    with as_owner():
        same = make.make_contract(world.sibling, world.people["facilitator"])
        make.make_hours(same, today().replace(day=1), hours=Decimal("2.25"))
    assert [part.site for part in paper(world, "head", sheet(contract))[0].parts] == ["Kita Lindenhof"]
    assert len(paper(world, "social_planner", sheet(contract))[0].parts) == 2
    assert client_of("head").get(sheet(same)).status_code == 404
    assert client_of("head").get(sheet(contract, date(2001, 1, 1))).status_code == 404
    assert client_of("head").get(reverse("reporting:timesheet", args=[contract.pk, 2026, 13])).status_code == 404


def test_a_closed_month_stays_on_paper_as_it_was_closed(world, contract):
    with as_owner():
        fixed = {"month": today().replace(day=1), "hours": Decimal(6), "rate": Decimal(70), "amount": Decimal(420), "closed_on": today()}
        ClosedMonth.objects.create(site=world.own, contract=contract, **fixed)
        Contract.objects.filter(pk=contract.pk).update(rate=Decimal(99))
    found, words = paper(world, "facilitator", sheet(contract))
    assert (found.amount, found.closed_on) == (Decimal(420), today()) and "Abgeschlossen am" in words


def test_the_papers_are_pdf_with_names_of_their_own(world, client_of, contract):
    browser = client_of("facilitator")
    answers = [browser.get(sheet(contract)), browser.get(reverse("reporting:process_report", args=[world.own.pk, today().year]))]
    assert [answer["Content-Type"] for answer in answers] == ["application/pdf"] * 2
    assert f"stundenzettel-{today():%Y-%m}-ilm-kreis.pdf" in answers[0]["Content-Disposition"]
    for answer in answers:
        with pikepdf.open(io.BytesIO(answer.content)) as pdf:
            assert len(pdf.pages) >= 1 and b"pdfuaid" in pdf.Root.Metadata.read_bytes()


@pytest.mark.req("R016.D2")
@pytest.mark.guard("report-doors")
def test_the_process_report_says_what_its_reader_may_hand_on(world, client_of, contract):
    url = reverse("reporting:process_report", args=[world.own.pk, today().year])
    said = {}
    for who, query in (("facilitator", ""), ("facilitator", "?fuer=landkreis"), ("head", ""), ("social_planner", "")):
        said[who, query] = paper(world, who, url + query)[1]
    for found in said.values():
        assert OWN not in found and "Abrede 0" not in found and OPEN in found and "6,00" in found and "Reflexion" in found
        assert world.people["facilitator"].name in found and "Kita Lindenhof" in found
    assert [HOUSE in found for found in said.values()] == [True, False, True, False]
    assert ["Abrede 1" in found for found in said.values()] == [True, False, True, False]
    assert client_of("social_planner").get(reverse("reporting:process_report", args=[world.own.pk, 1800])).status_code == 404


@pytest.mark.req("R153.D")
def test_the_diary_of_a_site_tells_its_way_and_goes_along_as_a_file(world, client_of, contract):
    with as_owner():
        make.make_goal(world.own, title="Familien treffen sich", starts=today().replace(day=1))
        make.make_step(world.own, title="Raum gefunden", closed_on=today().replace(day=1))
        make.make_step(world.sibling, title="Nebenan erledigt", closed_on=today().replace(day=1))
        make.make_meeting(make.make_body(world.own, "Steuerungsteam"), today().replace(day=1))
        make.make_concept(world.own, 3, released=True, document=make.make_document(world.own, "Konzeption"))
    browser, url = client_of("coordinator"), reverse("reporting:site_diary", args=[world.own.pk])
    page = text(browser.get(url))
    told = ("Familien treffen sich", "Schritt erledigt: Raum gefunden", "Sitzung: Steuerungsteam", f"Prozessbegleitung: {HOUSE}")
    assert all(words in page for words in told) and "Nebenan" not in page and OWN not in page
    answer = browser.get(reverse("reporting:diary_export", args=[world.own.pk, "csv"]))
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    said = {row[2]: row for row in rows if len(row) > 4}
    assert said["Raum gefunden"][1] == "Schritt erledigt" and said[HOUSE][4].startswith("2") and OWN not in said
    assert f"prozesstagebuch-kita-lindenhof-{today().year}.csv" in answer["Content-Disposition"]
    assert browser.get(reverse("reporting:diary_export", args=[world.own.pk, "exe"])).status_code == 404


def test_pages_of_the_book_need_few_queries_whatever_they_show(world, client_of, contract, own_queries):
    with as_owner():
        for back in range(40):
            make.make_hours(contract, today() - timedelta(days=back), hours=Decimal("0.5"), topic=f"Zeile {back}", tasks=["pb-t1", "pb-g1"])
    browser = client_of("facilitator")
    budgets = (
        (reverse("processes:entry_list", args=[contract.pk]), 5),
        (reverse("processes:task_list", args=[world.own.pk]), 5),
        (reverse("processes:note_list"), 5),
        (reverse("reporting:site_diary", args=[world.own.pk]), 8),
        (reverse("processes:contract_detail", args=[contract.pk]), 8),
        (reverse("processes:month_close"), 8),
    )
    for url, most in budgets:
        with own_queries() as seen:
            assert browser.get(url).status_code == 200
        assert seen.count <= 4 + most, (url, [query["sql"][:120] for query in seen.captured_queries])


def paper(world, who, url):
    """What the view of an address draws for a person, behind that person's wall."""
    path, _, query = url.partition("?")
    match, user = resolve(path), world.people[who]
    request = RequestFactory().get(path, QUERY_STRING=query)
    request.user, request.access, request.actions = user, Access(user), match.func.actions
    set_wall(request.access.reach(*request.actions).walls, person=user.pk)
    make_page, html = {"timesheet": (timesheet_page, timesheet_html), "process_report": (process_report_page, process_report_html)}[match.url_name]
    found = make_page(request, *match.kwargs.values())
    return found, " ".join(unescape(strip_tags(html(found).replace("<", " <"))).split())
