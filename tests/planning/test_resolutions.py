"""Resolutions of a county: the adoption of the recommendations and where it shows; who represents the ThEKiZ in the steering bodies."""

from datetime import date, timedelta
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from planning.models import Edition, Representative, Resolution
from sites.models import Entry
from tests import factories as make
from tests.client import MARKS
from tests.conftest import as_owner

OF_EVERY_REQUEST = 4  # session, user, reach, wall
TODAY = timezone.localdate()
PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n"


def url(name, *args):
    return reverse(f"planning:{name}", args=args)


def text_of(response, status=200):
    assert response.status_code == status
    return unescape(response.content.decode()).replace("\xa0", " ")


@pytest.fixture
def committee(world):
    with as_owner():
        return make.make_body(world.county)


def edition():
    with as_owner():
        return Edition.objects.get(code="2021")


def resolution(committee, **changes):
    values = {
        "body": committee.pk, "decided_on": "9.3.2022", "number": "JHA 7/2022", "kind": "adoption", "edition": edition().pk,
        "subject": "Fachliche Empfehlungen ThEKiZ als Standard", "deviations": "Zu 2.5: bis zu 0,5 VZÄ je Standort.",
    }  # fmt: skip
    return {**values, **changes}


# Adoption -------------------------------------------------------------------------------------------------------------


@pytest.mark.req("R110.H", "R111.K", "R006.H")
@pytest.mark.parametrize("who", ["social_planner", "youth_welfare_office"])
def test_from_the_resolution_on_the_standards_count_as_the_countys(world, client_of, committee, who):
    client, overview = client_of(who), url("plan_overview", world.county.pk)
    assert "Die Fachlichen Empfehlungen sind noch nicht beschlossen (1, 2.1)" in text_of(client.get(overview))
    assert "Ilm-Kreis hat sie noch nicht beschlossen. Sie sind Empfehlung des Landes." in text_of(client_of("head").get(world.own.get_absolute_url()))
    form = text_of(client.get(url("resolution_create", world.county.pk) + "?kind=adoption"))
    assert "diese Fachlichen Empfehlungen zu eigen machen" in form and '<option value="adoption" selected>' in form
    paper = SimpleUploadedFile("beschluss.pdf", PDF)
    assert client.post(url("resolution_create", world.county.pk), resolution(committee, upload=paper)).status_code == 302
    with as_owner():
        row = Resolution.objects.get()
        assert row.document.place_id == world.county.pk and row.edition.code == "2021"
        assert Entry.objects.get(subject=f"planning.resolution:{row.pk}").place_id == world.county.pk
    detail = text_of(client.get(url("resolution_detail", row.pk)))
    for word in (
        "Beschluss JHA 7/2022",
        "Jugendhilfeausschuss, 9. März 2022",
        "Empfehlungen beschlossen",
        "Zu 2.5: bis zu 0,5 VZÄ",
        "Fachliche Empfehlungen ThEKiZ als Standard",
        "herunterladen",
    ):
        assert word in detail
    page = text_of(client.get(overview))
    assert "sind noch nicht beschlossen" not in page and "Seit diesem Tag gelten sie im Landkreis als Standard. Mit Abweichungen:" in page
    sheet = text_of(client_of("head").get(world.own.get_absolute_url()))
    assert "9. März 2022, Nr. JHA 7/2022. Seitdem gelten sie hier als Standard." in sheet and "Zu 2.5: bis zu 0,5 VZÄ" in sheet
    assert "seit dem Beschluss vom 9. März 2022" in text_of(client_of("head").get(url("criteria", world.own.pk)))
    assert "noch nicht beschlossen" in text_of(client_of("social_planner", elsewhere=True).get(url("plan_overview", world.other_county.pk)))


@pytest.mark.req("R110.C")
@pytest.mark.parametrize("who", ["state_office", "ministry"])
def test_the_state_sees_who_has_adopted_the_recommendations(world, client_of, committee, who):
    with as_owner():
        make.make_resolution(committee, kind="adoption", decided_on=date(2022, 3, 9))
        make.make_resolution(committee, "JHA 8/2022", kind="plan", decided_on=date(2024, 3, 9))
    page = text_of(client_of(who).get(reverse("reporting:overview")))
    lines = {name: page.split(f">{name}</a>")[1].split("</tr>")[0] for name in ("Ilm-Kreis", "Saale-Orla-Kreis")}
    assert "ja, 09.03.2022" in lines["Ilm-Kreis"] and ">nein<" in lines["Saale-Orla-Kreis"] and "1 von 2" in page


def test_another_body_than_the_committee_is_saved_with_a_hint(world, client_of):
    with as_owner():
        council = make.make_body(world.county, "Kreistag", "county_council")
    page = text_of(client_of("social_planner").post(url("resolution_create", world.county.pk), resolution(council), follow=True))
    assert "nennen dafür den Jugendhilfeausschuss (1, 2.1)" in page and "ist gespeichert" in page
    with as_owner():
        assert Resolution.objects.get().kind == "adoption"


@pytest.mark.req("R006.D")
def test_the_resolutions_of_a_county_are_listed_newest_first(world, client_of, committee):
    with as_owner():
        make.make_resolution(committee, "JHA 1/2023", kind="plan", decided_on=date(2023, 1, 1))
        make.make_resolution(committee, "JHA 9/2025", kind="strategy", decided_on=date(2025, 1, 1))
        rested = make.make_resolution(committee, "JHA 2/2024", kind="sites", decided_on=date(2024, 1, 1))
        make.make_plan(world.county, resolution=Resolution.objects.get(number="JHA 1/2023"))
        make.make_decision(world.own, world.people["social_planner"], resolution=rested)
    client = client_of("social_planner")
    page = text_of(client.get(url("resolution_list", world.county.pk)))
    assert page.index("JHA 9/2025") < page.index("JHA 2/2024") < page.index("JHA 1/2023") and "Jugendhilfeausschuss" in page
    only = text_of(client.get(url("resolution_list", world.county.pk) + "?show=plan"))
    assert "JHA 1/2023" in only and "JHA 9/2025" not in only
    assert "Darüber ist noch nichts eingetragen." in text_of(client.get(url("resolution_list", world.county.pk) + "?show=adoption"))
    assert "Kita Lindenhof: Aufnehmen" in text_of(client.get(url("resolution_detail", rested.pk)))
    with as_owner():
        plan = Resolution.objects.get(number="JHA 1/2023")
    assert "Fachplan Familie, 2025–2029" in text_of(client.get(url("resolution_detail", plan.pk)))
    assert "Kita Lindenhof" not in text_of(client_of("state_office").get(url("resolution_detail", rested.pk)))  # decisions stay in the county


def test_without_a_body_the_way_to_it_is_shown(world, client_of):
    page = text_of(client_of("social_planner").get(url("resolution_create", world.county.pk)))
    assert "Zuerst das Gremium" in page and url("body_create", world.county.pk) in page


def test_a_resolution_is_corrected_with_its_old_values_in_the_log(world, client_of, committee):
    with as_owner():
        row = make.make_resolution(committee, "JHA 1/2023", kind="other")
    data = resolution(committee, number="JHA  2/2023", kind="other", edition="", deviations="", decided_on="12.3.2026")
    assert client_of("social_planner").post(url("resolution_edit", row.pk), data).status_code == 302
    with as_owner():
        row.refresh_from_db()
        assert row.number == "JHA 2/2023" and Entry.objects.get(kind="changed").details["number"] == ["JHA 1/2023", "JHA 2/2023"]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"edition": ""}, "Bitte wählen Sie, welche Fassung der Empfehlungen beschlossen wurde."),
        ({"decided_on": "1.1.2020"}, "Diese Fassung gibt es erst seit dem"),
        ({"decided_on": "1.1.2099"}, "Das Datum liegt in der Zukunft."),
        ({"decided_on": "30.2.2024"}, "Diesen Tag gibt es nicht."),
        ({"number": "JHA  1/2022"}, "Diese Nummer hat schon ein anderer Beschluss des Gremiums."),
        ({"number": ""}, "Bitte füllen Sie „Nummer“ aus."),
        ({"body": "0"}, "Diese Auswahl gibt es nicht (mehr)."),
        ({"kind": "wish"}, "Diese Auswahl gibt es nicht."),
        ({"upload": SimpleUploadedFile("b.pdf", b"<html>")}, "keine PDF-, PNG- oder JPEG-Datei"),
        ({"upload": SimpleUploadedFile("b.pdf", b"")}, "leer"),
    ],
)
def test_a_resolution_that_contradicts_itself_is_refused_in_words(world, client_of, committee, changes, sentence):
    with as_owner():
        make.make_resolution(committee, "JHA 1/2022")
    data = resolution(committee, subject="Bleibt stehen", **changes)
    refused = text_of(client_of("social_planner").post(url("resolution_create", world.county.pk), data), 422)
    assert sentence in refused and "Bleibt stehen" in refused
    with as_owner():
        assert Resolution.objects.count() == 1 and not Entry.objects.filter(subject__startswith="planning.resolution").exists()


def test_resolutions_of_another_county_and_its_bodies_are_missing(world, client_of):
    with as_owner():
        foreign = make.make_body(world.other_county)
        row = make.make_resolution(foreign)
    client = client_of("social_planner")
    assert client.get(url("resolution_detail", row.pk)).status_code == client.get(url("resolution_edit", row.pk)).status_code == 404
    assert client.get(url("resolution_list", world.other_county.pk)).status_code == 404
    with as_owner():
        make.make_body(world.county)
    assert "Diese Auswahl gibt es nicht (mehr)." in text_of(client.post(url("resolution_create", world.county.pk), resolution(foreign)), 422)


# Representative -------------------------------------------------------------------------------------------------------


def person(**changes):
    values = {"name": "Ina Blum", "function": "specialist_advisor", "email": "blum@kreis.example", "phone": "03677 555 0111"}
    return {**values, "starts": f"{TODAY:%d.%m.%Y}", **changes}


@pytest.mark.req("R008.H", "R008.K")
def test_one_person_represents_the_sites_and_is_missed_when_there_is_none(world, client_of):
    client, overview = client_of("social_planner"), url("plan_overview", world.county.pk)
    hint = "Niemand vertritt die ThEKiZ in den Steuerungsgremien (2.2)"
    assert hint in text_of(client.get(overview)) and "Zurzeit ist niemand eingetragen." in text_of(
        client_of("head").get(world.own.get_absolute_url())
    )
    with as_owner():
        before = make.make_representative(world.county)
    assert hint not in text_of(client.get(overview))
    assert "über eine*n Verantwortliche*n vertreten" in text_of(client.get(url("representative_create", world.county.pk)))
    assert client.post(url("representative_create", world.county.pk), person()).status_code == 302
    with as_owner():
        before.refresh_from_db()
        now = Representative.objects.get(name="Ina Blum")
        assert before.ends == TODAY - timedelta(days=1) and now.ends is None
        assert Entry.objects.filter(subject__startswith="planning.representative", place=world.county.pk).count() == 1
    for who, page in (("social_planner", overview), ("coordinator", world.own.get_absolute_url()), ("head", url("inquiry_create", world.own.pk))):
        told = text_of(client_of(who).get(page))
        assert "Ina Blum" in told and "Martin Vogel" not in told, who
    sheet = text_of(client_of("coordinator").get(world.own.get_absolute_url()))
    assert "Kita-Fachberatung, seit" in sheet and "mailto:blum@kreis.example" in sheet
    yesterday = TODAY - timedelta(days=1)
    assert client.post(url("representative_end", now.pk), {"ends": f"{yesterday:%d.%m.%Y}"}).status_code == 422  # before she began
    with as_owner():
        Representative.objects.filter(pk=before.pk).update(ends=TODAY - timedelta(days=10))
        Representative.objects.filter(pk=now.pk).update(starts=TODAY - timedelta(days=9))
    assert client.post(url("representative_end", now.pk), {"ends": f"{yesterday:%d.%m.%Y}"}).status_code == 302
    assert hint in text_of(client.get(overview))


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"starts": "1.1.2023"}, "Martin Vogel ist erst seit 01.01.2024 eingetragen. Bitte wählen Sie einen späteren Tag."),
        ({"starts": "neulich"}, "Bitte als Datum eingeben"),
        ({"function": "boss"}, "Diese Auswahl gibt es nicht."),
        ({"email": "blum"}, "Bitte als E-Mail-Adresse eingeben"),
    ],
)
def test_a_change_that_cannot_be_leaves_the_representative(world, client_of, changes, sentence):
    with as_owner():
        make.make_representative(world.county)
    refused = text_of(client_of("social_planner").post(url("representative_create", world.county.pk), person(name="Bleibt stehen", **changes)), 422)
    assert sentence in refused and "Bleibt stehen" in refused
    with as_owner():
        assert Representative.objects.get().ends is None


def test_the_last_day_of_a_representative_does_not_reach_into_the_term_of_the_next(world, client_of):
    with as_owner():
        before = make.make_representative(world.county, ends=date(2024, 12, 31))
        make.make_representative(world.county, "Ina Blum", starts=date(2025, 1, 1))
    client = client_of("social_planner")
    refused = text_of(client.post(url("representative_end", before.pk), {"ends": "1.2.2025"}), 422)
    assert "In diesem Zeitraum ist schon eine Vertretung eingetragen." in refused
    assert client.post(url("representative_end", before.pk), {"ends": "30.11.2024"}).status_code == 302


def test_the_second_of_two_who_end_the_representative_is_asked(world, client_of):
    with as_owner():
        person = make.make_representative(world.county)
    first, second, end = client_of("social_planner"), client_of("youth_welfare_office"), url("representative_end", person.pk)
    marks = dict(MARKS.findall(text_of(first.get(end))))
    assert second.post(end, {"ends": "1.3.2026"}).status_code == 302
    refused = text_of(first.post(end, {"ends": "2.3.2026", **marks}), 409)
    assert "hat diese Angaben inzwischen gespeichert" in refused and "1.3.2026" in refused.replace("01.03.", "1.3.")
    with as_owner():
        assert Representative.objects.get(pk=person.pk).ends == date(2026, 3, 1)


def test_pages_ask_the_same_number_of_questions(world, client_of, own_queries, committee):
    client, counts = client_of("social_planner"), {}
    with as_owner():
        paper = make.make_resolution(committee, kind="sites")
    for number in (3, 27):
        with as_owner():
            for index in range(number):
                make.make_resolution(committee, f"JHA {number}/{index}")
                site = make.make_site(world.town, [], f"Kita {number} {index}")
                make.make_decision(site, world.people["social_planner"], resolution=paper)
        for name, pk in (("resolution_list", world.county.pk), ("resolution_detail", paper.pk)):
            with own_queries() as seen:
                assert client.get(url(name, pk)).status_code == 200
            counts.setdefault(name, []).append(seen.count - OF_EVERY_REQUEST)
    assert counts["resolution_list"][0] == counts["resolution_list"][1] <= 5
    assert counts["resolution_detail"][0] == counts["resolution_detail"][1] <= 8
