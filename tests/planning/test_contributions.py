"""What the team brings in: written under the own name, answered, taken up as a need."""

import pytest
from django.urls import reverse
from django.utils import timezone

from planning.models import Contribution, Need
from sites.models import Entry
from tests import factories as make
from tests.conftest import as_owner
from tests.pages import filled, form_of, remove
from tests.sites.reading import text

TODAY = timezone.localdate()
WORDS = "Beim Abholen bleiben viele stehen und reden."


def url(name, *args):
    return reverse(f"planning:{name}", args=args)


def listed(client, site, query=""):
    return text(client.get(url("contribution_list", site.pk) + query))


@pytest.mark.req("R014.D")
@pytest.mark.parametrize(("kind", "label"), [("observation", "Beobachtung"), ("reflection", "Reflexion"), ("offer", "Idee für ein Angebot")])
def test_a_professional_brings_something_in_and_hears_what_becomes_of_it(world, client_of, kind, label):
    professional, head = client_of("professional"), client_of("head")
    assert "Etwas beitragen" in text(professional.get("/"))
    assert professional.post(url("contribution_create", world.own.pk), {"kind": kind, "text": WORDS}).status_code == 302
    page = listed(head, world.own)
    assert WORDS in page and label in page and world.people["professional"].name in page and "hat etwas beigetragen" in text(head.get("/"))
    assert ("Angebot daraus planen" in page) is (kind == "offer") and "Als Bedarf aufgreifen" in page
    with as_owner():
        one = Contribution.objects.get()
    assert head.post(url("contribution_answer", one.pk), {"answer": "Wir stellen zwei Bänke auf."}).status_code == 302
    assert "Wir stellen zwei Bänke auf." in listed(professional, world.own, "?show=mine") and WORDS not in listed(professional, world.own)
    assert "hat auf einen Beitrag aus dem Team geantwortet" in text(professional.get("/"))
    assert WORDS not in text(client_of("professional", elsewhere=True).get("/"))
    with as_owner():
        assert not Entry.objects.filter(text__contains="Abholen").exists()


def test_a_contribution_becomes_a_need_with_its_words(world, client_of):
    with as_owner():
        one, foreign = make.make_contribution(world.own, world.people["professional"]), make.make_contribution(world.foreign, world.people["head"])
    client = client_of("coordinator")
    address = f"{url('need_create', world.own.pk)}?contribution={one.pk}"
    page = text(client.get(address))
    assert WORDS in page and "Beobachtung von" in page
    need = {"title": "Ein Platz zum Stehenbleiben", "source_group": "team", "method": "other", "found_on": f"{TODAY:%d.%m.%Y}", "text": WORDS}
    assert client.post(address, need).status_code == 302
    with as_owner():
        one.refresh_from_db()
        assert one.need == Need.objects.get(title=need["title"]) and one.answered_on == TODAY
    assert "Daraus wurde der Bedarf „Ein Platz zum Stehenbleiben“." in listed(client, world.own, "?show=answered")
    assert foreign.text not in text(client.get(f"{url('need_create', world.own.pk)}?contribution={foreign.pk}"))


def test_what_became_a_need_keeps_that_answer(world, client_of):
    """An emptied answer takes nothing back that has happened: the contribution stays answered, and closed for its author."""
    with as_owner():
        need = make.make_need(world.own, "Ein Platz zum Stehenbleiben")
        one = make.make_contribution(world.own, world.people["professional"], need=need, answer="Ja, gern.", answered_on=TODAY)
    client_of("head").post(url("contribution_answer", one.pk), {"answer": ""})
    with as_owner():
        one.refresh_from_db()
    assert (one.answer, one.answered_on) == ("Daraus wurde der Bedarf „Ein Platz zum Stehenbleiben“.", TODAY)
    assert client_of("professional").get(url("contribution_edit", one.pk)).status_code == 404


def test_an_idea_of_the_team_becomes_an_offer(world, client_of):
    with as_owner():
        one = make.make_contribution(world.own, world.people["professional"], "Ein Beet mit Eltern anlegen.", kind="offer")
        foreign = make.make_contribution(world.foreign, world.elsewhere["professional"], "Woanders.", kind="offer")
    client = client_of("coordinator")
    address = reverse("offers:offer_create", args=[world.own.pk])
    assert f"{address}?idea={one.pk}" in client.get(url("contribution_list", world.own.pk)).content.decode()
    page = client.get(f"{address}?idea={one.pk}")
    sent = filled(form_of(page, address)) | {"title": "Beet im Frühjahr", "draft": "1"}
    assert one.text in text(page) and foreign.text not in text(client.get(f"{address}?idea={foreign.pk}"))
    answer = client.post(f"{address}?idea={one.pk}", sent)
    assert answer.status_code == 302, text(answer)
    assert "Daraus wird das Angebot „Beet im Frühjahr“." in listed(client, world.own, "?show=answered")


@pytest.mark.guard("own-contribution")
def test_only_who_wrote_it_changes_it_and_only_until_it_is_answered(world, client_of):
    with as_owner():
        one = make.make_contribution(world.own, world.people["professional"])
    own, other = client_of("professional"), client_of("head")
    sent = {"kind": "reflection", "text": "Neu gefasst."}
    assert other.post(url("contribution_edit", one.pk), sent).status_code == 404
    assert own.post(url("contribution_edit", one.pk), sent).status_code == 302
    other.post(url("contribution_answer", one.pk), {"answer": "Danke."})
    assert own.post(url("contribution_edit", one.pk), {"kind": "offer", "text": "Doch anders."}).status_code == 404
    other.post(url("contribution_answer", one.pk), {"answer": ""})
    remove(own, url("contribution_edit", one.pk))
    with as_owner():
        assert not Contribution.objects.exists()


def test_nothing_is_chosen_beforehand(world, client_of):
    answer = client_of("professional").post(url("contribution_create", world.own.pk), {"text": WORDS})
    assert answer.status_code == 422 and "Was ist es?" in text(answer) and WORDS in text(answer)


def test_the_list_asks_as_many_questions_for_many_as_for_few(world, client_of, own_queries):
    client, seen = client_of("head"), []
    for number in (3, 40):
        with as_owner():
            for at in range(number):
                make.make_contribution(world.own, world.people["professional"], f"Beitrag {number} {at}", need=make.make_need(world.own))
        with own_queries() as queries:
            listed(client, world.own)
        seen.append(queries.count)
    assert seen[0] == seen[1] <= 4 + 5
