"""Plans of a county in their versions, what stands in them, what is missing, and who reads them."""

from datetime import date, timedelta
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from planning.models import Plan, PlanEntry, PlanGoal
from sites.models import Entry, SitePhase
from tests import factories as make
from tests.conftest import as_owner
from tests.pages import remove

OF_EVERY_REQUEST = 5  # session, user, reach, wall, the place in the header
YEAR = timezone.localdate().year
PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n"


def url(name, *args):
    return reverse(f"planning:{name}", args=args)


def text_of(response, status=200):
    assert response.status_code == status
    return unescape(response.content.decode()).replace("\xa0", " ")


def plan(**changes):
    values = {"kind": "youth_welfare_plan", "title": "Jugendhilfeplan Ilm-Kreis", "version": f"{YEAR}–{YEAR + 3}", "starts": f"1.1.{YEAR}"}
    return {**values, "ends": "", "resolution": "", **changes}


def entry(site, **changes):
    return {"site": site.pk, "goal": "", "section": "S. 41", "funded": "on", "note": "", **changes}


def lacking(client, county, show):
    """The sites that a hint names."""
    return [row.name for row in client.get(url("plan_sites", county.pk) + f"?show={show}").context["page"].rows]


# Plans and what stands in them ----------------------------------------------------------------------------------------


@pytest.mark.req("R005.D1", "R029.H", "R029.K")
@pytest.mark.parametrize("who", ["youth_welfare_office", "social_planner"])
def test_the_youth_welfare_office_keeps_the_entries_of_its_plan(world, client_of, who):
    client, overview = client_of(who), url("plan_overview", world.county.pk)
    assert "Weder Jugendhilfeplan noch integrierter Fachplan gilt heute (1.1, 2.1)" in text_of(client.get(overview))
    assert "steht noch in keinem Plan" in text_of(client.get(world.own.get_absolute_url()))
    with as_owner():
        resolution = make.make_resolution(make.make_body(world.county), "KT 12/24", kind="plan", decided_on=date(2024, 12, 4))
    answer = client.post(url("plan_create", world.county.pk), plan(resolution=resolution.pk, upload=SimpleUploadedFile("plan.pdf", PDF)))
    with as_owner():
        row = Plan.objects.select_related("document").get()
        assert row.document.place_id == world.county.pk and row.document.size == len(PDF)
    assert answer["Location"] == url("plan_detail", row.pk)
    page = text_of(client.get(overview))
    assert "Weder Jugendhilfeplan" not in page and "2 Standorte sind im Jugendhilfeplan oder integrierten Fachplan noch nicht aufgenommen" in page
    assert lacking(client, world.county, "plan") == ["Kita Lindenhof", "Kita Märchenwald"]
    assert client.post(url("plan_entry_create", row.pk), entry(world.own)).status_code == 302
    assert lacking(client, world.county, "plan") == ["Kita Märchenwald"]
    sheet = text_of(client.get(world.own.get_absolute_url()))
    assert "steht noch in keinem Plan" not in sheet and f"Jugendhilfeplan, Fassung {YEAR}–{YEAR + 3}, S. 41 · Beschluss KT 12/24, 04.12.2024" in sheet
    detail = text_of(client.get(url("plan_detail", row.pk)))
    assert "Nr. KT 12/24" in detail and "Unterlage" in detail and "Kita Märchenwald aufnehmen" in detail
    with as_owner():
        line = PlanEntry.objects.get()
        assert Entry.objects.get(subject=f"planning.planentry:{line.pk}").text.startswith("Kita Lindenhof in „Jugendhilfeplan")
    assert client.post(url("plan_entry_edit", line.pk), {"goal": "", "section": "Abschnitt 2.8", "funded": "", "note": ""}).status_code == 302
    assert "Abschnitt 2.8" in text_of(client.get(url("plan_detail", row.pk)))
    assert remove(client, url("plan_entry_edit", line.pk)).status_code == 302
    with as_owner():
        assert not PlanEntry.objects.exists()
        assert Entry.objects.get(kind="removed").text == f"{world.own.name} in „{row}“ entfernt"


@pytest.mark.req("R108.H", "R108.K")
def test_a_funded_site_without_its_money_in_the_valid_plan_is_said(world, client_of):
    client = client_of("social_planner")
    assert "und die Förderung des ThEKiZ darin aufgenommen werden" in text_of(client.get(url("plan_create", world.county.pk)))
    with as_owner():
        make.make_measure(world.own, YEAR)
        former = make.make_plan(world.county, starts=date(YEAR - 4, 1, 1), ends=date(YEAR - 1, 12, 31), version="früher")
        make.make_plan_entry(former, world.own, funded=True)  # only in the plan that has ended
        make.make_plan(world.county, "demand_plan", starts=date(YEAR, 1, 1))
    assert lacking(client, world.county, "money") == ["Kita Lindenhof"]  # the other site has no money: nothing to be said
    with as_owner():
        valid = make.make_plan(world.county, starts=date(YEAR, 1, 1))
        line = make.make_plan_entry(valid, world.own, funded=False)
    page = text_of(client.get(url("plan_overview", world.county.pk)))
    assert "Ein Standort ist gefördert, aber ohne Finanzierung im gültigen Plan (2.1)" in page
    assert lacking(client, world.county, "money") == ["Kita Lindenhof"]
    assert "steht nicht im Plan" in text_of(client.get(url("plan_detail", valid.pk)))
    assert "Finanzierung steht nicht im Plan" in text_of(client_of("head").get(world.own.get_absolute_url()))
    assert client.post(url("plan_entry_edit", line.pk), {"goal": "", "section": "", "funded": "on", "note": ""}).status_code == 302
    assert lacking(client, world.county, "money") == []
    assert "ohne Finanzierung im gültigen Plan" not in text_of(client.get(url("plan_overview", world.county.pk)))


def test_how_many_of_the_running_sites_stand_in_a_plan(world, client_of):
    """A Kita that is only interested may stand in a plan; it is none of those that are counted."""
    with as_owner():
        asking = make.make_site(world.town, [], "Kita Zwergenland", phase="interested")
        valid = make.make_plan(world.county, starts=date(YEAR, 1, 1))
        make.make_plan_entry(valid, world.own), make.make_plan_entry(valid, asking)
    page = text_of(client_of("social_planner").get(url("plan_overview", world.county.pk)))
    assert '1 <span class="muted">von 2</span>' in page and "Ein Standort ist im Jugendhilfeplan oder integrierten Fachplan noch nicht" in page


@pytest.mark.req("R112.H", "R112.K", "R004.D")
def test_the_demand_plan_is_asked_for_and_named(world, client_of):
    client, overview = client_of("social_planner"), url("plan_overview", world.county.pk)
    with as_owner():
        make.make_plan_entry(make.make_plan(world.county), world.own)
    assert "Heute gilt kein Kita-Bedarfsplan (2.1)" in text_of(client.get(overview))
    demand = plan(kind="demand_plan", title="Kita-Bedarfsplan Ilm-Kreis", version=f"{YEAR}/{YEAR + 1}")
    assert client.post(url("plan_create", world.county.pk), demand).status_code == 302
    page = text_of(client.get(overview))
    assert "Heute gilt kein Kita-Bedarfsplan" not in page and "2 Standorte sind im Kita-Bedarfsplan noch nicht verankert (2.1)" in page
    with as_owner():
        row = Plan.objects.get(kind="demand_plan")
    assert client.post(url("plan_entry_create", row.pk), entry(world.own, section="Abschnitt 2.8")).status_code == 302
    assert lacking(client, world.county, "demand") == ["Kita Märchenwald"]
    listed = text_of(client.get(url("plan_sites", world.county.pk)))
    assert f"{YEAR}/{YEAR + 1}, Abschnitt 2.8" in listed


@pytest.mark.req("R028.K")
def test_a_site_on_its_way_without_an_assessment_is_said(world, client_of):
    client = client_of("social_planner")
    with as_owner():
        area = make.make_area(world.county)
        make.make_assessment(world.county, "Befragung Nord", planning_area=area, released=True)
        make.make_site(world.town, [], "Kita Später", phase="interested")
    assert lacking(client, world.county, "basis") == ["Kita Lindenhof", "Kita Märchenwald"]
    assert "2 Standorte sind ohne kommunale Bedarfserhebung als Grundlage (1.1, 3.1)" in text_of(client.get(url("plan_overview", world.county.pk)))
    head = client_of("head").get(url("need_list", world.own.pk))
    assert "noch keine kommunale Bedarfserhebung eingetragen. Sie ist die Grundlage eines ThEKiZ (1.1)." in text_of(head)
    with as_owner():
        type(world.own).objects.filter(pk=world.own.pk).update(planning_area=area)  # now the assessment of the county covers it
        make.make_assessment(world.sibling, "Im Haus, nicht freigegeben")
    assert lacking(client, world.county, "basis") == []
    assert "Nicht freigegeben" not in text_of(client.get(url("plan_sites", world.county.pk)))
    assert "noch keine kommunale Bedarfserhebung" not in text_of(client_of("head").get(url("need_list", world.own.pk)))
    page = client_of("ministry").get(url("plan_sites", world.county.pk))
    assert not [check for check in page.context["choices"] if "Bedarfserhebung" in check.label]


@pytest.mark.req("R028.K")
def test_setting_the_phase_without_an_assessment_warns_and_saves(world, client_of):
    with as_owner():
        site = make.make_site(world.town, [], "Kita Neu", phase="interested", since=date(2026, 1, 1))
    data = {
        "phase": "on_the_way", "decided_on": "12.3.2026", "body": "youth_welfare_committee", "number": "JHA 2026/9", "effective_from": "1.4.2026",
        "reasons": "",
    }  # fmt: skip
    page = text_of(client_of("social_planner").post(url("phase_record", site.pk), data, follow=True))
    assert "Sie ist die Grundlage eines ThEKiZ (1.1)." in page and "ist eingetragen." in page
    with as_owner():
        assert SitePhase.objects.filter(site=site, phase="on_the_way").exists()
        make.make_assessment(world.county, released=True)
        other = make.make_site(world.town, [], "Kita Neuer", phase="interested", since=date(2026, 1, 1))
    page = text_of(client_of("social_planner").post(url("phase_record", other.pk), {**data, "number": "JHA 2026/10"}, follow=True))
    assert "ist eingetragen." in page and "Sie ist die Grundlage eines ThEKiZ" not in page


def test_goals_of_a_plan_and_the_entries_that_pursue_them(world, client_of):
    client = client_of("social_planner")
    with as_owner():
        row, field = make.make_plan(world.county), make.action_field(3)
    goal = {"number": "3.2", "title": "Familien haben einen Treffpunkt", "action_field": field.pk}
    assert client.post(url("plan_goal_create", row.pk), goal).status_code == 302
    with as_owner():
        known = PlanGoal.objects.get()
    assert client.post(url("plan_entry_create", row.pk), entry(world.own, goal=known.pk)).status_code == 302
    assert client.post(url("plan_goal_edit", known.pk), {**goal, "title": "Familien treffen sich wohnortnah"}).status_code == 302
    page = text_of(client.get(url("plan_detail", row.pk)))
    assert page.count("3.2 Familien treffen sich wohnortnah") == 2 and "Bildung im familiären Umfeld" in page
    assert "Handlungsziel: Familien treffen sich wohnortnah" in text_of(client_of("head").get(world.own.get_absolute_url()))
    assert "Bitte füllen Sie „Handlungsziel“ aus." in text_of(client.post(url("plan_goal_edit", known.pk), {**goal, "title": ""}), 422)


# Versions -------------------------------------------------------------------------------------------------------------


@pytest.mark.req("R108.H")
def test_the_next_version_ends_the_one_before_and_takes_goals_and_entries_along(world, client_of):
    client = client_of("social_planner")
    with as_owner():
        old = make.make_plan(world.county, starts=date(YEAR - 4, 1, 1), version="1. Fassung")
        goal = make.make_plan_goal(old)
        make.make_plan_entry(old, world.own, goal=goal, section="S. 12", funded=False)
        gone = make.make_site(world.town, [], "Kita Beendet", phase="ended")
        make.make_plan_entry(old, gone)
    new = {"title": old.title, "version": "2. Fassung", "starts": f"1.1.{YEAR}", "ends": "", "resolution": ""}
    page = text_of(client.post(url("plan_renew", old.pk), new, follow=True))
    assert "1. Fassung endet am Tag davor" in page and "Aus Fassung 1. Fassung übernommen, dort S. 12." in page and "Kita Beendet" not in page
    with as_owner():
        old.refresh_from_db()
        row = Plan.objects.get(version="2. Fassung")
        assert old.ends == date(YEAR - 1, 12, 31) and row.kind == old.kind and row.starts == date(YEAR, 1, 1)
        line = row.entries.get()
        assert (line.site, line.goal.title, line.goal.plan, line.section, line.funded) == (world.own, goal.title, row, "", False)
        assert old.entries.count() == 2 and old.entries.get(site=world.own).section == "S. 12"  # the old paper stays as it was
        assert {entry.kind for entry in Entry.objects.filter(subject__startswith="planning.plan:")} == {"ended", "created"}
    assert "1. Fassung" in page and url("plan_detail", old.pk) in page  # other versions stay within reach


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"starts": "1.1.2019"}, "Bitte wählen Sie einen späteren Tag."),
        ({"ends": f"1.1.{YEAR - 1}"}, "Das Ende liegt vor dem Beginn."),
        ({"starts": "31.2.2026"}, "Diesen Tag gibt es nicht."),
        ({"starts": f"1.1.{YEAR + 2}"}, "In diesem Zeitraum gilt schon eine Fassung dieses Plans."),
        ({"version": ""}, "Bitte füllen Sie „Fassung“ aus."),
    ],
)
def test_a_next_version_that_cannot_be_is_refused_and_the_old_one_stays(world, client_of, changes, sentence):
    with as_owner():
        old = make.make_plan(world.county, starts=date(2020, 1, 1), version="1. Fassung", ends=date(YEAR + 1, 12, 31))
        make.make_plan(world.county, starts=date(YEAR + 2, 1, 1), version="Bereits danach")
    new = {"title": "Bleibt stehen", "version": "2. Fassung", "starts": f"1.1.{YEAR}", "ends": f"31.12.{YEAR}", "resolution": "", **changes}
    if changes.get("starts") == f"1.1.{YEAR + 2}":
        new["ends"] = ""
    refused = text_of(client_of("social_planner").post(url("plan_renew", old.pk), new), 422)
    assert sentence in refused and "Bleibt stehen" in refused
    with as_owner():
        old.refresh_from_db()
        assert old.ends == date(YEAR + 1, 12, 31) and Plan.objects.count() == 2


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"ends": "31.12.2019"}, "Das Ende liegt vor dem Beginn."),
        ({"starts": ""}, "Bitte füllen Sie „Gilt ab“ aus."),
        ({"kind": "wish_list"}, "Diese Auswahl gibt es nicht."),
        ({"kind": "integrated_plan"}, "In diesem Zeitraum gilt schon eine Fassung dieses Plans. Bitte beenden Sie zuerst die alte."),
        ({"title": "Bleibt stehen" + "x" * 200}, "höchstens 200 Zeichen"),
        ({"upload": SimpleUploadedFile("plan.pdf", b"MZ kein PDF")}, "keine PDF-, PNG- oder JPEG-Datei"),
    ],
)
def test_a_plan_that_contradicts_itself_is_refused_in_words(world, client_of, changes, sentence):
    with as_owner():
        make.make_plan(world.county, starts=date(YEAR - 1, 1, 1))
    refused = text_of(client_of("social_planner").post(url("plan_create", world.county.pk), plan(**{"title": "Bleibt stehen", **changes})), 422)
    assert sentence in refused and "Bleibt stehen" in refused
    with as_owner():
        assert Plan.objects.count() == 1 and not Entry.objects.filter(subject__startswith="planning.plan").exists()


def test_a_site_stands_in_a_plan_once_and_only_in_that_of_its_county(world, client_of):
    client = client_of("social_planner")
    with as_owner():
        row = make.make_plan(world.county)
        make.make_plan_entry(row, world.own)
        foreign_goal = make.make_plan_goal(make.make_plan(world.other_county))
    for wrong in (entry(world.own), entry(world.foreign), entry(world.sibling, goal=foreign_goal.pk)):
        refused = text_of(client.post(url("plan_entry_create", row.pk), {**wrong, "note": "Bleibt stehen"}), 422)
        assert "Diese Auswahl gibt es nicht (mehr)." in refused and "Bleibt stehen" in refused
    with as_owner():
        assert PlanEntry.objects.count() == 1


# Who reads ------------------------------------------------------------------------------------------------------------


@pytest.mark.req("R002.D1")
@pytest.mark.parametrize("who", ["state_office", "ministry"])
def test_the_state_reads_strategy_plans_and_resolutions_of_every_county_and_writes_none(world, client_of, who):
    client, pages = client_of(who), []
    for county, site in ((world.county, world.own), (world.other_county, world.foreign)):
        with as_owner():
            body = make.make_body(county)
            make.make_meeting(body)
            paper = make.make_resolution(body, f"JHA {county.short}", kind="adoption")
            make.make_strategy(county, [(YEAR, 7, 0)], title=f"Strategie {county.short}", year_from=YEAR, year_until=YEAR)
            row = make.make_plan(county, title=f"Fachplan {county.short}")
            make.make_plan_entry(row, site)
            make.make_deadline(county)
            make.make_need(site, "Nur im Haus")
        overview = text_of(client.get(url("plan_overview", county.pk)))
        assert f"Strategie {county.short}" in overview and f"Fachplan {county.short}" in overview and "Nächste Sitzungen" not in overview
        assert f"JHA {county.short}" in text_of(client.get(url("resolution_list", county.pk)))
        assert site.name in text_of(client.get(url("plan_detail", row.pk)))
        pages += [
            overview,
            *(text_of(client.get(url(name, county.pk))) for name in ("plan_sites", "deadline_list", "figure_list")),
            text_of(client.get(url("resolution_detail", paper.pk))),
        ]
        for name in ("strategy_create", "plan_create", "resolution_create", "representative_create"):
            assert client.post(url(name, county.pk), {}).status_code == 403
        assert client.get(url("need_map", county.pk)).status_code == 403 and client.get(url("body_list", county.pk)).status_code == 403
    for page in pages:
        assert not any(word in page for word in ("Strategie ändern", "Plan eintragen", "Beschluss eintragen", "/edit/", "Nur im Haus"))


@pytest.mark.req("R030.H")
@pytest.mark.parametrize("who", ["head", "parent_representative", "social_planner", "provider"])
def test_the_sheet_of_a_site_names_its_legal_basis(world, client_of, who):
    page = text_of(client_of(who).get(world.own.get_absolute_url()))
    assert "§ 16 SGB VIII" in page and "Rechtsgrundlage: allgemeine Förderung der Erziehung in der Familie (1.1)" in page


def test_foreign_plans_are_missing(world, client_of):
    with as_owner():
        row = make.make_plan(world.other_county)
        line = make.make_plan_entry(row, world.foreign)
    client = client_of("social_planner")
    for name, pk in (
        ("plan_detail", row.pk),
        ("plan_edit", row.pk),
        ("plan_renew", row.pk),
        ("plan_entry_edit", line.pk),
        ("plan_goal_create", row.pk),
    ):
        assert client.get(url(name, pk)).status_code == 404
    assert client.get(url("plan_overview", world.own.pk)).status_code == 404  # a site is no county
    assert client.get(url("plan_entry_create", 0)).status_code == 404


# Questions to the database --------------------------------------------------------------------------------------------


def test_pages_ask_the_same_number_of_questions(world, client_of, own_queries):
    client, counts = client_of("social_planner"), {}
    with as_owner():
        body = make.make_body(world.county)
        plans = [make.make_plan(world.county), make.make_plan(world.county, "demand_plan")]
    for number in (3, 27):
        with as_owner():
            for index in range(number):
                site = make.make_site(world.town, [], f"Kita {number} {index}")
                make.make_measure(site, YEAR)
                for row in plans:
                    make.make_plan_entry(row, site, goal=make.make_plan_goal(row, f"Ziel {number} {index}"))
                make.make_meeting(body, timezone.localdate() + timedelta(days=number * 40 + index))
                make.make_deadline(world.county, year=YEAR + number + index, due=timezone.localdate() + timedelta(days=index))
                make.make_strategy(world.county, [(YEAR, index, 0)], title=f"Strategie {index}")
        for name, pk in (("plan_overview", world.county.pk), ("plan_sites", world.county.pk), ("plan_detail", plans[0].pk)):
            with own_queries() as seen:
                assert client.get(url(name, pk)).status_code == 200
            counts.setdefault(name, []).append(seen.count - OF_EVERY_REQUEST + 1)
    assert counts["plan_sites"][0] == counts["plan_sites"][1] <= 5
    for name in ("plan_overview", "plan_detail"):
        assert counts[name][0] == counts[name][1] <= 8, counts
