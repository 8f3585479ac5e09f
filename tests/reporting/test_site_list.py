"""The list of sites: reach, filters, what each line says, saved views, and the file of what is filtered."""

import io
from datetime import date, time, timedelta

import openpyxl
import pytest
from django.urls import reverse
from django.utils import timezone

from reporting.models import ReportSnapshot
from sites.models import SavedView
from tests import factories as make
from tests.conftest import as_owner

TODAY = timezone.localdate()


def listed(client, **query):
    return [line.name for line in client.get(reverse("reporting:site_list"), query).context["lines"]]


def test_the_list_shows_exactly_the_reach_and_filters(world, client_of):
    planner = client_of("social_planner")
    assert listed(planner) == ["Kita Lindenhof", "Kita Märchenwald"]
    assert listed(client_of("provider")) == ["Kita Birkenweg", "Kita Lindenhof"]
    assert listed(planner, q="märchen") == ["Kita Märchenwald"] == listed(planner, provider=world.other_provider.pk)
    assert listed(planner, phase="on_the_way") == [] and listed(planner, form="gallery", phase="established") == listed(planner)
    assert listed(planner, phase="nonsense", provider="-1", form="\x00") == listed(planner)
    page = planner.get(reverse("reporting:site_list")).content.decode()
    assert "2 Standorte: 2 ThEKiZ" in page and "Sozialwerk Ilmtal" in page and world.foreign.name not in page


def test_each_filter_narrows_and_can_be_taken_back(world, client_of):
    """Municipality, action field and report of the year, folded away until one of them is in use."""
    year, planner = timezone.localdate().year, client_of("social_planner")
    with as_owner():
        other_town = make.make_municipality(world.county, "Arnstadt")
        five, six = make.action_field(5), make.action_field(6)
        moved = make.make_site(other_town, [make.make_kita(other_town, world.provider, "Kita Am Bahnhof")], "Kita Am Bahnhof")
        make.make_measure(world.own, year)
        make.make_report(world.sibling, year, state="accepted", measure=make.make_measure(world.sibling, year, action_field=five))
        make.make_measure(world.foreign, year, action_field=six)
    page = planner.get(reverse("reporting:site_list"), {"municipality": other_town.pk}).content.decode()
    assert listed(planner, municipality=other_town.pk) == [moved.name] and '<details class="folded small" open>' in page
    assert listed(planner, field=five.code) == ["Kita Märchenwald"] and listed(planner, field=five.code, year=year - 1) == []
    assert listed(planner, report="accepted") == ["Kita Märchenwald"] and listed(planner, report="open") == ["Kita Lindenhof"]
    assert listed(planner, report="submitted") == [] and listed(planner, report="draft") == listed(planner)  # drafts are the house's
    assert listed(planner, field=six.code) == listed(planner)  # what occurs elsewhere alone cannot be chosen
    chips = planner.get(reverse("reporting:site_list"), {"report": "accepted", "q": "kita", "ended": "1"}).context["active"]
    assert dict(chips) == {
        "„kita“": "?report=accepted&ended=1",
        "Sachbericht angenommen": "?q=kita&ended=1",
        "mit beendeten": "?report=accepted&q=kita",
    }


def test_the_report_of_the_year_stands_in_the_line_for_those_who_read_reports(world, client_of):
    year = timezone.localdate().year
    with as_owner():
        make.make_report(world.own, year, state="submitted", ready=True, version=1)
        make.make_report(world.sibling, year)
    planner = client_of("social_planner")
    assert (line(planner, world.own.name).report, line(planner, world.sibling.name).report) == ("eingereicht", "steht aus")
    assert line(client_of("provider", elsewhere=True), world.sibling.name).report == "in Arbeit"
    assert line(planner, world.own.name, year=year - 1).report == ""
    assert f"Sachbericht {year}" not in client_of("specialist_advisor").get(reverse("reporting:site_list")).content.decode()


def test_long_lists_are_paged_and_the_sum_is_left_out(world, client_of):
    with as_owner():
        for number in range(55):
            make.make_site(world.town, [make.make_kita(world.town, world.provider, f"Kita {number:02}")], f"Ort {number:02}")
    planner = client_of("social_planner")
    first = planner.get(reverse("reporting:site_list"))
    following = planner.get(reverse("reporting:site_list") + first.context["page"].next_url)
    names = [site.name for answer in (first, following) for site in answer.context["page"].rows]
    assert len(names) == len(set(names)) == 57 and first.context["sums"] == ""


@pytest.mark.parametrize("number", [3, 30])
@pytest.mark.parametrize("role", ["social_planner", "provider"])
def test_the_list_asks_the_same_queries_for_3_and_30(world, client_of, own_queries, role, number):
    with as_owner():
        for one in range(number):
            site = make.make_site(world.town, [make.make_kita(world.town, world.provider, f"Kita {one}")], f"Ort {one}")
            make.make_report(site, timezone.localdate().year, measure=make.make_measure(site, timezone.localdate().year))
    client = client_of(role)
    with own_queries() as seen:
        client.get(reverse("reporting:site_list"))
    assert seen.count <= 9, [query["sql"][:100] for query in seen.captured_queries]


def line(client, name, **query):
    return next(line for line in client.get(reverse("reporting:site_list"), query).context["lines"] if line.name == name)


def test_a_line_says_hours_sessions_and_what_asks_for_attention(world, client_of):
    today = timezone.localdate()
    with as_owner():
        offer = make.make_offer(world.own)
        for hour in (9, 15):
            make.make_session(offer, today - timedelta(days=3), figures=(4, 2, 6), at=time(hour))
        make.make_contract(world.own, world.people["facilitator"], hours=3)
    planner = client_of("social_planner")
    own, sibling = line(planner, world.own.name, year=(today - timedelta(days=3)).year), line(planner, world.sibling.name)
    assert (own.held, own.people, own.average, own.days) == (2, 24, 12, 3)
    assert own.standing == ("warning", "2 Stunden unter Empfehlung") and sibling.held is None
    page = planner.get(reverse("reporting:site_list")).content.decode()
    assert "2 Stunden unter Empfehlung" in page and " 3 <span" in page and "von 5" in page


def test_a_submitted_application_comes_first(world, client_of):
    with as_owner():
        make.make_application(world.own, state="submitted")
    assert line(client_of("social_planner"), world.own.name).standing == ("warning", "Entscheidung offen")


def test_ended_sites_are_left_out_until_asked_for(world, client_of):
    with as_owner():
        make.make_site(world.town, [make.make_kita(world.town, world.provider, "Kita Ende")], "Kita Ende", phase="ended")
    planner = client_of("social_planner")
    assert "Kita Ende" not in listed(planner)
    assert "Kita Ende" in listed(planner, ended="1") and listed(planner, phase="ended") == ["Kita Ende"]


def test_the_list_of_a_past_year_holds_the_sites_of_that_year(world, client_of):
    """By a phase, a measure or sessions in it; in the line of sums, in the count and in the file as on the page."""
    planner, year, query = client_of("social_planner"), 2021, {"year": 2021}
    with as_owner():
        for name, since, phase in (("Ort Silvester", date(2021, 12, 31), "on_the_way"), ("Ort Neujahr", date(2022, 1, 1), "on_the_way")):
            make.make_site(world.town, [make.make_kita(world.town, world.provider, name)], name, since=since, phase=phase)
        over = make.make_site(world.town, [make.make_kita(world.town, world.provider, "Ort Vorbei")], "Ort Vorbei", since=date(2019, 1, 1))
        over.phases.update(ends=date(2020, 12, 31))
        make.make_measure(world.sibling, year)  # its phases were entered later
    page = planner.get(reverse("reporting:site_list"), query)
    assert [line.name for line in page.context["lines"]] == ["Kita Märchenwald", "Ort Silvester"]
    assert page.context["sums"] == "2 Standorte: 1 auf dem Weg zum ThEKiZ." and page.context["page"].count == "2 Standorte"
    assert planner.get(reverse("reporting:site_list"), {**query, "q": "ort"}).context["page"].count == "1 von 2 Standorten"
    heads, *lines = planner.get(reverse("reporting:site_export", args=["csv"]), query).content.decode("utf-8-sig").splitlines()
    assert [one.split(";")[0] for one in lines] == ["Kita Märchenwald", "Ort Silvester"]
    of_today = ["Stunden im Monat heute", "empfohlen heute", "Letzter Eintrag bis heute", "Stand heute"]
    assert [one for one in heads.split(";") if one.endswith("heute")] == of_today and "Letzter Eintrag bis heute" in page.content.decode()
    assert len(listed(planner)) == 5  # of the present year all


def test_parents_see_no_figures(world, client_of):
    with as_owner():
        make.make_session(make.make_offer(world.own), timezone.localdate() - timedelta(days=3), figures=(4, 2, 6))
    page = client_of("parent_representative").get(reverse("reporting:site_list")).content.decode()
    assert world.own.name in page and "Stunden im Monat" not in page


@pytest.mark.req("R325.D1")
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_file_holds_what_is_filtered(world, client_of, kind):
    year = timezone.localdate().year
    with as_owner():
        field = make.action_field(5)
        make.make_report(world.sibling, year, state="accepted", measure=make.make_measure(world.sibling, year, action_field=field))
    answer = client_of("social_planner").get(reverse("reporting:site_export", args=[kind]), {"q": "märchen"})
    if kind == "csv":
        text = answer.content.decode("utf-8-sig")
    else:
        sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
        text = "\n".join(";".join(str(cell) for cell in row) for row in sheet.values)
    assert "Kita Märchenwald;Ilmenau" in text and world.own.name not in text and world.foreign.name not in text
    assert "Handlungsfeld;Sachbericht;Stand" in text and f"HF 5 {field.name};angenommen" in text
    assert client_of("social_planner").get(reverse("reporting:site_export", args=["exe"])).status_code == 404


@pytest.mark.guard("formula-csv", "formula-xlsx")
def test_a_name_is_never_a_formula(world, client_of):
    with as_owner():
        make.make_site(world.town, [make.make_kita(world.town, world.provider, "Kita X")], "=HYPERLINK(1)")
    planner = client_of("social_planner")
    assert "'=HYPERLINK(1)" in planner.get(reverse("reporting:site_export", args=["csv"])).content.decode()
    book = openpyxl.load_workbook(io.BytesIO(planner.get(reverse("reporting:site_export", args=["xlsx"])).content))
    assert {cell.data_type for cell in book.active["A"]} == {"s"}


def save(client, **data):
    return client.post(reverse("sites:view_save"), {"view": "reporting:site_list", "name": "Galerien", "query": "form=gallery", **data})


def test_a_saved_view_is_ones_own(world, client_of):
    planner = client_of("social_planner")
    assert save(planner)["Location"] == reverse("reporting:site_list") + "?form=gallery"
    save(planner, query="form=guide")
    with as_owner():
        kept = SavedView.objects.get()
    assert kept.query == "form=guide"
    assert "Galerien" in planner.get(reverse("reporting:site_list")).content.decode()
    other = client_of("youth_welfare_office")
    assert "Galerien" not in other.get(reverse("reporting:site_list")).content.decode()
    assert other.post(reverse("sites:view_remove", args=[kept.pk])).status_code == 404
    assert f"{reverse('reporting:site_list')}?form=guide" in planner.get(reverse("reporting:site_list")).content.decode()  # one click brings it back
    assert planner.post(reverse("sites:view_remove", args=[kept.pk])).status_code == 302
    with as_owner():
        assert not SavedView.objects.exists()


def test_a_view_needs_a_name_and_a_known_list(world, client_of):
    planner = client_of("social_planner")
    assert save(planner, name="  ").status_code == 302 and save(planner, view="admin:index")["Location"] == reverse("reporting:home")
    with as_owner():
        assert not SavedView.objects.exists()


def test_twenty_views_are_enough_and_a_name_used_again_gets_the_new_filters(world, client_of):
    planner = client_of("social_planner")
    for number in range(20):
        save(planner, name=f"Ansicht {number}")
    refused = planner.post(reverse("sites:view_save"), {"view": "reporting:site_list", "name": "Eine mehr", "query": "form=guide"}, follow=True)
    assert "Sie haben schon 20 Ansichten gespeichert." in refused.content.decode()
    save(planner, name="Ansicht 3", query="form=guide")
    with as_owner():
        assert SavedView.objects.count() == 20 and SavedView.objects.get(name="Ansicht 3").query == "form=guide"


def test_what_somebody_does_not_see_is_neither_zero_nor_in_order(world, client_of):
    """The advisor sees figures and no agreements, the representative of the parents neither; both see the site."""
    with as_owner():
        make.make_session(make.make_offer(world.own), TODAY, figures=(4, 2, 1))
    planner = line(client_of("social_planner"), world.own.name)
    assert planner.standing == ("warning", "5 Stunden unter Empfehlung") and planner.agreed_words == "0"
    advisor = client_of("specialist_advisor").get(reverse("reporting:site_list"))
    (seen,) = (one for one in advisor.context["lines"] if one.site == world.own)
    assert (seen.standing, seen.agreed_words) == (("success", "Einträge aktuell"), "")
    assert "Stunden im Monat" not in advisor.content.decode()
    assert line(client_of("parent_representative"), world.own.name).standing == ("", "dafür haben Sie keine Einsicht")
    sheet = client_of("parent_representative").get(reverse("reporting:site_sheet", args=[world.own.pk])).content.decode()
    assert "in Zahlen" not in sheet and "noch keine Termine" not in sheet


def test_a_site_is_not_in_order_while_its_report_is_late_or_returned(world, client_of):
    with as_owner():
        make.make_session(make.make_offer(world.own), TODAY, figures=(4, 2, 1))
        make.make_contract(world.own, make.make_user("Petra Lang"), starts=TODAY, ends=TODAY)
        measure = make.make_measure(world.own, TODAY.year - 1, report_due=TODAY)
    planner = client_of("social_planner")
    assert line(planner, world.own.name).standing == ("success", "in Ordnung")
    with as_owner():
        type(measure).objects.update(report_due=TODAY - timedelta(days=1))
    assert line(planner, world.own.name).standing == ("warning", f"Sachbericht {TODAY.year - 1} überfällig")
    with as_owner():
        report = make.make_report(world.own, TODAY.year - 1, measure=measure, state="returned")
    assert line(planner, world.own.name).standing == ("warning", f"Sachbericht {TODAY.year - 1} zur Ergänzung zurück")
    with as_owner():
        type(report).objects.update(state="submitted")
    assert line(planner, world.own.name).standing == ("success", "in Ordnung")
    with as_owner():
        ReportSnapshot.objects.create(
            place=world.county, site=world.own, report=report, version=1, data={}, sha256="0" * 64, created_by=world.people["head"]
        )
    assert line(planner, world.own.name).standing == ("warning", f"Sachbericht {TODAY.year - 1} verspätet eingereicht")
    with as_owner():
        type(measure).objects.update(report_due=TODAY)  # the last day is in time
    assert line(planner, world.own.name).standing == ("success", "in Ordnung")


def test_a_site_is_not_in_order_while_its_own_share_is_missing(world, client_of):
    """As the county's rule asks for it; without costs nothing is asked, and who does not see money reads nothing of it."""
    with as_owner():
        make.make_session(make.make_offer(world.own), TODAY, figures=(4, 2, 1))
        make.make_contract(world.own, make.make_user("Petra Lang"), starts=TODAY, ends=TODAY)
        measure = make.make_measure(world.own, TODAY.year, report_due=TODAY + timedelta(days=90))
        make.make_cost(make.make_measure(world.sibling, TODAY.year), "9000.00")
    planner = client_of("social_planner")
    assert line(planner, world.own.name).standing == ("success", "in Ordnung")
    with as_owner():
        make.make_cost(measure, "1000.00")
        make.make_funding(measure, "700.00")
        make.make_funding(measure, "250.50", own=True, source="provider")
    assert line(planner, world.own.name).standing == ("warning", f"Eigenanteil {TODAY.year}: 49,50\u00a0€ fehlen")
    assert "Eigenanteil" not in line(client_of("specialist_advisor"), world.own.name).standing[1]
    with as_owner():
        make.make_funding(measure, "49.50", own=True, source="provider")
    assert line(planner, world.own.name).standing == ("success", "in Ordnung")


@pytest.mark.guard("overdue-reports")
def test_who_reads_no_sachbericht_is_not_told_that_one_is_missing(world, client_of):
    """Two years are overdue: the older one is named to who may read it, nothing to the others."""
    with as_owner():
        for year in (2024, 2023):
            make.make_measure(world.own, year, report_due=date(year + 1, 1, 15))
    said = {}
    for role in ("head", "social_planner", "professional", "facilitator"):
        (line,) = [line for line in client_of(role).get(reverse("reporting:site_list")).context["lines"] if line.site.pk == world.own.pk]
        said[role] = line.overdue
    assert said == {"head": 2023, "social_planner": 2023, "professional": None, "facilitator": None}
    with as_owner():  # a head here who advises Kitas in the county: what she does not read of the others is not missing
        make.give(world.people["head"], "specialist_advisor", world.county)
        for site in (world.own, world.sibling):
            make.make_measure(site, TODAY.year)
    lines = client_of("head").get(reverse("reporting:site_list")).context["lines"]
    assert {line.site.pk: line.report for line in lines} == {world.own.pk: "steht aus", world.sibling.pk: ""}
