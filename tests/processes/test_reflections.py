"""Reflections in three circles; the learning log, private by default, released entry by entry, counted nowhere."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from processes.models import LearningNote
from processes.services.reflections import open_door
from sites.models import Entry
from tests import factories as make
from tests.conftest import as_owner
from tests.pages import remove
from tests.sites.reading import text

TODAY = timezone.localdate()
CANARY = "Kanarienvogel im Elterncafé"


def url(name, *args):
    return reverse(f"processes:{name}", args=args)


def log(client, site):
    return text(client.get(url("learning_list", site.pk)))


def write(client, site, door="private", failed=CANARY):
    return client.post(url("learning_create", site.pk), {"failed": failed, "changed": "Wir beginnen früher.", "door": door})


@pytest.mark.req("R249.H", "R239.H", "R221.H")
def test_a_reflection_keeps_circle_day_insights_and_what_follows(world, client_of):
    with as_owner():
        make.make_contract(world.own, world.people["facilitator"])
    for role, circle, attitude in (("professional", "team", "on"), ("coordinator", "families", ""), ("facilitator", "partners", "")):
        typed = {"circle": circle, "held_on": f"{TODAY:%d.%m.%Y}", "topic": f"Gespräch {circle}", "insights": f"Klar wurde {circle}."}
        typed |= {"consequences": f"Wir ändern {circle}.", **({"attitude": attitude} if attitude else {})}
        assert client_of(role).post(url("reflection_create", world.own.pk), typed).status_code == 302
    page = text(client_of("head").get(url("reflection_list", world.own.pk)))
    for words in ("im Team", "mit Familien", "mit Netzwerkpartner*innen", "Klar wurde families.", "Wir ändern partners.", "auch über unsere Haltung"):
        assert words in page
    alone = text(client_of("head").get(url("reflection_list", world.own.pk) + "?show=families"))
    assert "Gespräch families" in alone and "Gespräch team" not in alone
    assert client_of("social_planner").get(url("reflection_list", world.own.pk)).status_code == 403


def test_a_reflection_lies_in_the_past(world, client_of):
    tomorrow = f"{TODAY + timedelta(days=1):%d.%m.%Y}"
    typed = {"circle": "team", "held_on": tomorrow, "topic": "Morgen", "insights": "Noch nichts"}
    refused = client_of("head").post(url("reflection_create", world.own.pk), typed)
    assert refused.status_code == 422 and "liegt in der Zukunft" in text(refused) and "Noch nichts" in refused.content.decode()


@pytest.mark.req("R250.D")
@pytest.mark.guard("silent-note")
def test_what_did_not_work_is_its_writer_s_alone_until_a_door_is_opened(world, client_of):
    writer, head = client_of("professional"), client_of("head")
    assert write(writer, world.own).status_code == 302
    assert CANARY in log(writer, world.own) and CANARY not in log(head, world.own)
    with as_owner():
        note = LearningNote.objects.get()
        assert note.door == "private" and not Entry.objects.filter(subject__startswith="processes.learningnote").exists()
    assert head.get(url("learning_edit", note.pk)).status_code == 404
    assert head.post(url("learning_release", note.pk)).status_code == 404
    opened = {"failed": CANARY, "changed": "", "door": "house"}
    assert writer.post(url("learning_edit", note.pk), opened).status_code == 302
    assert CANARY in log(head, world.own)


@pytest.mark.guard("learning-released")
def test_an_entry_is_released_by_itself_and_taken_back(world, client_of):
    with as_owner():
        make.make_contract(world.own, world.people["facilitator"])
        note = make.make_note_of_learning(world.own, world.people["professional"], CANARY)
        make.make_note_of_learning(world.own, world.people["professional"], "Bleibt im Haus")
    head, outside = client_of("head"), [client_of(role) for role in ("social_planner", "provider", "facilitator")]
    assert all(CANARY not in log(client, world.own) for client in outside)
    assert head.post(url("learning_release", note.pk), {"released": "1"}).status_code == 302
    for client in outside:
        page = log(client, world.own)
        assert CANARY in page and "Bleibt im Haus" not in page and world.people["professional"].name not in page
    assert head.post(url("learning_release", note.pk), {"released": "0"}).status_code == 302
    assert all(CANARY not in log(client, world.own) for client in outside)
    assert client_of("professional").post(url("learning_release", note.pk)).status_code == 403
    assert client_of("parent_representative").get(url("learning_list", world.own.pk)).status_code == 403


@pytest.mark.guard("own-note")
def test_nobody_rewrites_what_somebody_else_has_written(world, client_of):
    with as_owner():
        note = make.make_note_of_learning(world.own, world.people["professional"])
    assert client_of("head").get(url("learning_edit", note.pk)).status_code == 404
    assert client_of("professional").get(url("learning_edit", note.pk)).status_code == 200


@pytest.mark.guard("learning-doors")
def test_who_may_not_release_opens_the_door_of_the_house_and_no_further(world, client_of):
    writer = client_of("professional")
    refused = write(writer, world.own, "released")
    assert refused.status_code == 422 and CANARY in refused.content.decode()
    assert write(client_of("head"), world.own, "released").status_code == 302


def test_a_private_entry_goes_without_a_trace_and_another_one_with_a_line(world, client_of):
    writer = client_of("professional")
    with as_owner():
        private, shared = (make.make_note_of_learning(world.own, world.people["professional"], door=door) for door in ("private", "house"))
    assert "Ihr Eintrag ist weg." in text(writer.get(remove(writer, url("learning_edit", private.pk))["Location"]))
    with as_owner():
        assert not Entry.objects.filter(kind="removed").exists()
    remove(writer, url("learning_edit", shared.pk))
    with as_owner():
        assert Entry.objects.filter(kind="removed").count() == 1 and not LearningNote.objects.exists()


def test_nothing_private_is_released_past_its_page(world, behind_forms):
    with as_owner():
        note = make.make_note_of_learning(world.own, world.people["head"], door="private")
        with pytest.raises(ValidationError, match="wer ihn geschrieben hat"):
            open_door(access=behind_forms("head"), note=note, released=True)


@pytest.mark.req("R250.D")
def test_what_did_not_work_is_counted_and_shown_nowhere_else(world, client_of):
    """Start pages, lists, figures, the journal, the search: with hundred entries they say what they say with none."""
    addresses = ["/", reverse("reporting:site_sheet", args=[world.own.pk]), reverse("sites:entry_list", args=[world.own.pk])]
    above = [reverse("reporting:site_list"), reverse("reporting:overview"), reverse("reporting:county_sheet", args=[world.county.pk])]
    readers = [(client_of(role), addresses) for role in ("head", "coordinator", "provider")]
    readers += [(client_of("social_planner"), [*addresses, *above]), (client_of("state_office"), ["/", reverse("reporting:overview")])]

    def seen():
        return [text(client.get(address, follow=True)) for client, found in readers for address in found]

    before = seen()
    with as_owner():
        for at in range(100):
            door = ("private", "house", "released")[at % 3]
            make.make_note_of_learning(world.own, world.people["professional"], f"{CANARY} {at}", door=door)
    assert seen() == before
