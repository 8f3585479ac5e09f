"""Sachberichte belong to who ran the house in their year: rights, page, paper and mail after a change of provider in March."""

from datetime import date, timedelta
from random import Random

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from reporting.documents.snapshots import report_snapshot
from reporting.models import Report, ReportSnapshot
from reporting.rules.entries import pages_of
from reporting.views.reports import DATA
from sites.core import jobs
from sites.core.access import Access
from sites.core.roles import Role
from sites.core.wall import set_wall
from sites.models import FormerProvider, Job, SiteKita
from sites.rules.as_of import in_year, with_history
from tests import factories as make
from tests.conftest import as_owner
from tests.mails import deliver

THEN = timezone.localdate().year - 1  # the provider changed in March of it
BEFORE, AFTER = THEN - 1, THEN + 1
YEARS = (BEFORE, THEN, AFTER)


@pytest.fixture
def handed(world):
    """Until the end of February of last year `old` ran the house, since then `new`; each year has its Sachbericht."""
    with as_owner():
        kita = SiteKita.objects.get(site=world.own).kita
        FormerProvider.objects.create(county=world.county, kita=kita, provider=world.other_provider, ends=date(THEN, 2, 28))
        world.reports = {year: make.make_report(world.own, year, ready=True) for year in YEARS}
        make.make_session(make.make_offer(world.own, "Elterncafé"), date(BEFORE, 5, 5), figures=(11, 4, 6))
    world.people["new"], world.people["old"] = world.people["provider"], world.elsewhere["provider"]
    return world


def step(client, report, name, **data):
    return client.post(reverse("reporting:report_step", args=[report.pk, name]), data)


@pytest.mark.guard("carried-check", "carried-filter")
def test_each_provider_reads_its_own_years(handed, client_of):
    """In the year of the change both; what the house reads does not change."""

    def read(who):
        return [client_of(who).get(handed.reports[year].get_absolute_url()).status_code for year in YEARS]

    def listed(who):
        return [line.report.year for line in client_of(who).get(reverse("reporting:report_list")).context["lines"]]

    assert read("old") == [200, 200, 404] and sorted(listed("old")) == [BEFORE, THEN]
    assert read("new") == [404, 200, 200] and sorted(listed("new")) == [THEN, AFTER]
    assert read("head") == read("coordinator") == [200, 200, 200] and sorted(listed("head")) == [*YEARS]
    old, new = (Access(handed.people[name]) for name in ("old", "new"))
    for access, years in ((old, {BEFORE, THEN}), (new, {THEN, AFTER})):
        assert {year for year, report in handed.reports.items() if access.may("reports.draft", report)} == years


def test_who_ran_the_house_finishes_its_report(handed, client_of):
    """Chapter, figures and step as if nothing had changed; the successor finds none of it."""
    report = handed.reports[BEFORE]
    chapter = reverse("reporting:chapter_edit", args=[report.pk, "summary"])
    assert client_of("new").get(chapter).status_code == step(client_of("new"), report, "submit").status_code == 404
    page = client_of("old").get(chapter)
    assert page.status_code == 200 and "11" in page.content.decode()
    sent = {name: page.context["form"][name].value() for name in page.context["form"].fields} | {"text": "Vom alten Träger.", "ready": "1"}
    assert client_of("old").post(chapter, sent).status_code == 302
    assert step(client_of("old"), report, "submit").status_code == 302
    with as_owner():
        report.refresh_from_db()
        frozen = ReportSnapshot.objects.get(report=report)
    assert (report.state, report.submitted_by) == ("submitted", handed.people["old"])
    assert frozen.data["chapters"][0]["text"] == "Vom alten Träger." and [offer["title"] for offer in frozen.data["offers"]] == ["Elterncafé"]
    shown = client_of("old").get(report.get_absolute_url()).content.decode()
    assert "Eingereicht, wird geprüft" in shown and "Sachbericht eingereicht" in shown and ", Träger" in shown
    read = reverse("reporting:snapshot_detail", args=[frozen.pk])
    assert [client_of(who).get(read).status_code for who in ("old", "new", "head", "social_planner")] == [200, 404, 200, 200]


def test_the_paper_of_a_year_says_the_same_to_provider_and_house(handed):
    """What a draft is made from is read as if the provider still ran the house."""
    said = []
    for who in ("head", "old"):
        access = Access(handed.people[who])
        set_wall(access.reach("reports.draft", *DATA).walls, person=access.user.pk)
        report = Report.objects.select_related("measure", "site__county", "site__municipality").get(pk=handed.reports[BEFORE].pk)
        said.append(report_snapshot(access=access, report=report, now=timezone.now(), draft=True) | {"frozen_at": ""})
    assert said[0] == said[1] and said[0]["months"] and said[0]["offers"]


@pytest.mark.guard("report-mail")
def test_a_returned_report_is_told_to_who_ran_the_house(handed, client_of):
    """And to the house; not to who runs it by now, whose report it is not. It stands on the start page of who has to write."""
    report = handed.reports[BEFORE]
    step(client_of("head"), report, "submit")
    assert step(client_of("social_planner"), report, "hand_back", note="Bitte Kapitel 3 ergänzen.", chapters=["goals"]).status_code == 302
    with as_owner():
        job = Job.objects.latest("pk").pk
    assert deliver(job) == "done"
    people = ("head", "coordinator", "old")
    assert sorted(message.to[0] for message in mail.outbox) == sorted(handed.people[name].email for name in people)
    tasks = {task.title: task for task in client_of("old").get("/").context["tasks"]}
    task = tasks[f"Sachbericht {BEFORE} Kita Lindenhof, zurück zur Ergänzung"]
    assert "ein anderer Träger" in task.words and task.url == report.get_absolute_url()
    assert not any(str(BEFORE) in task.title for task in client_of("new").get("/").context["tasks"])
    assert "Bitte Kapitel 3 ergänzen." in client_of("old").get(report.get_absolute_url()).content.decode()


@pytest.mark.guard("news-reach", "pages-within")
def test_news_of_a_year_are_for_who_ran_the_house(handed, client_of):
    """Who took the house over neither reads of the report of the year before nor is led to it."""
    report = handed.reports[BEFORE]
    step(client_of("head"), report, "submit")
    step(client_of("social_planner"), report, "hand_back", note="Bitte ergänzen.", chapters=["goals"])
    news = {who: {one.sentence: one.url for one in client_of(who).get("/").context["news"]} for who in ("old", "new", "head")}
    returned = f"Die Sozialplanung hat Ihren Sachbericht {BEFORE} zur Ergänzung zurückgegeben."
    assert news["old"][returned] == news["head"][returned] == report.get_absolute_url()
    assert not any(f"Sachbericht {BEFORE}" in sentence for sentence in news["new"])
    access = Access(handed.people["new"])
    set_wall(access.reach("reports.view").walls, person=access.user.pk)
    own = f"reporting.report:{handed.reports[AFTER].pk}"
    assert list(pages_of(access, [f"reporting.report:{report.pk}", own])) == [own]


def test_the_calendar_holds_the_reports_of_the_own_years(handed, client_of):
    """The file of a provider, in the role that is shown; the house's name stands there where there are several."""
    with as_owner():
        Report.objects.filter(pk=handed.reports[AFTER].pk).update(state="draft")
        make.make_report(handed.sister, AFTER)
    text = client_of("new").get(reverse("reporting:due_calendar")).content.decode().replace("\r\n ", "")
    assert f"SUMMARY:Sachbericht {AFTER}\\, Kita Lindenhof" in text and f"SUMMARY:Sachbericht {AFTER}\\, Kita Birkenweg" in text
    assert f"Sachbericht {BEFORE}" not in text
    assert reverse("reporting:due_calendar") in client_of("new").get("/").content.decode()


@pytest.mark.guard("years-missing")
def test_a_report_of_another_ones_year_is_not_missing(handed, client_of):
    """What the successor does not read is told as missing neither on the page of the house nor in the list."""
    page = client_of("new").get(reverse("reporting:site_sheet", args=[handed.own.pk]))
    assert [line.year for line in page.context["reports"].lines] == [AFTER, THEN]
    (line,) = [line for line in client_of("new").get(reverse("reporting:site_list")).context["lines"] if line.site.pk == handed.own.pk]
    assert line.overdue != BEFORE


def test_other_rights_end_with_the_change(handed, client_of):
    """What is of today belongs to who runs the house today."""
    old, site = client_of("old"), handed.own
    assert site.pk not in Access(handed.people["old"]).reach("sites.view", "offers.view", "reports.view", "entries.view").places
    for page in ("sites:site_master", "offers:offer_list", "reporting:site_sheet"):
        assert old.get(reverse(page, args=[site.pk])).status_code == 404


def test_years_in_the_database_are_those_in_words(world):
    """On random histories of a Kita: the function of the reach and the words of `as_of` know the same providers of each year."""
    dice, today = Random(20261130), timezone.localdate()
    with as_owner():
        link = SiteKita.objects.get(site=world.own)
        third = make.make_provider(world.county, "Dritter Träger")
        people = {world.provider.pk: world.people["provider"], world.other_provider.pk: world.elsewhere["provider"]}
        people[third.pk] = make.make_user("Dritte Person", "dritte@hier.example")
        make.give(people[third.pk], Role.PROVIDER, third)
        for _ in range(40):
            FormerProvider.objects.all().delete()
            first = today - timedelta(days=dice.randrange(400, 4000))
            SiteKita.objects.filter(pk=link.pk).update(starts=first, ends=dice.choice([None, None, today - timedelta(days=dice.randrange(1, 300))]))
            for ends in sorted(dice.sample(range(1, 4500), dice.randrange(4))):
                began = dice.choice([None, today - timedelta(days=ends + 40)])
                FormerProvider.objects.create(
                    county=world.county, kita=link.kita, provider_id=dice.choice([*people]), starts=began, ends=today - timedelta(days=ends)
                )
            told = {year: in_year(with_history(world.own.pk), year, today).carriers for year in range(today.year - 12, today.year + 1)}
            for provider, person in people.items():
                (held,) = Access(person).held
                known = {year for one in held.carried for year in range(one.first, (one.last or today.year) + 1) if one.site == world.own.pk}
                assert known == {year for year, carriers in told.items() if provider in carriers}


def test_the_file_of_a_year_reaches_who_ran_the_house(handed, client_of):
    """Asked for, made and downloaded, as long as the job finds the right that is needed; the successor cannot ask."""
    ask = reverse("reporting:report_draft_pdf", args=[handed.reports[BEFORE].pk])
    assert client_of("new").post(ask).status_code == 404
    page = client_of("old").post(ask).headers["Location"]
    with as_owner():
        job = Job.objects.latest("pk")
    assert page == reverse("sites:job_detail", args=[job.pk]) and jobs.run(job.pk) == "done"
    assert client_of("old").get(page).status_code == 200
    answer = client_of("old").get(reverse("sites:job_file", args=[job.pk]))
    assert answer.status_code == 200 and b"".join(answer).startswith(b"%PDF-")
