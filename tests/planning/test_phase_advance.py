"""The step of a site to its next phase: a decision in its own words, offered when its time comes, never a second continuation."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from planning.models import CriterionNote, Decision, Term
from planning.rules.departures import months_between
from sites.models import Entry, Job, Phase, SitePhase
from tests import factories as make
from tests.conftest import as_owner
from tests.sites.reading import text

REASON = "Der Bedarfsplan folgt im Frühjahr."


@pytest.fixture
def site(world):
    """A house two years and some weeks on its way."""
    with as_owner():
        today = timezone.localdate()
        since = date(today.year - 2, today.month, 1)
        SitePhase.objects.filter(site=world.own).update(phase="on_the_way", starts=since)
    return world.own


def url(site):
    return reverse("planning:phase_advance", args=[site.pk])


def typed(**changes):
    return {
        "phase": "established", "resolution": "", "body": "youth_welfare_committee", "decided_on": "12.11.2026", "number": "JHA 2026/70",
        "effective_from": "1.1.2027", "reasons": "Das Profil trägt.", "departure_reason": REASON, "conditions": "", "plan": "", "next_due": "",
        **changes,
    }  # fmt: skip


def test_the_form_says_once_when_a_reason_is_needed(world, client_of, site):
    with as_owner():
        make.put_in_plans(site, "integrated_plan", "demand_plan")
    form = text(client_of("social_planner").get(url(site)))
    assert "nötig, sobald es Hinweise gibt" in form and "Nur nötig, wenn" not in form and "Sie verhindern die Entscheidung nicht" not in form


@pytest.mark.req("R204.K", "R205.H")
def test_the_step_is_offered_when_its_time_comes_and_decided_like_everything_else(world, client_of, site):
    planner = client_of("social_planner")
    sheet = planner.get(reverse("reporting:site_sheet", args=[site.pk])).content.decode()
    listed = planner.get(reverse("planning:continuation", args=[world.county.pk])).content.decode()
    for page in (sheet, listed):
        assert "Seit 24 Monaten auf dem Weg: Es ist Zeit, über den Übergang zum ThEKiZ zu entscheiden (3.2)." in page and url(site) in page
    assert url(site) not in client_of("head").get(reverse("reporting:site_sheet", args=[site.pk])).content.decode()
    response = planner.post(url(site), typed(), follow=True)
    assert "„Übergang zum ThEKiZ ab 01.01.2027“ ist eingetragen." in response.content.decode()
    with as_owner():
        row = Decision.objects.get()
        assert (row.kind, row.phase, row.funding_year, len(row.departures), row.departure_reason) == ("advance", "established", 2027, 2, REASON)
        phases = list(SitePhase.objects.filter(site=site).order_by("starts").values_list("phase", "ends", "resting_on"))
        assert phases == [("on_the_way", date(2026, 12, 31), ""), ("established", None, "Jugendhilfeausschuss, 12.11.2026, JHA 2026/70")]
        assert Entry.objects.get(kind="decided").text.startswith("Übergang zum ThEKiZ ab 01.01.2027")
        assert Job.objects.filter(name="planning.mail_decided").count() == 1
    for page in (
        text(client_of("head").get(reverse("planning:decision_detail", args=[row.pk]))),
        text(client_of("head").get(reverse("reporting:site_sheet", args=[site.pk]))),
    ):
        assert "Übergang zum ThEKiZ" in page and "Fortführen" not in page and "außerhalb" not in page
    with as_owner():  # the year still wants its own decision
        assert "noch keine Entscheidung" in planner.get(reverse("planning:continuation", args=[world.county.pk]) + "?year=2027").content.decode()


@pytest.mark.req("R205.K")
def test_the_criteria_stand_there_in_counts_and_never_as_a_score(world, client_of, site):
    with as_owner():
        terms = list(Term.objects.filter(catalogue=Term.Catalogue.CRITERION).order_by("number")[:3])
        for term, standing in zip(terms, ("lived", "lived", "open"), strict=True):
            CriterionNote.objects.create(site=site, criterion=term, standing=standing, noted_on=date(2026, 10, 1))
            CriterionNote.objects.create(site=world.sibling, criterion=term, standing="not_fitting", noted_on=date(2026, 10, 1))
    page = text(client_of("social_planner").get(url(site)))
    assert "wird gelebt 2" in page and "noch offen 1" in page and "passt nicht zu uns 0" in page and "keine Note und kein Siegel" in page
    assert reverse("planning:criteria", args=[site.pk]) in client_of("social_planner").get(url(site)).content.decode()


def test_an_early_step_and_a_leap_depart_and_are_not_stopped(world, client_of, site):
    with as_owner():
        SitePhase.objects.filter(site=site).update(starts=date(2026, 3, 1))
    planner = client_of("social_planner")
    assert "noch keine zwei Jahre auf dem Weg (3.2)" in planner.get(url(site)).content.decode()
    assert "auf dem Weg: Es ist Zeit" not in planner.get(reverse("reporting:site_sheet", args=[site.pk])).content.decode()
    refused = planner.post(url(site), typed(phase="consultation_site", departure_reason="", reasons="Mein Text bleibt"))
    assert refused.status_code == 422 and "warum Sie trotzdem so entscheiden" in refused.content.decode()
    assert "Mein Text bleibt" in refused.content.decode()
    assert planner.post(url(site), typed(phase="consultation_site")).status_code == 302
    with as_owner():
        row = Decision.objects.get()
        assert str(row) == "Übergang zur Konsultationseinrichtung ab 01.01.2027"
        assert [text for text in row.departures if "(3.2)" in text] == [
            "Der Standort ist dann noch keine zwei Jahre auf dem Weg (3.2)",
            "Eine Konsultationseinrichtung hat ihr Profil schon als ThEKiZ entwickelt (3.2)",
            f"Eine Konsultationseinrichtung erfüllt die Kriterien; zu {criteria()} steht noch nicht, dass sie gelebt werden (3.2)",
        ]


def criteria():
    return Term.objects.filter(catalogue=Term.Catalogue.CRITERION).count()


@pytest.mark.req("R207.K")
def test_a_consultation_site_is_a_thekiz_first_and_its_criteria_are_noted_as_lived(world, client_of, site):
    leap, open_criteria = "hat ihr Profil schon als ThEKiZ entwickelt (3.2)", "steht noch nicht, dass sie gelebt werden (3.2)"
    planner = client_of("social_planner")
    with as_owner():
        make.put_in_plans(site, "integrated_plan", "demand_plan")
        SitePhase.objects.filter(site=site).update(phase="established")
        first, *others = Term.objects.filter(catalogue=Term.Catalogue.CRITERION)
        for term in others:
            CriterionNote.objects.create(site=site, criterion=term, standing="lived", noted_on=date(2026, 10, 1))
        CriterionNote.objects.create(site=site, criterion=first, standing="on_the_way", noted_on=date(2026, 10, 1))
    page = text(planner.get(url(site)))
    assert leap not in page and f"zu 1 {open_criteria}" in page
    with as_owner():
        CriterionNote.objects.filter(criterion=first).update(standing="lived")
    assert open_criteria not in text(planner.get(url(site)))
    with as_owner():
        SitePhase.objects.filter(site=site).update(phase="interested")
    assert planner.post(url(site), typed(phase="consultation_site")).status_code == 422


@pytest.mark.req("R204.C")
def test_the_months_on_the_way_are_counted_of_about_24(world, client_of, site):
    today = timezone.localdate()
    for back, said in ((0, "Monate auf dem Weg: 0 von etwa 24"), (400, "Monate auf dem Weg: 13 von etwa 24")):
        with as_owner():
            SitePhase.objects.filter(site=site).update(starts=today - timedelta(days=back))
        assert said in text(client_of("social_planner").get(url(site)))
        assert said in text(client_of("head").get(reverse("reporting:site_sheet", args=[site.pk])))
    with as_owner():
        SitePhase.objects.filter(site=site).update(phase="established")
    assert "von etwa 24" not in text(client_of("head").get(reverse("reporting:site_sheet", args=[site.pk])))


@pytest.mark.req("R203.K")
def test_no_phase_says_that_a_site_is_finished_and_each_stays_in_the_history(world, client_of, site):
    assert {str(phase.label) for phase in Phase} == {
        "Interessiert", "Auf dem Weg zum ThEKiZ", "ThEKiZ", "Konsultationseinrichtung", "Beendet",
    }  # fmt: skip
    client_of("social_planner").post(url(site), typed())
    sheet = text(client_of("head").get(reverse("reporting:site_sheet", args=[site.pk])))
    assert "Auf dem Weg zum ThEKiZ" in sheet and "ab 1. Januar 2027" in sheet


@pytest.mark.parametrize(
    ("phase", "changes", "sentence"),
    [
        ("on_the_way", {"phase": ""}, "Bitte füllen Sie „Welcher Übergang?“ aus."),
        ("established", {"phase": "established"}, "Diese Auswahl gibt es nicht"),
        ("on_the_way", {"number": ""}, "Bitte füllen Sie „Nummer“ aus."),
        ("on_the_way", {"effective_from": "1.1.2020"}, "Wirklich 01.01.2020?"),
        ("consultation_site", {}, "keinen weiteren Übergang"),
        ("interested", {}, "auf seinen Antrag hin aufgenommen"),
    ],
)
def test_a_step_that_cannot_be_is_refused_in_words(world, client_of, site, phase, changes, sentence):
    with as_owner():
        SitePhase.objects.filter(site=site).update(phase=phase)
    response = client_of("social_planner").post(url(site), typed(reasons="Bleibt stehen", **changes))
    assert response.status_code == 422 and sentence in response.content.decode() and "Bleibt stehen" in response.content.decode()
    with as_owner():
        assert not Decision.objects.exists() and SitePhase.objects.filter(site=site).count() == 1


def test_a_step_is_taken_back(world, client_of, site):
    planner = client_of("social_planner")
    planner.post(url(site), typed())
    with as_owner():
        row = Decision.objects.get()
    assert planner.post(reverse("planning:decision_take_back", args=[row.pk]), {"reason": "Vertagt."}).status_code == 302
    with as_owner():
        assert [(phase.phase, phase.ends) for phase in SitePhase.objects.filter(site=site)] == [("on_the_way", None)]


def test_an_older_resolution_about_a_step_is_no_continuation(world, client_of, site):
    paper = {"body": "youth_welfare_committee", "decided_on": "10.5.2026", "number": "JHA 2026/3", "reasons": ""}
    data = {"phase": "established", "effective_from": "1.7.2026", **paper}
    assert client_of("social_planner").post(reverse("planning:phase_record", args=[site.pk]), data).status_code == 302
    with as_owner():
        row = Decision.objects.get()
        assert (row.kind, row.phase, row.get_kind_display()) == ("advance", "established", "Übergang zum ThEKiZ")


@pytest.mark.parametrize(
    ("first", "last", "months"),
    [(date(2024, 12, 1), date(2026, 11, 30), 23), (date(2024, 12, 1), date(2026, 12, 1), 24), (date(2024, 11, 30), date(2026, 11, 29), 23)],
)
def test_months_are_whole_ones(first, last, months):
    assert months_between(first, last) == months


def test_nobody_else_and_nowhere_else(world, client_of, site):
    for who in ("head", "provider", "youth_welfare_office"):
        assert client_of(who).post(url(site), typed()).status_code == 403
    assert client_of("social_planner").get(url(world.foreign)).status_code == 404
