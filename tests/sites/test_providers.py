"""Providers: the list of a county, the workspace of one across counties, its data, and the first person of one that nobody reaches."""

from datetime import timedelta
from html import unescape

import pytest
from django.urls import reverse
from django.utils import timezone

from sites.models import Invitation, Job, Membership, Provider
from tests import factories as make
from tests.conftest import as_owner
from tests.sites.reading import anew, entries, text, url


def listed(client, county, **query):
    return [provider.name for provider in client.get(url("provider_list", county.pk), query).context["page"].rows]


@pytest.mark.req("R010.H")
def test_the_list_holds_who_has_a_seat_or_a_kita_there(world, client_of):
    with as_owner():
        make.make_provider(world.other_county, "Diakonie Schleiz")
        make.make_kita(world.town, world.provider, "Kita Quellgrund")
    client = client_of("social_planner")
    assert listed(client, world.county) == ["Sozialwerk Ilmtal e. V.", "Stadt Schleiz"]  # the second runs a Kita here
    assert listed(client, world.county, q="sozial") == ["Sozialwerk Ilmtal e. V."] and listed(client, world.county, q="\x00") != []
    page = text(client.get(url("provider_list", world.county.pk)))
    assert "2 Kitas von Sozialwerk Ilmtal e. V." in page and "1 Kita von Stadt Schleiz" in page and "Saale-Orla-Kreis" in page
    assert "Kein Träger passt dazu" in text(client.get(url("provider_list", world.county.pk), {"q": "gibtesnicht"}))


@pytest.mark.parametrize("number", [3, 30])
def test_list_and_detail_ask_the_same_queries_for_3_and_30(world, client_of, own_queries, number):
    with as_owner():
        for one in range(number):
            make.make_kita(world.town, make.make_provider(world.county, f"Verein {one}"), f"Kita A {one}")
            make.make_kita(world.town, world.provider, f"Kita B {one}")
    client = client_of("social_planner")
    for address, budget in ((url("provider_list", world.county.pk), 9), (url("provider_detail", world.provider.pk), 12)):
        with own_queries() as seen:
            assert client.get(address).status_code == 200
        assert seen.count <= budget, [query["sql"][:100] for query in seen.captured_queries]


@pytest.mark.req("R010.D")
def test_a_provider_works_across_counties(world, client_of):
    client = client_of("provider")
    home = client.get(reverse("reporting:home")).content.decode()
    assert f'href="{url("provider_detail", world.provider.pk)}"' in home  # one click from its start page
    page = text(client.get(url("provider_detail", world.provider.pk)))
    assert "Kita Lindenhof" in page and "Kita Birkenweg" in page and "Schleiz, Saale-Orla-Kreis" in page and "freier Träger" in page
    assert "Kita Märchenwald" not in page and "Angaben ändern" in page
    planner = text(client_of("social_planner").get(url("provider_detail", world.provider.pk)))
    assert "Kita Lindenhof" in planner and "Kita Birkenweg" not in planner  # the other county's register is the other county's


@pytest.mark.req("R010.H", "R321.H")
def test_new_data_of_a_provider_keep_the_old_name(world, client_of):
    data = {"name": "Sozialwerk Thüringer Wald e. V.", "kind": "public_provider", "email": "post@sozialwerk.example", "phone": "03677 9"}
    page = text(client_of("provider").post(url("provider_edit", world.provider.pk), data, follow=True))
    assert "öffentlicher Träger" in page and "post@sozialwerk.example" in page
    assert "Frühere Namen Sozialwerk Ilmtal e. V. bis" in page
    (entry,) = entries("changed")
    assert entry.details["name"] == ["Sozialwerk Ilmtal e. V.", "Sozialwerk Thüringer Wald e. V."]
    with as_owner():
        sites = {job.place_id for job in Job.objects.filter(name="offers.publish")}
    assert sites == {world.own.pk, world.sister.pk}  # what families read of its sites follows


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"name": ""}, "Bitte füllen Sie „Name“ aus"),
        ({"name": "diakonie ilmtal"}, "Diesen Träger gibt es im Landkreis schon"),
        ({"kind": "private"}, "Diese Auswahl gibt es nicht"),
        ({"email": "post@"}, "Bitte als E-Mail-Adresse eingeben"),
    ],
)
def test_bad_data_of_a_provider_are_refused(world, client_of, changes, words):
    with as_owner():
        make.make_provider(world.county, "Diakonie Ilmtal")
    data = {"name": "Neuer Name", "kind": "public_provider", "phone": "bleibt 03677", **changes}
    answer = client_of("social_planner").post(url("provider_edit", world.provider.pk), data)
    assert answer.status_code == 422 and words in text(answer) and "bleibt 03677" in answer.content.decode()
    assert anew(world.provider).name == "Sozialwerk Ilmtal e. V." and not entries("changed")


def new(client, world, **changes):
    data = {"county": world.county.pk, "name": "Elterninitiative Waldkinder", "kind": "independent_provider", **changes}
    return client.post(url("provider_create"), data, follow=True)


@pytest.mark.req("R010.H")
def test_a_new_provider_has_its_page(world, client_of):
    page = text(new(client_of("social_planner"), world))
    assert "Der Träger „Elterninitiative Waldkinder“ ist angelegt." in page and "Bei diesem Träger hat niemand Zugang." in page
    again = new(client_of("social_planner"), world, name="elterninitiative waldkinder")
    assert again.status_code == 422 and "Diesen Träger gibt es schon." in text(again)
    with as_owner():
        assert Provider.objects.filter(name__icontains="waldkinder").count() == 1


@pytest.mark.parametrize("name", ["Elternverein  „Ilmtal“ e.V.", 'ELTERNVEREIN "Ilmtal" e. V.'])
def test_a_provider_that_is_there_written_otherwise_is_asked_about_once(world, client_of, name):
    """On the form of a provider, of a site and of an invitation; who means another one says so."""
    with as_owner():
        make.make_provider(world.county, "Elternverein Ilmtal e. V.")
    house = {"name": "Kita Neu", "new_kita": "Kita Neu", "municipality": world.town.pk, "new_provider": name, "kind": "public_provider"}
    forms = {
        "sites:provider_create": {"county": world.county.pk, "name": name, "kind": "public_provider"},
        "sites:site_create": house,
        "planning:application_invite": {**house, "contact": "Ute Kern", "email": "kern@neu.example"},
    }
    for view, data in forms.items():
        answer = client_of("social_planner").post(reverse(view), data)
        page = unescape(answer.content.decode())
        assert answer.status_code == 422 and "Einen Träger „Elternverein Ilmtal e. V.“" in page and "Ja, das ist ein anderer Träger." in page, view
    for view in ("sites:provider_create", "sites:site_create"):
        assert client_of("social_planner").post(reverse(view), {**forms[view], "name": f"{name} Neu", "sure": "on"}).status_code == 302


def test_a_new_provider_gets_its_first_person(world, client_of):
    data = {
        "county": world.county.pk,
        "name": "Neuer Träger",
        "kind": "public_provider",
        "contact": "Petra Lang",
        "contact_email": "lang@traeger.example",
    }
    assert client_of("social_planner").post(url("provider_create"), data).status_code == 302
    with as_owner():
        invitation = Invitation.objects.get()
        assert invitation.role == "provider" and invitation.place_id == Provider.objects.get(name="Neuer Träger").pk
    again = client_of("social_planner").post(url("provider_create"), data)
    assert again.status_code == 422 and "gibt es schon" in again.content.decode()
    half = client_of("social_planner").post(url("provider_create"), {**data, "name": "Zweiter", "contact": ""})
    assert half.status_code == 422 and "Namen der Ansprechperson" in half.content.decode()


@pytest.mark.guard("first-person")
def test_the_first_person_is_invited_where_nobody_has_access(world, client_of):
    client, address = client_of("social_planner"), url("provider_invite", world.provider.pk)
    taken = client.post(address, {"name": "Petra Lang", "email": "lang@traeger.example"})
    assert taken.status_code == 422 and "hat schon jemand Zugang" in text(taken)
    with as_owner():
        yesterday = timezone.localdate() - timedelta(days=1)
        Membership.objects.filter(place_id=world.provider.pk, starts__lte=yesterday, ends=None).update(ends=yesterday)
    assert "Bei diesem Träger hat niemand Zugang." in text(client.get(url("provider_detail", world.provider.pk)))
    half = client.post(address, {"name": "Petra Lang", "email": "lang"})
    assert half.status_code == 422 and "Bitte als E-Mail-Adresse eingeben" in text(half)
    assert "Petra Lang ist als Träger eingeladen." in text(client.post(address, {"name": "Petra Lang", "email": "lang@traeger.example"}, follow=True))
    with as_owner():
        invitation = Invitation.objects.get()
    assert (invitation.role, invitation.place_id) == ("provider", world.provider.pk)
