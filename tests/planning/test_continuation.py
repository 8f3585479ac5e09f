"""Whether sites go on: the list of a county, one resolution for many, all or nothing."""

from datetime import date

import pytest
from django.urls import reverse

from planning.models import Decision, Measure
from sites.models import Entry, Job, SitePhase
from sites.rules.phases import RUNNING
from tests import factories as make
from tests.conftest import as_owner

OF_EVERY_REQUEST = 5  # session, user, reach, wall, the place in the header
YEAR = 2027
REASON = "Der Bedarfsplan wird im Frühjahr fortgeschrieben."


def url(county, query=f"?year={YEAR}"):
    return reverse("planning:continuation", args=[county.pk]) + query


def paper(**changes):
    return {
        "resolution": "", "body": "youth_welfare_committee", "decided_on": "12.11.2026", "number": "JHA 2026/50", "effective_from": "1.1.2027",
        "reasons": "Die Arbeit trägt, der Bedarf besteht fort.", "departure_reason": REASON, "conditions": "", "plan": "", "next_due": "30.9.2027",
        **changes,
    }  # fmt: skip


def send(client, county, continued=(), ended=None, **changes):
    ended = ended or {}
    sites = {"continued": [site.pk for site in continued], "ended": [site.pk for site in ended]}
    reasons = {f"end_reason_{site.pk}": text for site, text in ended.items()}
    return client.post(url(county), {**paper(**changes), **sites, **reasons})


@pytest.fixture
def houses(world):
    """Five running sites of the county, and one that is only interested."""
    with as_owner():
        for number in range(3):
            make.make_site(world.town, [make.make_kita(world.town, world.provider, f"Kita {number}")], f"Kita {number}", phase="on_the_way")
        make.make_site(world.town, [make.make_kita(world.town, world.provider, "Kita Später")], "Kita Später", phase="interested")
        return list(SitePhase.objects.filter(county=world.county, phase__in=RUNNING).values_list("site", flat=True)), world


def sites_of(houses):
    pks, world = houses
    from sites.models import Site

    with as_owner():
        return list(Site.objects.filter(pk__in=pks).order_by("sort_key")), world


@pytest.mark.req("R004.D", "R113.D", "R209.H1")
def test_many_sites_go_on_under_one_resolution_and_one_ends(houses, client_of):
    sites, world = sites_of(houses)
    with as_owner():
        resolution = make.make_site_resolution(world.county, "JHA 2026/50")
        (entry, _) = make.put_in_plans(sites[0], "integrated_plan", "demand_plan")
    planner = client_of("social_planner")
    page = planner.get(url(world.county)).content.decode()
    assert f"5 von 5 Standorten haben für {YEAR} noch keine Entscheidung." in page and "Kita Später" not in page
    assert "Weiterführung von bereits etablierten Einrichtungen" in page  # the paragraph beside the plan
    ends = {sites[4]: "Der Träger schließt die Kita zum Sommer."}
    choice = {"resolution": resolution.pk, "decided_on": "", "number": "", "plan": entry.plan_id, "conditions": "Bericht bis März."}
    assert send(planner, world.county, sites[:4], ends, **choice).status_code == 302
    with as_owner():
        found = {row.site_id: row for row in Decision.objects.all()}
        assert len(found) == 5 and {row.number for row in found.values()} == {"JHA 2026/50"}
        assert {(row.resolution_id, row.plan_id, row.funding_year) for row in found.values()} == {(resolution.pk, entry.plan_id, YEAR)}
        first, last = found[sites[0].pk], found[sites[4].pk]
        assert (first.kind, first.departures, first.departure_reason, first.next_due) == ("continue", [], "", date(2027, 9, 30))
        assert len(found[sites[1].pk].departures) == 2 and found[sites[1].pk].departure_reason == REASON
        assert (last.kind, last.reasons, last.next_due) == ("end", "Der Träger schließt die Kita zum Sommer.", None)
        phases = list(SitePhase.objects.filter(site=sites[4]).order_by("starts").values_list("phase", "ends", "resting_on"))
        assert [phase[0] for phase in phases][-1] == "ended" and phases[0][1] == date(2026, 12, 31) and "JHA 2026/50" in phases[-1][2]
        assert SitePhase.objects.filter(site=sites[0]).count() == 1  # who goes on keeps its phase
        assert set(Measure.objects.values_list("site", "funding_year")) == {(site.pk, YEAR) for site in sites[:4]}
        assert Entry.objects.filter(kind="decided").count() == 5 and Entry.objects.filter(kind="phase", place=sites[4].pk).exists()
        assert Job.objects.filter(name="planning.mail_decided").count() == 5
    page = planner.get(url(world.county)).content.decode()
    assert f"Für {YEAR} ist über alle" in page and "für 2027 entschieden: Fortführen" in page


@pytest.mark.req("R113.K")
def test_a_year_without_a_decision_is_warned_about_and_the_rhythm_is_a_proposal(houses, client_of):
    sites, world = sites_of(houses)
    with as_owner():
        make.make_decision(sites[0], world.people["social_planner"], kind="continue", funding_year=YEAR, decided_on=date(2026, 11, 1))
        make.make_decision(sites[1], world.people["social_planner"], kind="reject", funding_year=YEAR, decided_on=date(2026, 11, 1))
    page = client_of("social_planner").get(url(world.county)).content.decode()
    assert page.count("keine Entscheidung</span>") + page.count("> keine Entscheidung") >= 1
    assert f"4 von 5 Standorten haben für {YEAR} noch keine Entscheidung." in page and "Einen Rhythmus nennen die Empfehlungen nicht." in page
    left = client_of("social_planner").get(url(world.county, f"?year={YEAR}&show=open")).content.decode()
    assert left.count('name="continued"') == 4 and f'id="go-{sites[0].pk}"' not in left


@pytest.mark.guard("decided-once")
def test_who_was_decided_meanwhile_is_named_and_nothing_is_half_saved(houses, client_of):
    sites, world = sites_of(houses)
    planner = client_of("social_planner")
    with as_owner():
        make.make_decision(sites[1], world.people["social_planner"], kind="continue", funding_year=YEAR)
    response = send(planner, world.county, sites[:3], number="JHA 2026/51", reasons="Mein Text bleibt")
    body = response.content.decode()
    assert response.status_code == 422 and f"inzwischen schon entschieden: {sites[1].name}. Nichts ist gespeichert." in body
    assert "Mein Text bleibt" in body and 'value="JHA 2026/51"' in body
    assert f'id="go-{sites[0].pk}" name="continued" value="{sites[0].pk}" checked' in body and f'id="go-{sites[1].pk}"' not in body
    with as_owner():
        assert Decision.objects.count() == 1 and not Measure.objects.exists()
        SitePhase.objects.filter(site=sites[2]).update(phase="ended")
    response = send(planner, world.county, [sites[0], sites[2]])
    assert response.status_code == 422  # it is no longer in the list: the choice is gone
    with as_owner():
        assert Decision.objects.count() == 1


def test_an_end_that_cannot_begin_saves_none(houses, client_of):
    """The phase of the ending site begins later than the day of the end: all or nothing."""
    sites, world = sites_of(houses)
    with as_owner():
        SitePhase.objects.filter(site=sites[1]).update(starts=date(2026, 11, 1))
    response = send(client_of("social_planner"), world.county, sites[:1], {sites[1]: "Schluss"}, effective_from="1.10.2026", sure="on")
    assert response.status_code == 422 and "Bitte wählen Sie einen späteren Tag." in response.content.decode()
    with as_owner():
        assert not Decision.objects.exists()


@pytest.mark.parametrize(
    ("who", "changes", "sentence"),
    [
        ((), {}, "Bitte kreuzen Sie mindestens einen Standort an."),
        ((0,), {"number": ""}, "Bitte füllen Sie „Nummer“ aus."),
        ((0,), {"decided_on": "1.1.2099"}, "Das Datum liegt in der Zukunft."),
        ((0,), {"decided_on": "bald"}, "Bitte als Datum eingeben"),
        ((0,), {"effective_from": "1.1.1990"}, "Bitte prüfen Sie das Jahr"),
        ((0,), {"next_due": "1.12.2026"}, "liegt vor dem Tag, ab dem diese gilt"),
        ((0,), {"reasons": ""}, "Bitte füllen Sie „Begründung für die Fortführung“ aus."),
        ((0,), {"departure_reason": ""}, "warum Sie trotzdem so entscheiden"),
        ((0,), {"resolution": "424242"}, "Diese Auswahl gibt es nicht (mehr)."),
        ((0,), {"body": "king"}, "Diese Auswahl gibt es nicht"),
    ],
)
def test_a_bad_paper_saves_nothing_and_keeps_everything(houses, client_of, who, changes, sentence):
    sites, world = sites_of(houses)
    response = send(client_of("social_planner"), world.county, [sites[at] for at in who], **{"conditions": "Bleibt stehen", **changes})
    body = response.content.decode()
    assert response.status_code == 422 and sentence in body and "Bleibt stehen" in body
    assert body.count(" checked") == len(who)
    with as_owner():
        assert not Decision.objects.exists()


def test_an_end_needs_its_reason_and_nobody_goes_on_and_ends(houses, client_of):
    sites, world = sites_of(houses)
    planner = client_of("social_planner")
    response = send(planner, world.county, sites[:1], {sites[1]: " "})
    assert response.status_code == 422 and f"Bitte schreiben Sie, warum „{sites[1].name}“ endet." in response.content.decode()
    response = send(planner, world.county, sites[:1], {sites[0]: "Doch nicht"})
    assert f"Bitte wählen Sie für „{sites[0].name}“ entweder Fortführen oder Beenden." in response.content.decode()
    assert "Doch nicht" in response.content.decode()
    with as_owner():
        assert not Decision.objects.exists()


@pytest.mark.parametrize("nonsense", ["abc", "²", "99999999999999999999999", "-1"])
def test_ticks_that_mean_nothing_are_refused(houses, client_of, nonsense):
    _, world = houses
    for name in ("continued", "ended"):
        assert client_of("social_planner").post(url(world.county), {**paper(), name: [nonsense]}).status_code == 422


def test_a_foreign_county_and_its_sites_are_missing(houses, client_of):
    _, world = houses
    assert client_of("social_planner").get(url(world.other_county)).status_code == 404
    assert send(client_of("social_planner"), world.county, [world.foreign]).status_code == 422
    for who in ("head", "youth_welfare_office", "specialist_advisor", "provider", "ministry"):
        assert client_of(who).get(url(world.county)).status_code == 403
    with as_owner():
        assert not Decision.objects.exists()


def test_the_list_marks_all_and_nonsense_in_the_address_shows_the_first_page(houses, client_of):
    _, world = houses
    marked = client_of("social_planner").get(url(world.county, f"?year={YEAR}&mark=all")).content.decode()
    assert marked.count(" checked") == 5
    page = client_of("social_planner").get(url(world.county, "?year=%00&show=erfunden&after=unsinn"))
    assert page.status_code == 200 and page.content.decode().count('name="continued"') == 5


def test_a_county_without_running_sites_says_what_would_stand_here(world, client_of):
    with as_owner():
        SitePhase.objects.filter(county=world.county).update(phase="interested")
    assert "Noch kein laufender Standort" in client_of("social_planner").get(url(world.county)).content.decode()


def test_the_list_asks_the_same_number_of_questions(world, client_of, own_queries):
    client, counts, begun = client_of("social_planner"), [], 0
    for number in (3, 27):
        with as_owner():
            for at in range(begun, begun + number):
                site = make.make_site(world.town, [make.make_kita(world.town, world.provider, f"Kita {at:02}")], f"Kita {at:02}")
                make.put_in_plans(site, "integrated_plan")
                make.make_decision(site, world.people["social_planner"], funding_year=2026)
        begun += number
        with own_queries() as seen:
            assert client.get(url(world.county)).content.decode().count('name="continued"') == begun + 2
        counts.append(seen.count)
    assert counts[0] == counts[1] <= 5 + OF_EVERY_REQUEST, "\n".join(query["sql"][:160] for query in seen.captured_queries)


def test_three_hundred_sites_have_pages(world, client_of):
    from sites.models import Place, Site

    with as_owner():
        places = Place.objects.bulk_create(Place(kind="site") for _ in range(298))
        Site.objects.bulk_create(
            Site(place=place, county=world.county, municipality=world.town, name=f"Kita {place.pk:05}", slug=f"s-{place.pk}") for place in places
        )
        SitePhase.objects.bulk_create(
            SitePhase(site_id=place.pk, county=world.county, phase="on_the_way", starts=date(2024, 1, 1)) for place in places
        )
    page = client_of("social_planner").get(url(world.county)).content.decode()
    assert page.count('name="continued"') == 100 and "after=" in page and f"300 von 300 Standorten haben für {YEAR}" in page
