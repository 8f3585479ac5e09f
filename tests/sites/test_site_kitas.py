"""The Kitas of a site: the Verbund of several providers, who leads, who leaves, what is warned and what is refused."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from sites.core.days import date_long
from sites.models import Kita, SiteForm, SiteKita
from tests import factories as make
from tests.conftest import as_owner
from tests.sites.reading import anew, entries, german, text, url


@pytest.fixture
def partner(world) -> Kita:
    """A Kita of the other provider, free to join."""
    with as_owner():
        return make.make_kita(world.town, world.other_provider, "Kita Quellgrund")


def join(client, world, joining, **changes):
    data = {"kita": joining.pk, "day": german(timezone.localdate()), **changes}
    return client.post(url("site_kita_add", world.own.pk), data, follow=True)


def link_of(kita) -> SiteKita:
    with as_owner():
        return SiteKita.objects.select_related("kita").get(kita=kita)


def network(world):
    with as_owner():
        SiteForm.objects.filter(site=world.own).update(form="network")


@pytest.mark.req("R069.H", "R069.C")
def test_several_kitas_of_different_providers_form_one_site(world, client_of, partner):
    client, sheet = client_of("social_planner"), reverse("reporting:site_sheet", args=[world.own.pk])
    assert client_of("provider", elsewhere=True).get(sheet).status_code == 404
    form = text(client.get(url("site_kita_add", world.own.pk)))
    assert "sich mehrere Kindertageseinrichtungen in einem Sozialraum zu einem Verbund zusammenschließen" in form
    page = text(join(client, world, partner))
    assert "„Kita Quellgrund“ gehört ab" in page and "Kitas im Verbund" in page
    assert "Zusammen 160 Plätze in 2 Kitas von 2 Trägern" in page and "Stadt Schleiz" in page and "Sozialwerk Ilmtal e. V." in page
    assert client_of("provider", elsewhere=True).get(sheet).status_code == 200  # both providers reach the site they share
    (entry,) = entries("kita_joined")
    assert "Kita „Kita Quellgrund“ gehört ab" in entry.text and entry.place_id == world.own.pk


@pytest.mark.req("R069.H")
def test_one_kita_leads_and_the_lead_changes(world, client_of, partner):
    client = client_of("social_planner")
    with as_owner():
        SiteKita.objects.filter(site=world.own).update(leading=False)
    page = text(join(client, world, partner))
    assert "Keine Kita des Verbunds ist federführend" in page
    page = text(client.post(url("site_kita_lead", link_of(partner).pk), follow=True))
    assert "Kita Quellgrund federführend" in page and "Keine Kita des Verbunds" not in page
    with as_owner():
        first = SiteKita.objects.get(site=world.own, kita__name="Kita Lindenhof")
    client.post(url("site_kita_lead", first.pk))
    assert [anew(row).leading for row in (first, link_of(partner))] == [True, False]
    assert [entry.text for entry in entries("kita_leads")] == ["Kita „Kita Quellgrund“ ist federführend", "Kita „Kita Lindenhof“ ist federführend"]


@pytest.mark.req("R069.K")
def test_when_one_is_left_it_is_saved_with_a_reason_and_a_warning(world, client_of, partner):
    network(world)
    client, until = client_of("social_planner"), timezone.localdate() - timedelta(days=1)
    join(client, world, partner, day="1.3.2025")
    address = url("site_kita_end", link_of(partner).pk)
    asked = client.post(address, {"ends": german(until), "reason": ""})
    assert asked.status_code == 422 and "Danach hat der Verbund nur noch eine Kita" in text(asked) and link_of(partner).ends is None
    page = text(client.post(address, {"ends": german(until), "reason": "Die Gemeinde schließt das Haus."}, follow=True))
    assert "Der Verbund hat jetzt nur noch eine Kita." in page and "als Verbundmodell eingetragen und hat eine Kita" in page
    assert link_of(partner).ends == until and "Früher und später Kita Quellgrund" in page
    (entry,) = entries("kita_left")
    assert entry.note == "Die Gemeinde schließt das Haus." and entry.details["days"] == [["2025-03-01", ""], ["2025-03-01", str(until)]]
    assert "hat eine Kita" in text(client_of("head").get(url("site_master", world.own.pk)))


@pytest.mark.req("R069.K")
def test_the_form_verbund_with_one_kita_is_saved_with_a_warning(world, client_of):
    data = {"site_forms": ["network"], "starts": german(timezone.localdate()), "reason": "Zwei Dörfer tun sich zusammen."}
    page = text(client_of("head").post(url("form_record", world.own.pk), data, follow=True))
    assert "Zu einem Verbundmodell gehören mehrere Kitas (Fachliche Empfehlungen 1.3)" in page and "Verbundmodell führend" in page


@pytest.mark.req("R069.H")
def test_the_kitas_of_a_verbund_share_one_budget_and_one_steering_team(world, client_of, partner):
    """What lies at the site is read by the providers of all its Kitas, and by none before its Kita joins."""
    with as_owner():
        measure = make.make_measure(world.own, timezone.localdate().year)
        make.make_cost(measure, "12000.00")
        team = make.make_body(world.own, "Steuerungsteam Pörlitzer Höhe", "steering_team")
    shared = [reverse("planning:measure_detail", args=[measure.pk]), reverse("planning:body_detail", args=[team.pk])]
    joining = client_of("provider", elsewhere=True)
    assert [joining.get(address).status_code for address in shared] == [404, 404]
    join(client_of("social_planner"), world, partner)
    for reader in (client_of("provider"), joining):
        budget, meetings = (text(reader.get(address)) for address in shared)
        assert "12.000,00" in budget and "Steuerungsteam Pörlitzer Höhe" in meetings
        assert f'href="{reverse("planning:body_list", args=[world.own.pk])}"' in reader.get(world.own.get_absolute_url()).content.decode()


@pytest.mark.guard("last-kita")
@pytest.mark.req("R027.K")
def test_the_last_kita_cannot_leave(world, client_of):
    with as_owner():
        link = SiteKita.objects.get(site=world.own)
    answer = client_of("social_planner").post(url("site_kita_end", link.pk), {"ends": german(timezone.localdate()), "reason": "Schließung"})
    assert answer.status_code == 422 and "Schließung" in text(answer)
    gap = date_long(timezone.localdate() + timedelta(days=1)).replace("\N{NO-BREAK SPACE}", " ")
    assert f"Ab dem {gap} hätte der Standort keine Kita. Bitte nehmen Sie zuerst eine andere Kita auf." in text(answer)
    assert anew(link).ends is None and not entries("kita_left")


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"kita": ""}, "Bitte füllen Sie „Kita“ aus"),
        ({"kita": "sibling"}, "gehört vom 01.01.2023 ohne Ende zum Standort Kita Märchenwald"),
        ({"kita": "foreign"}, "Diese Auswahl gibt es nicht"),
        ({"day": "31.2.2026"}, "Diesen Tag gibt es nicht."),
        ({"day": "1.1.0202"}, "Bitte prüfen Sie das Jahr"),
        ({"day": "1.1.2030", "leading": "on"}, "Die Kita gehört erst ab dem 01.01.2030 dazu"),
    ],
)
def test_a_kita_that_cannot_join_is_refused(world, client_of, partner, changes, words):
    with as_owner():
        named = {name: Kita.objects.get(site_links__site=world.sites[name]).pk for name in ("sibling", "foreign")}
    changes = {**changes, **({"kita": named.get(changes["kita"], "")} if "kita" in changes else {})}
    answer = join(client_of("social_planner"), world, partner, **changes)
    assert answer.status_code == 422 and words in text(answer)
    with as_owner():
        assert SiteKita.objects.filter(site=world.own).count() == 1
    assert not entries("kita_joined")


@pytest.mark.req("R321.H")
def test_wrong_days_are_corrected_with_a_reason(world, client_of, partner):
    client = client_of("social_planner")
    join(client, world, partner, day="1.3.2025")
    address, right = url("site_kita_correct", link_of(partner).pk), {"starts": "1.2.2025", "ends": ""}
    asked = client.post(address, {**right, "reason": ""})
    assert asked.status_code == 422 and "Bitte schreiben Sie, was falsch eingetragen war." in text(asked)
    client.post(address, {**right, "reason": "Tippfehler im Monat"})
    assert link_of(partner).starts == date(2025, 2, 1)
    (entry,) = entries("kita_corrected")
    assert entry.note == "Tippfehler im Monat" and entry.details["days"] == [["2025-03-01", ""], ["2025-02-01", ""]]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"ends": "1.1.2024"}, "gehört erst seit dem 01.03.2025 zum Standort"),
        ({"starts": "1.1.2024"}, "vom 01.01.2023 bis 31.12.2024 zum Standort Kita Märchenwald"),
        ({"starts": "1.1.0202"}, "Bitte prüfen Sie das Jahr"),
        ({"starts": ""}, "Bitte füllen Sie „Erster Tag“ aus"),
    ],
)
def test_days_that_cannot_be_are_refused(world, client_of, partner, changes, words):
    with as_owner():
        link = make.make_kita_link(world.own, partner, starts=date(2025, 3, 1))
        make.make_kita_link(world.sibling, partner, ends=date(2024, 12, 31))
    data = {"starts": "1.3.2025", "ends": "", "reason": "Tippfehler", **changes}
    answer = client_of("social_planner").post(url("site_kita_correct", link.pk), data)
    assert answer.status_code == 422 and words in text(answer) and "Tippfehler" in text(answer)
    assert (anew(link).starts, anew(link).ends) == (date(2025, 3, 1), None) and not entries("kita_corrected")


@pytest.mark.parametrize("number", [3, 30])
def test_the_page_asks_the_same_queries_for_3_and_30(world, client_of, own_queries, number):
    with as_owner():
        for one in range(number):
            make.make_kita_link(world.own, make.make_kita(world.town, world.provider, f"Kita {one}"))
    client = client_of("head")
    with own_queries() as seen:
        assert "Kitas im Verbund" in text(client.get(url("site_kitas", world.own.pk)))
    assert seen.count <= 9, [query["sql"][:100] for query in seen.captured_queries]
