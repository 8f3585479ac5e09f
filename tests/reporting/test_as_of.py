"""Whoever reads a year reads what was true in it: list, page, paper and file of Sachberichte, sites, money, and the letter about a decision."""

import csv
import io
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from planning.models import Decision
from processes.models import Contract
from reporting import documents
from reporting.documents.letter_words import letter_of
from reporting.documents.money_lines import money_snapshot
from reporting.documents.snapshots import report_snapshot
from reporting.models import Report
from sites.core.access import Access
from sites.core.wall import set_wall
from sites.models import FormerName, FormerProvider, Post, SiteForm, SiteKita
from sites.services.sites import change_coordination
from tests import factories as make
from tests.conftest import as_owner

YEAR = timezone.localdate().year - 1
LAST = date(YEAR, 8, 31)
BEFORE, NOW = "Kita am Bach", "Kita Lindenhof"


@pytest.fixture
def changed(world):
    """On 1 September of last year the city handed the Kita over, the house got its name, another head and another form."""
    with as_owner():
        site = world.own
        FormerProvider.objects.create(county=world.county, kita=SiteKita.objects.get(site=site).kita, provider=world.other_provider, ends=LAST)
        FormerName.objects.create(place_id=site.pk, subject=f"sites.site:{site.pk}", name=BEFORE, ends=LAST)
        SiteForm.objects.filter(site=site).update(ends=LAST)
        SiteForm.objects.create(site=site, county_id=site.county_id, form="guide", starts=LAST + timedelta(days=1))
        Post.objects.create(site=site, function="head", name="Anne Alt", starts=date(2020, 1, 1), ends=LAST)
        Post.objects.create(site=site, function="head", name="Nora Neu", starts=LAST + timedelta(days=1))
        for year in (YEAR - 1, YEAR, YEAR + 1):
            make.make_report(site, year, state="submitted", ready=True, version=1)
        make.make_report(world.sibling, YEAR, state="submitted", ready=True, version=1)
    world.old, world.new = world.other_provider.name, world.provider.name
    world.handed = f"bis 31.8. {world.old}, ab 1.9. {world.new}"
    return world


def frozen(world, year):
    access = Access(world.people["head"])
    with as_owner():
        report = Report.objects.select_related("site__county", "measure").get(site=world.own, year=year)
    set_wall(access.reach("reports.draft", "sites.view").places, person=access.user.pk)
    return report_snapshot(access=access, report=report)


@pytest.mark.req("R321.H")
def test_a_sachbericht_is_that_of_its_year(changed):
    """Cover and data: who carried the house, what it was called, who led it, in which form; a change with its days."""
    before, of_change, after = (frozen(changed, year) for year in (YEAR - 1, YEAR, YEAR + 1))
    assert [data["site"]["name"] for data in (before, of_change, after)] == [BEFORE, NOW, NOW]
    assert [data["site"]["providers"] for data in (before, after)] == [[changed.old], [changed.new]]
    assert [data["site"]["heads"] for data in (before, after)] == [["Anne Alt"], ["Nora Neu"]]
    assert [data["form"]["label"] for data in (before, of_change, after)] == ["Galerie", "bis 31.8. Galerie, ab 1.9. Lotse", "Lotse"]
    assert before["form"]["since"] and of_change["form"]["since"] is None and after["form"]["since"] == f"{YEAR}-09-01"
    printed = " ".join(documents.report_html(of_change, []).split())
    for words in (f"bis 31.8. {BEFORE}", f"ab 1.9. {NOW}", f"bis 31.8. {changed.old}", f"ab 1.9. {changed.new}", "ab 1.9. Nora Neu", "ab 1.9. Lotse"):
        assert words in printed
    printed = documents.report_html(before, [])
    assert f"<title>Sachbericht {YEAR - 1} – {BEFORE}</title>" in printed and changed.old in printed
    assert changed.new not in printed


def test_lists_and_pages_of_a_year(changed, client_of):
    """Sachberichte, one of them, and the sites of a year: page and file say the same."""
    planner = client_of("social_planner")
    lines = {line.name: line.place for line in planner.get(reverse("reporting:report_list")).context["lines"]}
    assert lines[f"{BEFORE} {YEAR - 1}"] == f"Ilmenau · {changed.old}" and lines[f"{NOW} {YEAR + 1}"] == f"Ilmenau · {changed.new}"
    assert lines[f"{NOW} {YEAR}"] == f"Ilmenau · {changed.handed}"
    with as_owner():
        pages = {report.year: reverse("reporting:report_detail", args=[report.pk]) for report in Report.objects.filter(site=changed.own)}
    shown = planner.get(pages[YEAR - 1]).content.decode()
    assert f"{BEFORE} in Ilmenau" in shown and f"Träger {YEAR - 1}: {changed.old}" in shown and changed.new not in shown
    assert f"Träger {YEAR}: {changed.handed}" in planner.get(pages[YEAR]).content.decode()
    with as_owner():
        measure = Report.objects.get(site=changed.own, year=YEAR - 1).measure_id
    assert client_of("coordinator").get(reverse("reporting:report_create", args=[measure])).context["site"] == BEFORE
    for year, name, provider, form in ((YEAR - 1, BEFORE, changed.old, "Galerie"), (YEAR, NOW, changed.handed, "Lotse")):
        page = planner.get(reverse("reporting:site_list"), {"year": year})
        (line,) = [one for one in page.context["lines"] if one.site.pk == changed.own.pk]
        assert (line.name, line.providers, line.forms) == (name, provider, form)
        assert f"Phase und Form am 31.12.{year}" in [head.text for head in page.context["page"].heads]
        content = b"".join(planner.get(reverse("reporting:site_export", args=["csv"]), {"year": year})).decode("utf-8-sig")
        (row,) = [one for one in csv.reader(io.StringIO(content), delimiter=";") if one and one[0] == name]
        assert (row[3], row[6]) == (provider, form)


def test_a_list_of_a_year_is_filtered_by_what_was_true_then(changed, client_of):
    def listed(**query):
        return [line.site.pk for line in client_of("social_planner").get(reverse("reporting:site_list"), query).context["lines"]]

    mine, other = changed.own.pk, changed.sibling.pk
    assert listed(year=YEAR - 1, provider=changed.other_provider.pk) == [mine, other] and listed(year=YEAR - 1, form="gallery") == [mine, other]
    assert listed(provider=changed.other_provider.pk) == [other] and listed(provider=changed.provider.pk) == [mine]
    assert listed(form="gallery") == [other] and listed(year=YEAR, form="guide") == [mine]


def test_the_money_of_a_year(changed, client_of):
    planner = client_of("social_planner")
    for year, name, provider in ((YEAR - 1, BEFORE, changed.old), (YEAR, NOW, changed.handed), (YEAR + 1, NOW, changed.new)):
        page = planner.get(reverse("planning:money_list", args=[changed.county.pk]), {"year": year})
        assert name in [line.site for line in page.context["page"].rows]
        content = b"".join(planner.get(reverse("reporting:money_export", args=[changed.county.pk, "csv"]), {"year": year})).decode("utf-8-sig")
        assert name in [row[1] for row in csv.reader(io.StringIO(content), delimiter=";") if len(row) > 1]
        (measure,) = [line.measure for line in page.context["page"].rows if line.measure.site_id == changed.own.pk]
        assert f"Träger {year}: {provider}" in planner.get(reverse("planning:measure_detail", args=[measure.pk])).content.decode()
        with as_owner():
            assert money_snapshot(access=Access(changed.people["social_planner"]), measure=measure)["site"]["name"] == name


def test_a_decision_speaks_of_its_day(changed, client_of):
    """The letter goes to who carried the house when it was decided, under the name of that day; the page of the decision says the same."""
    with as_owner():
        for day, name, provider in ((LAST, BEFORE, changed.old), (LAST + timedelta(days=1), NOW, changed.new)):
            made = make.make_decision(changed.own, changed.people["social_planner"], kind="advance", phase="established", decided_on=day)
            row = Decision.objects.select_related("site__county", "site__municipality", "recorded_by").get(pk=made.pk)
            letter = letter_of(row, timezone.localdate())
            assert letter["recipient"][:2] == [provider, name] and name in letter["subject"] and name in letter["verdict"]
            made.delete()
            case = make.make_application(changed.own, state="decided")
            made = make.make_decision(changed.own, changed.people["social_planner"], kind="continue", decided_on=day, application=case)
            pages = (reverse("planning:decision_detail", args=[made.pk]), reverse("planning:application_detail", args=[case.pk]))
            shown = [client_of("social_planner").get(page).content.decode() for page in pages]
            assert [name in page and provider in page for page in shown] == [True, True]
            made.delete()
            case.delete()


def test_lists_call_a_house_as_it_was_called_when_it_ended(changed, client_of):
    """A decided case stands under the name of its day, an open one under today's; so do an agreement that is over and one that runs."""
    planner = client_of("social_planner")
    with as_owner():
        for day, name in ((LAST, BEFORE), (LAST + timedelta(days=1), NOW)):
            case = make.make_application(changed.own, state="decided", file_number=f"51 {name}")
            make.make_decision(changed.own, changed.people["social_planner"], kind="continue", decided_on=day, effective_from=day, application=case)
        make.make_application(changed.own, state="open", file_number="51 offen")
        contract = make.make_contract(changed.own, changed.people["facilitator"], starts=LAST - timedelta(days=90), ends=LAST)
    lines = planner.get(reverse("planning:application_list")).context["lines"]
    assert {line.case.file_number: line.then.name for line in lines} == {f"51 {BEFORE}": BEFORE, f"51 {NOW}": NOW, "51 offen": NOW}
    for ends, query, name, other in ((LAST, {"ended": "1"}, BEFORE, NOW), (date(2099, 12, 31), {}, NOW, BEFORE)):
        with as_owner():
            Contract.objects.filter(pk=contract.pk).update(ends=ends)
        listed = planner.get(reverse("processes:contract_list"), query).content.decode()
        assert name in listed and other not in listed


def test_the_lists_cost_the_same_for_many_houses(changed, client_of, own_queries):
    """What a house was comes along in the query of the rows."""
    planner, counts = client_of("social_planner"), []
    for number in (0, 12):
        with as_owner():
            for at in range(number):
                site = make.make_site(changed.town, [make.make_kita(changed.town, changed.provider, f"Kita {at}")], f"Kita {at}")
                make.make_report(site, YEAR, state="submitted", version=1)
        for page, query in (("reporting:report_list", {}), ("reporting:site_list", {"year": YEAR})):
            planner.get(reverse(page), query)
            with own_queries() as seen:
                planner.get(reverse(page), query)
            counts.append(seen.count)
    assert counts[:2] == counts[2:]


@pytest.mark.req("R321.H")
def test_the_coordination_is_that_of_the_day_and_its_mean_that_of_the_year(changed, client_of):
    """From 1 September of last year on three quarters of a post; from February of next year on one half."""
    site, next_year = changed.own, date(YEAR + 2, 2, 1)
    with as_owner():
        site.coordinator_fte = Decimal("0.25")
        site.save()
        change_coordination(site=site, fte=Decimal("0.50"), day=next_year)
        change_coordination(site=site, fte=Decimal("0.75"), day=LAST + timedelta(days=1))  # entered later, for an earlier day
    assert [frozen(changed, year)["coordinator_fte"] for year in (YEAR - 1, YEAR, YEAR + 1)] == [0.25, 0.42, 0.75]
    planner = client_of("social_planner")
    assert "Koordination: 0,75 VZÄ" in planner.get(reverse("reporting:site_sheet", args=[site.pk])).content.decode().replace("\xa0", " ")
    assert "0,75 VZÄ laut Entscheidung" in planner.get(reverse("sites:site_master", args=[site.pk])).content.decode().replace("\xa0", " ")
    for year, fte in ((YEAR - 1, "0,25"), (YEAR, "0,75"), (YEAR + 1, "0,75")):
        file = planner.get(reverse("reporting:site_export", args=["csv"]), {"year": year}).content.decode("utf-8-sig")
        assert fte in next(line for line in csv.reader(io.StringIO(file), delimiter=";") if line[0] in {BEFORE, NOW}), year
    state = client_of("ministry").get(reverse("reporting:county_sheet", args=[changed.county.pk])).content.decode().replace("\xa0", " ")
    assert "0,75 VZÄ" in state and "laut den Entscheidungen" in state


def test_days_before_the_first_decision_count_as_none_in_the_mean(changed):
    site = changed.own
    assert frozen(changed, YEAR)["coordinator_fte"] is None
    with as_owner():
        change_coordination(site=site, fte=Decimal("0.60"), day=date(YEAR, 7, 2))  # 183 of 365 days
        assert change_coordination(site=site, fte=Decimal("0.60"), day=date(YEAR + 1, 1, 1)) is None  # goes on as it was
    assert frozen(changed, YEAR)["coordinator_fte"] == 0.3 and frozen(changed, YEAR + 1)["coordinator_fte"] == 0.6
