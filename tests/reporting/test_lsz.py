"""A county's LSZ report: frozen sums of the county, the very same numbers on page, in PDF and XLSX, no small numbers of people."""

import io
import re
from datetime import date
from itertools import product

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from reporting import documents, tasks
from reporting.models import LszReport
from sites.core import jobs
from sites.core.numbers import HIDDEN, number
from sites.core.roles import Role
from sites.models import Document, Job, Membership, SiteForm
from sites.services.records import read_document
from tests import factories as make
from tests.conftest import as_owner

YEAR = 2025


@pytest.fixture
def county(world):
    """Two sites of the county with sessions in two years, two to which nobody came, one neighbour with huge figures, reports in every state."""
    with as_owner():
        cafe = make.make_offer(world.own, "Elterncafé")
        advice = make.make_offer(world.sibling, "Sprechstunde", types=["counselling"], action_field=make.action_field(4))
        make.make_session(make.make_offer(world.own, "Nur geplant"), date(YEAR, 5, 5))
        for day in (date(YEAR, 1, 8), date(YEAR, 4, 9), date(YEAR, 7, 2), date(YEAR, 10, 1)):
            make.make_session(cafe, day, figures=(10, 5, 8))
        make.make_session(advice, date(YEAR, 2, 3), figures=(4, 1, 0))
        make.make_session(advice, date(YEAR, 2, 10), cancelled=True)
        make.make_session(cafe, date(YEAR - 1, 3, 3), figures=(6, 0, 1))
        # fewer than three sites would show nothing, here and in the county that would follow from the sum of all
        for name, town in product(("Kita Nord", "Kita Süd"), (world.town, world.other_town)):
            empty = make.make_offer(make.make_site(town, [make.make_kita(town, world.provider, f"{name} {town}")], name), "Lesecafé")
            make.make_session(empty, date(YEAR, 1, 15), figures=(0, 0, 0))
            if town == world.town:
                make.make_session(empty, date(YEAR - 1, 3, 15), figures=(0, 0, 0))
        make.make_session(make.make_offer(world.foreign, "Fremdes"), date(YEAR, 1, 8), figures=(400, 400, 400))
        regular = make.make_offer(world.own, "Morgenkreis", additional=False, types=["education"], action_field=make.action_field(4))
        for day in (date(YEAR - 1, 3, 3), date(YEAR, 5, 5)):
            make.make_session(regular, day, figures=(80, 80, 80))
        make.make_report(world.own, YEAR, state="accepted", ready=True)
        make.make_report(world.sibling, YEAR, state="draft")
        make.close_month()
    return world.county


def ask(client_of, county, year=YEAR, role="social_planner"):
    response = client_of(role).post(reverse("reporting:lsz_create"), {"county": county.pk, "year": year})
    assert response.status_code == 302, response.content.decode()
    with as_owner():
        job = Job.objects.latest("pk")
    assert response.headers["Location"] == reverse("sites:job_detail", args=[job.pk])
    return job


def finished(job):
    with as_owner():
        job.refresh_from_db()
        return job


@pytest.fixture
def lsz(client_of, county):
    assert jobs.run(ask(client_of, county).pk) == "done"
    with as_owner():
        return LszReport.objects.get()


@pytest.mark.req("R252.C")
def test_the_report_sums_the_county_and_nothing_else(lsz, county):
    data = lsz.data
    assert (lsz.version, data["version"], data["county"]["name"]) == (1, 1, "Ilm-Kreis")
    assert lsz.sha256 == documents.snapshot_hash(data)
    assert {line["label"]: (line["count"], line["previous"]) for line in data["sites_by_phase"]} == {
        "Auf dem Weg zum ThEKiZ": (0, 0), "ThEKiZ": (4, 4), "Konsultationseinrichtung": (0, 0),
    }  # fmt: skip
    assert {line["label"]: line["count"] for line in data["sites_by_form"]}["Galerie"] == 4
    assert {line["label"]: line["count"] for line in data["offers_by_type"]} == {"Begegnung": 3, "Beratung": 1, "Bildung": 0, "Begleitung": 0}
    assert sum(line["count"] for line in data["offers_by_action_field"]) == data["totals"]["offers"] == 4
    assert [line["held"] for line in data["by_quarter"]] == [4, 1, 1, 1]
    assert (data["totals"]["held"], data["totals"]["cancelled"], data["totals"]["adults_centre"]) == (7, 1, 44)
    assert data["reports"] == {"due": 2, "accepted": 1, "submitted": 0, "open": 1}
    assert data["previous"]["held"] == 3 and data["previous"]["adults_centre"] == 6


def test_a_site_whose_form_is_open_is_a_line_of_its_own(client_of, world, county):
    with as_owner():
        SiteForm.objects.filter(site=world.own).delete()
    assert jobs.run(ask(client_of, county).pk) == "done"
    with as_owner():
        found = {line["label"]: line["count"] for line in LszReport.objects.get().data["sites_by_form"]}
        SiteForm.objects.create(site=world.own, county=world.county, form="gallery", starts=date(2020, 1, 1))
    assert (found["Form noch offen"], found["Galerie"]) == (1, 3)
    assert jobs.run(ask(client_of, county).pk) == "done"
    with as_owner():
        assert "Form noch offen" not in {line["label"] for line in LszReport.objects.latest("pk").data["sites_by_form"]}


def test_small_numbers_of_people_are_hidden_before_they_are_frozen(lsz):
    """One adult from the social space at the counselling, and only one house gives it: that cell and one beside it vanish."""
    space = {line["label"]: line["adults_space"] for line in lsz.data["by_type"]}
    assert space == {"Begegnung": HIDDEN, "Beratung": HIDDEN, "Bildung": 0, "Begleitung": 0}
    assert lsz.data["totals"]["adults_space"] == 21
    assert lsz.data["previous"]["children"] == HIDDEN
    assert not re.search(r'"(adults_centre|adults_space|children)": [12][,}]', documents.canonical_json(lsz.data).decode())


def test_page_pdf_and_workbook_show_the_same_numbers(client_of, lsz):
    """Every table of the page is found in the workbook and in the print, number by number."""
    page = client_of("ministry").get(reverse("reporting:lsz_detail", args=[lsz.pk]))
    book = load_workbook(io.BytesIO(documents.lsz_xlsx(lsz.data)))
    cells = [tuple("" if value is None else value for value in row) for sheet in book for row in sheet.iter_rows(values_only=True)]
    printed = documents.lsz_csv(lsz.data).decode("utf-8-sig").splitlines()
    for table in page.context["tables"]:
        for row in table.rows:
            values = row.cells
            if len(values) == 1:  # reports carry a share beside the count
                continue
            assert any(found[: len(values) + 1] == (row.label, *values) for found in cells), (table.title, row)
            written = ";".join([row.label, *map(number, values)])
            assert any(line.replace('"', "") == written for line in printed), written
    assert page.content.decode().count('class="dot"') == sum(
        cell == HIDDEN for table in page.context["tables"] for row in [*table.rows, table.whole] for cell in row.cells
    )


def test_a_second_report_is_a_new_version_and_the_first_stays(client_of, county, lsz):
    with as_owner():
        for site in county.sites.order_by("pk")[:3]:
            make.make_session(make.make_offer(site), date(YEAR, 5, 5), figures=(9, 9, 9))
        make.close_month()
    jobs.run(ask(client_of, county).pk)
    with as_owner():
        first, second = LszReport.objects.order_by("version")
    assert (second.version, second.data["totals"]["held"]) == (2, 10)
    assert (first.data, first.sha256) == (lsz.data, lsz.sha256)


def test_progress_names_every_site(client_of, county, monkeypatch):
    told = []
    monkeypatch.setattr(jobs.Run, "progress", lambda self, stage, done=0, total=0: told.append((stage, done, total)))
    jobs.run(ask(client_of, county).pk)
    names = ("Kita Lindenhof", "Kita Märchenwald", "Kita Nord", "Kita Süd")
    assert told[1:] == [*((f"Angebote: {name}", at, 5) for at, name in enumerate(names, 1)), ("Bericht wird eingefroren", 5, 5)]


def test_who_lost_the_role_meanwhile_gets_nothing(client_of, world, county):
    job = ask(client_of, county)
    with as_owner():
        Membership.objects.filter(user=world.people["social_planner"]).update(ends=date(2024, 12, 31))
    assert jobs.run(job.pk) == "failed"
    assert finished(job).error == "Ihre Berechtigung für diesen Auftrag ist inzwischen beendet."
    with as_owner():
        assert not LszReport.objects.exists()


@pytest.mark.parametrize(("kind", "start"), [("pdf", b"%PDF"), ("xlsx", b"PK")])
def test_the_file_is_made_from_the_frozen_report_for_the_person_alone(client_of, world, lsz, kind, start):
    for role in (Role.MINISTRY, Role.YOUTH_WELFARE_OFFICE):
        client = client_of(role)
        assert client.post(reverse(f"reporting:lsz_{kind}", args=[lsz.pk])).status_code == 302
        with as_owner():
            job = Job.objects.latest("pk")
        assert jobs.run(job.pk) == "done"
        with as_owner():
            document = Document.objects.get(pk=finished(job).document_id)
            assert document.owner == world.people[role.value] and document.filename == f"lsz-bericht-ilm-kreis-{YEAR}-fassung-1.{kind}"
        assert read_document(document).startswith(start)
        assert client.get(reverse("sites:job_file", args=[job.pk])).status_code == 200
        assert client_of("social_planner").get(reverse("sites:job_file", args=[job.pk])).status_code == 404


@pytest.mark.guard("lsz-county")
def test_foreign_counties_are_neither_offered_nor_taken(client_of, world):
    url = reverse("reporting:lsz_create")
    response = client_of("social_planner").post(url, {"county": world.other_county.pk, "year": YEAR})
    assert response.status_code == 422 and "Saale-Orla-Kreis" not in response.content.decode()
    for data in ({}, {"county": "x", "year": "y"}, {"county": world.county.pk, "year": "1900"}):
        assert client_of("social_planner").post(url, data).status_code == 422
    with as_owner():
        assert not Job.objects.exists()
    assert client_of("ministry").post(url, {"county": world.county.pk, "year": YEAR}).status_code == 403


def test_other_counties_do_not_see_it_the_state_does(client_of, lsz):
    url = reverse("reporting:lsz_detail", args=[lsz.pk])
    assert client_of("social_planner", elsewhere=True).get(url).status_code == 404
    assert client_of("social_planner", elsewhere=True).get(reverse("reporting:lsz_list")).context["page"].rows == []
    for role in (Role.MINISTRY, Role.STATE_OFFICE, Role.YOUTH_WELFARE_OFFICE):
        assert client_of(role).get(url).status_code == 200
    assert client_of("provider").get(url).status_code == 403


@pytest.mark.parametrize("count", [3, 30])
def test_the_list_costs_the_same_for_any_length(client_of, world, own_queries, count):
    with as_owner():
        LszReport.objects.bulk_create(
            LszReport(county=world.county, year=YEAR, version=version, data={}, sha256="0" * 64, created_by=world.people["social_planner"])
            for version in range(1, count + 1)
        )
    client = client_of("social_planner")
    with own_queries() as seen:
        response = client.get(reverse("reporting:lsz_list"))
    assert len(response.context["page"].rows) == count and seen.count <= 5 + 4


def test_300_reports_have_a_filter_and_nonsense_shows_all(client_of, world):
    with as_owner():
        LszReport.objects.bulk_create(
            LszReport(county=world.county, year=2024 + n % 2, version=n, data={}, sha256="0" * 64, created_by=world.people["social_planner"])
            for n in range(1, 301)
        )
    client = client_of("ministry")
    response = client.get(reverse("reporting:lsz_list") + "?year=1%00e9")
    assert ">300 LSZ-Berichte<" in response.content.decode() and response.context["page"].next_url
    shown = client.get(reverse("reporting:lsz_list") + "?year=2024")
    assert {lsz.year for lsz in shown.context["page"].rows} == {2024} and ">150 von 300 LSZ-Berichten<" in shown.content.decode()


def test_an_unknown_format_is_said_in_one_sentence(client_of, world):
    with as_owner():
        lsz = LszReport.objects.create(
            county=world.county, year=YEAR, version=1, data={"format": "lsz/9"}, sha256="0" * 64, created_by=world.people["head"]
        )
    assert "das diese Seite nicht zeigen kann" in client_of("ministry").get(reverse("reporting:lsz_detail", args=[lsz.pk])).content.decode()


def test_handlers_are_found_by_name():
    names = {
        "report_pdf", "report_docx", "report_draft_pdf", "lsz_report", "lsz_pdf", "lsz_xlsx", "mail_returned", "mail_accepted", "decision_letter",
        "decision_letters", "money_pdf", "mail_reminder", "mail_county_reminder", "mail_minutes",
    }  # fmt: skip
    assert {f"reporting.{name}" for name in names} == {name for name in jobs.HANDLERS if name.startswith("reporting.")}
    assert all(jobs.HANDLERS[f"reporting.{name}"][0] is getattr(tasks, name) for name in names)
