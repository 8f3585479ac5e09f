"""Decisions: what follows from them, two at once, corrections, and those that lie outside the application."""

from datetime import date, timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from planning.models import Application, Assessment, Deadline, Decision, Measure, Party, Plan
from planning.rules.departures import continuation_due
from sites.models import Entry, Job, Site, SiteForm, SitePhase
from tests import factories as make
from tests.conftest import as_owner
from tests.mails import deliver

REASON = "Die Gemeinde stimmt am 3. Dezember zu."


@pytest.fixture
def case(world):
    """A Kita that is interested, with an application that lies at the planner."""
    with as_owner():
        kita = make.make_kita(world.town, world.provider, "Kita Talblick")
        site = make.make_site(world.town, [kita], "Kita Talblick", phase="interested", since=date(2026, 9, 1))
        for role in ("head", "coordinator"):
            make.give(world.people[role], role, site)
        return make.make_application(site, state="submitted", needs_source="Befragung, Mai 2026", coordinator_fte="0.5")


def all_given(world, case):
    """Nothing departs: every side agrees, and the site stands in both plans."""
    with as_owner():
        make.put_in_plans(case.site, "integrated_plan", "demand_plan")
        for party in Party:
            make.make_statement(case, party, world.people["head"])


def decision(**changes):
    return {
        "kind": "establish", "body": "youth_welfare_committee", "decided_on": "12.11.2026", "number": "JHA 2026/47", "effective_from": "1.1.2027",
        "site_forms": ["gallery", "guide"], "coordinator_fte": "0,5", "reasons": "Der Bedarf ist belegt.", "departure_reason": "", **changes,
    }  # fmt: skip


def decide(client, case, **changes):
    return client.post(reverse("planning:decision_create", args=[case.pk]), decision(**changes))


@pytest.mark.req("R113.D", "R204.H")
def test_a_kita_is_taken_up_and_everything_follows(world, client_of, case):
    all_given(world, case)
    planner = client_of("social_planner")
    listed = planner.get(reverse("planning:application_list")).content.decode()
    assert f'href="{case.get_absolute_url()}"' in listed  # click one
    assert "Entscheidung eintragen" in planner.get(case.get_absolute_url()).content.decode()  # click two is its button
    assert decide(planner, case).status_code == 302
    with as_owner():
        row, site = Decision.objects.get(application=case), Site.objects.get(pk=case.site_id)
        assert (row.kind, row.departures, row.recorded_by) == ("establish", [], world.people["social_planner"])
        phases = list(SitePhase.objects.filter(site=site).order_by("starts").values_list("phase", "ends", "resting_on"))
        assert phases == [
            ("interested", date(2026, 12, 31), ""),
            ("on_the_way", None, "Jugendhilfeausschuss, 12.11.2026, JHA 2026/47"),
        ]
        assert set(SiteForm.objects.on(date(2027, 1, 1)).filter(site=site).values_list("form", flat=True)) == {"gallery", "guide"}
        assert str(site.coordinator_fte) == "0.50"
        measure = Measure.objects.get(site=site)
        assert (measure.funding_year, measure.action_field.number, measure.report_due) == (2027, 3, date(2028, 3, 31))
        assert Entry.objects.filter(kind="decided", place=site.pk).count() == 1
    page = client_of("head").get(case.get_absolute_url()).content.decode()
    assert "JHA 2026/47" in page and "Der Bedarf ist belegt." in page


def test_provider_head_and_coordination_get_a_mail(world, client_of, case):
    all_given(world, case)
    decide(client_of("social_planner"), case)
    with as_owner():
        job = Job.objects.get(name="planning.mail_decided")
        assert set(job.arguments) == {"decision"}
    deliver(job.pk)
    sent = {address: message.body for message in mail.outbox for address in message.to}
    assert set(sent) == {"provider@hier.example", "head@hier.example", "coordinator@hier.example"}
    assert all("Aufnehmen ab 1. Januar 2027" in body and "JHA 2026/47" in body for body in sent.values())
    assert len({message.extra_headers["Message-ID"] for message in mail.outbox}) == 3


@pytest.mark.req("R184.K")
def test_departures_ask_for_a_reason_and_are_kept(world, client_of, case):
    planner = client_of("social_planner")
    page = planner.get(case.get_absolute_url()).content.decode()
    assert "Gemeinde: Zustimmung fehlt noch" in page and "Sie verhindern die Entscheidung nicht." in page
    refused = decide(planner, case)
    assert refused.status_code == 422 and "warum Sie trotzdem so entscheiden" in refused.content.decode()
    assert "Der Bedarf ist belegt." in refused.content.decode() and 'value="JHA 2026/47"' in refused.content.decode()
    with as_owner():
        assert not Decision.objects.exists() and SitePhase.objects.get(site=case.site_id).phase == "interested"
    assert decide(planner, case, departure_reason=REASON).status_code == 302
    with as_owner():
        row = Decision.objects.get()
        assert len(row.departures) == 7 and row.departure_reason == REASON


@pytest.mark.req("R099.K1", "R188.K")
def test_every_departure_names_its_paragraph_and_goes_when_it_is_given(world, client_of, case):
    with as_owner():
        Application.objects.filter(pk=case.pk).update(needs_source="", forms=["network"], coordinator_fte="1.2")
    planner = client_of("social_planner")
    page = planner.get(case.get_absolute_url()).content.decode()
    for sentence in (
        "Träger: Zustimmung fehlt noch (3.1)",
        "Elternbeirat: Anhörung fehlt noch (3.1, § 12 Abs. 2 Nr. 1 ThürKigaG)",
        "Eine Bedarfserhebung als Grundlage ist nicht genannt (1.1, 3.1)",
        "weder im Jugendhilfeplan noch im integrierten Fachplan (1.1, 2.1)",
        "nicht im Kita-Bedarfsplan (2.1)",
        "Ein Verbund hat mehrere Kitas, eingetragen ist weniger als zwei (1.3)",
        "Mehr als eine volle Stelle für die Koordination (2.5)",
    ):
        assert sentence in page
    all_given(world, case)
    with as_owner():
        assessment = Assessment.objects.create(
            place_id=world.county.pk, title="Familienbefragung 2026", method="survey", held_from=date(2026, 5, 1), answered=212, released=True
        )
        Application.objects.filter(pk=case.pk).update(assessment=assessment, forms=["gallery"], coordinator_fte="0.5")
    page = planner.get(case.get_absolute_url()).content.decode()
    assert "Hinweise aus den Fachlichen Empfehlungen" not in page and "Familienbefragung 2026, 1.\u00a0Mai 2026, n = 212" in page
    assert "steht in 2025–2029, S. 41" in page and "7 von 7 liegen vor" in page


@pytest.mark.req("R113.H")
def test_a_decision_names_plan_year_conditions_and_the_next_date(world, client_of, case):
    all_given(world, case)
    with as_owner():
        Deadline.objects.create(place_id=world.county.pk, funding_year=timezone.localdate().year + 2, kind="decision", due=date(2027, 6, 15))
        plan = Plan.objects.get(kind="integrated_plan")
    planner = client_of("social_planner")
    page = planner.get(case.get_absolute_url()).content.decode()
    assert f'<option value="{plan.pk}" selected>' in page and "Einen Rhythmus nennen die Empfehlungen nicht." in page
    extra = {"plan": plan.pk, "funding_year": "2027", "conditions": "Sachbericht bis März.", "next_due": "15.6.2027"}
    assert decide(planner, case, **extra).status_code == 302
    with as_owner():
        row = Decision.objects.get()
        assert (row.plan, row.funding_year, row.conditions, row.next_due) == (plan, 2027, "Sachbericht bis März.", date(2027, 6, 15))
    page = client_of("head").get(reverse("planning:decision_detail", args=[row.pk])).content.decode().replace("\xa0", " ")
    assert "Sachbericht bis März." in page and "15. Juni 2027" in page and "Fachplan, 2025–2029" in page


@pytest.mark.parametrize(
    ("begins", "due"), [(date(2027, 1, 1), date(2027, 9, 30)), (date(2026, 8, 1), date(2027, 9, 30)), (date(2027, 6, 30), date(2027, 9, 30))]
)
def test_the_next_date_is_the_countys_or_the_30_september(begins, due):
    assert continuation_due([], begins) == due > begins
    dues = [{"year": begins.year, "due": "2020-01-01"}, {"year": begins.year + 1, "due": "2027-10-01"}]
    assert continuation_due(dues, begins) == date(2027, 10, 1)


@pytest.mark.req("R113.H")
def test_a_resolution_brings_body_date_and_number(world, client_of, case):
    all_given(world, case)
    with as_owner():
        resolution = make.make_site_resolution(world.county, "KT 9/2026", date(2026, 11, 3), kind="county_council")
        foreign = make.make_site_resolution(world.other_county, "KT 1/2026")
    planner = client_of("social_planner")
    assert "03.11.2026, Nr. KT 9/2026" in planner.get(case.get_absolute_url()).content.decode()
    refused = decide(planner, case, resolution=foreign.pk)
    assert refused.status_code == 422 and "Diese Auswahl gibt es nicht (mehr)." in refused.content.decode()
    assert decide(planner, case, resolution=resolution.pk, decided_on="", number="").status_code == 302
    with as_owner():
        row = Decision.objects.get()
        assert (row.resolution, row.body, row.decided_on, row.number) == (resolution, "county_council", date(2026, 11, 3), "KT 9/2026")


@pytest.mark.req("R208.H")
def test_a_rejected_kita_stays_interested(world, client_of, case):
    assert decide(client_of("social_planner"), case, kind="reject", site_forms=[]).status_code == 302
    with as_owner():
        assert SitePhase.objects.get(site=case.site_id).phase == "interested" and not Measure.objects.exists()
        assert len(Decision.objects.get().departures) == 7


@pytest.mark.req("R209.H1")
def test_an_established_site_is_continued_or_ended(world, client_of):
    with as_owner():
        cases = [make.make_application(site, state="submitted") for site in (world.own, world.sibling)]
    planner = client_of("social_planner")
    taken_up = decide(planner, cases[0], departure_reason=REASON)
    assert taken_up.status_code == 422  # it is one already
    assert decide(planner, cases[0], kind="continue", departure_reason=REASON).status_code == 302
    assert decide(planner, cases[1], kind="end", departure_reason=REASON, site_forms=[]).status_code == 302
    with as_owner():
        assert SitePhase.objects.get(site=world.own).phase == "established"
        assert [phase.phase for phase in SitePhase.objects.filter(site=world.sibling).order_by("starts")] == ["established", "ended"]


def test_a_decision_that_counts_from_the_day_of_the_interest(world, client_of, case):
    """The application learned of the interest later than the body decided: the interest steps back, nothing breaks."""
    all_given(world, case)
    assert decide(client_of("social_planner"), case, effective_from="1.9.2026", sure="on").status_code == 302
    with as_owner():
        found = list(SitePhase.objects.filter(site=case.site_id).order_by("starts").values_list("phase", "starts"))
    assert found == [("interested", date(2026, 8, 31)), ("on_the_way", date(2026, 9, 1))]


@pytest.mark.parametrize("in_force", [False, True])
def test_two_tabs_one_decision_and_the_other_is_told(world, client_of, case, in_force):
    """Also when the first is in force already: then the form no longer offers to take up the site."""
    all_given(world, case)
    planner, today = client_of("social_planner"), f"{timezone.localdate():%d.%m.%Y}"
    days = {"decided_on": today, "effective_from": today} if in_force else {}
    assert decide(planner, case, **days).status_code == 302
    second = decide(planner, case, number="JHA 2026/48", reasons="Ein anderer Text", **days)
    body = second.content.decode()
    assert second.status_code == 422 and "Inzwischen hat jemand anderes den Stand geändert" in body and "Ein anderer Text" in body
    with as_owner():
        assert Decision.objects.get().number == "JHA 2026/47" and Measure.objects.count() == 1
        assert Job.objects.filter(name="planning.mail_decided").count() == 1


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"kind": "continue"}, "Diese Auswahl gibt es nicht"),
        ({"kind": ""}, "Bitte füllen Sie „Ihre Entscheidung“ aus."),
        ({"body": "king"}, "Diese Auswahl gibt es nicht"),
        ({"decided_on": "12.11.2099"}, "Das Datum liegt in der Zukunft."),
        ({"decided_on": "bald"}, "Bitte als Datum eingeben"),
        ({"decided_on": "12.11.1026"}, "Bitte prüfen Sie das Jahr"),
        ({"number": ""}, "Bitte füllen Sie „Nummer“ aus."),
        ({"effective_from": "1.1.2207"}, "Bitte prüfen Sie das Jahr"),
        ({"reasons": ""}, "Bitte füllen Sie „Begründung“ aus."),
        ({"next_due": "1.12.2026"}, "liegt vor dem Tag, ab dem diese gilt"),
        ({"funding_year": "1999"}, "Bitte geben Sie mindestens 2019 an."),
        ({"site_forms": []}, "Bitte wählen Sie mindestens eine Organisationsform."),
        ({"coordinator_fte": "halb"}, "Bitte als Zahl eingeben"),
        ({"coordinator_fte": "-1"}, "Bitte geben Sie mindestens 0 an."),
    ],
)
def test_a_bad_decision_saves_nothing(world, client_of, case, changes, sentence):
    response = decide(client_of("social_planner"), case, **{"departure_reason": REASON, **changes})
    assert response.status_code == 422 and sentence in response.content.decode() and REASON in response.content.decode()
    with as_owner():
        assert not Decision.objects.exists() and not Measure.objects.exists()
        assert SitePhase.objects.get(site=case.site_id).phase == "interested"


def test_nobody_else_decides(world, client_of, case):
    for who in ("head", "provider", "youth_welfare_office", "specialist_advisor", "coordinator"):
        assert decide(client_of(who), case).status_code == 403
        assert "Entscheidung eintragen" not in client_of(who).get(case.get_absolute_url()).content.decode()
    assert decide(client_of("social_planner", elsewhere=True), case).status_code == 404


# Correction -------------------------------------------------------------------------------------------------------


def correct(client, old, **changes):
    fields = {"body": "county_council", "decided_on": "13.11.2026", "number": "KT 2026/9", "reasons": "Der Bedarf ist belegt."}
    fields |= {"effective_from": "1.1.2027", "site_forms": ["gallery", "guide"], "coordinator_fte": "0,5"}
    fields |= {"note": "Falsches Gremium.", "conditions": "", "funding_year": "2027", "next_due": "30.9.2027", "plan": old.plan_id or "", **changes}
    return client.post(reverse("planning:decision_correct", args=[old.pk]), {f"fix-{name}": value for name, value in fields.items()})


@pytest.mark.guard("superseded-once")
@pytest.mark.req("R113.H")
def test_a_decision_is_replaced_and_never_erased(world, client_of, case):
    all_given(world, case)
    planner = client_of("social_planner")
    with as_owner():
        plan = Plan.objects.get(kind="integrated_plan")
    decide(planner, case, plan=plan.pk)
    with as_owner():
        old = Decision.objects.get()
    assert correct(planner, old, conditions="Bericht im März.").status_code == 302
    with as_owner():
        old.refresh_from_db()
        new = Decision.objects.get(superseded_by=None)
        assert old.superseded_by == new and old.number == "JHA 2026/47" and old.conditions == ""
        assert (new.number, new.kind, new.effective_from, new.conditions) == ("KT 2026/9", "establish", date(2027, 1, 1), "Bericht im März.")
        assert (new.plan, new.funding_year, new.next_due) == (plan, 2027, date(2027, 9, 30))
        assert SitePhase.objects.get(phase="on_the_way").resting_on == "Kreistag / Stadtrat, 13.11.2026, KT 2026/9"
        assert Entry.objects.get(kind="corrected").details["replaces"] == "Jugendhilfeausschuss, 12.11.2026, JHA 2026/47"
    body = planner.get(case.get_absolute_url()).content.decode()
    assert "KT 2026/9" in body and "frühere Fassung, ersetzt" in body
    page = client_of("professional").get(reverse("planning:decision_detail", args=[old.pk]))
    assert page.status_code == 404  # not of that house
    page = client_of("head").get(reverse("planning:decision_detail", args=[old.pk])).content.decode()
    assert "JHA 2026/47" in page and reverse("planning:decision_detail", args=[new.pk]) in page and "Berichtigung speichern" not in page
    late = correct(planner, old, number="KT 2026/10")
    assert late.status_code == 422 and "inzwischen jemand anderes berichtigt" in late.content.decode() and "KT 2026/10" in late.content.decode()


def test_a_corrected_paper_leaves_the_resolution_it_came_from(world, client_of, case):
    with as_owner():
        resolution = make.make_site_resolution(world.county)
    planner = client_of("social_planner")
    assert decide(planner, case, resolution=resolution.pk, departure_reason=REASON).status_code == 302
    with as_owner():
        old = Decision.objects.get()
        assert old.resolution == resolution
    same = {"body": "youth_welfare_committee", "decided_on": "12.11.2026", "number": "JHA 2026/47", "departure_reason": REASON}
    correct(planner, old, reasons="Klarer gesagt.", **same)
    with as_owner():
        second = Decision.objects.get(superseded_by=None)
        assert second.resolution == resolution and second.reasons == "Klarer gesagt."
    correct(planner, second, **same | {"number": "JHA 2026/74"})
    with as_owner():
        assert Decision.objects.get(superseded_by=None).resolution is None


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"number": ""}, "Bitte füllen Sie „Nummer“ aus."),
        ({"note": ""}, "Bitte füllen Sie „Was wird berichtigt?“ aus."),
        ({"next_due": "1.1.2020"}, "liegt vor dem Tag, ab dem diese gilt"),
    ],
)
def test_a_bad_correction_changes_nothing(world, client_of, case, changes, sentence):
    all_given(world, case)
    decide(client_of("social_planner"), case)
    with as_owner():
        old = Decision.objects.get()
    response = correct(client_of("social_planner"), old, conditions="Bleibt stehen", **changes)
    assert response.status_code == 422 and sentence in response.content.decode() and "Bleibt stehen" in response.content.decode()
    with as_owner():
        assert Decision.objects.count() == 1


def test_nobody_else_corrects_and_a_foreign_decision_is_missing(world, client_of, case):
    decide(client_of("social_planner"), case, departure_reason=REASON)
    with as_owner():
        old = Decision.objects.get()
    assert correct(client_of("head"), old).status_code == 403
    assert correct(client_of("social_planner", elsewhere=True), old).status_code == 404
    assert client_of("social_planner", elsewhere=True).get(reverse("planning:decision_detail", args=[old.pk])).status_code == 404


# Decisions outside the application --------------------------------------------------------------------------------


def phase(**changes):
    paper = {"body": "youth_welfare_committee", "decided_on": "10.5.2021", "number": "JHA 2021/3"}
    return {"phase": "on_the_way", "effective_from": "1.7.2021", **paper, "reasons": "", **changes}


@pytest.mark.req("R204.H")
def test_an_older_decision_is_a_chapter_of_the_history(world, client_of):
    url = reverse("planning:phase_record", args=[world.own.pk])
    assert client_of("social_planner").post(url, phase()).status_code == 302
    with as_owner():
        found = list(SitePhase.objects.filter(site=world.own).order_by("starts").values_list("phase", "starts", "ends", "resting_on"))
        assert found[0] == ("on_the_way", date(2021, 7, 1), date(2022, 12, 31), "Jugendhilfeausschuss, 10.05.2021, JHA 2021/3")
        assert found[1][:3] == ("established", date(2023, 1, 1), None)
        assert Decision.objects.get(site=world.own).application is None
    again = client_of("social_planner").post(url, phase(effective_from="1.8.2021"))
    assert again.status_code == 422 and "Für diesen Zeitraum ist schon eine Phase eingetragen." in again.content.decode()


def test_a_site_that_was_opened_later_than_it_was_decided(world, client_of):
    today = timezone.localdate()
    with as_owner():
        site = make.make_site(world.town, [make.make_kita(world.town, world.provider, "Kita Neu")], "Kita Neu", phase="interested", since=today)
    assert client_of("social_planner").post(reverse("planning:phase_record", args=[site.pk]), phase()).status_code == 302
    with as_owner():
        assert SitePhase.objects.on(today).get(site=site).phase == "on_the_way"


def test_the_consultation_site_before_phase_two_is_a_hint(world, client_of):
    with as_owner():
        SitePhase.objects.filter(site=world.own).update(phase="on_the_way")
    url = reverse("planning:phase_record", args=[world.own.pk])
    today = timezone.localdate().strftime("%d.%m.%Y")
    data = phase(phase="consultation_site", decided_on=today, effective_from=today)
    assert "schon als ThEKiZ entwickelt" in client_of("social_planner").post(url, data, follow=True).content.decode()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"phase": "interested"}, "Diese Auswahl gibt es nicht"),
        ({"number": ""}, "Bitte füllen Sie „Nummer“ aus."),
        ({"body": ""}, "Bitte füllen Sie „Gremium“ aus."),
        ({"decided_on": ""}, "Bitte füllen Sie „Datum“ aus."),
        ({"decided_on": (timezone.localdate() + timedelta(days=1)).strftime("%d.%m.%Y")}, "Das Datum liegt in der Zukunft."),
        ({"decided_on": "1.12.2022", "effective_from": "1.1.2023"}, "An diesem Tag beginnt schon „ThEKiZ“. Bitte prüfen Sie den Tag."),
        ({"effective_from": "1.1.1990"}, "Bitte prüfen Sie das Jahr"),
    ],
)
def test_a_bad_phase_is_refused_in_words(world, client_of, changes, sentence):
    response = client_of("social_planner").post(reverse("planning:phase_record", args=[world.own.pk]), phase(reasons="Bleibt stehen", **changes))
    assert response.status_code == 422 and sentence in response.content.decode() and "Bleibt stehen" in response.content.decode()
    with as_owner():
        assert SitePhase.objects.filter(site=world.own).count() == 1 and not Decision.objects.exists()


def test_a_foreign_site_is_missing(world, client_of):
    assert client_of("social_planner").get(reverse("planning:phase_record", args=[world.foreign.pk])).status_code == 404
    assert client_of("head").get(reverse("planning:phase_record", args=[world.own.pk])).status_code == 403
