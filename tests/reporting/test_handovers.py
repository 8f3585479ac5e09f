"""A coordinator leaves: everything open in the name passes to the successor at once, the role ends on the day, nothing is left behind."""

from datetime import time, timedelta
from html import unescape

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import CharField, ForeignKey
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given
from hypothesis import settings as trying
from hypothesis import strategies as st

from offers.models import Offer
from planning.models import AgendaItem, BodyMember, Indicator, RoomBooking
from processes.models import ActionStep, ConsultationProfile
from reporting.models import Handover
from reporting.rules.handover import EVERYWHERE, items_of, named
from reporting.services.handovers import hand_over, hand_over_again
from sites.core.access import Access
from sites.core.wall import set_wall
from sites.models import Absence, Membership, Post, Room, Site
from tests import factories as make
from tests.client import Client
from tests.conftest import as_owner
from tests.test_conventions import models

#: Fields that name or may name somebody of the house and do not pass on, each with its reason.
STAYS = {
    "Absence.name": "who was not in the house",
    "ConsultationVisit.name": "who visits",
    "Handover.leaver": "the handover itself",
    "Handover.successor": "the handover itself",
    "Wish.decided_by": "who has decided",
    "Concept.heard_from": "who has spoken",
    "Statement.spoken_by": "who has spoken",
    "Partner.contact": "people of the partner",
    "SocialResource.contact": "people of the place",
    "PublicPage.contact": "written anew from the site",
    "Document.owner": "the file of a job",
    "Agreement.parties": "who has signed",
    "Offer.executor_name": "partners and fee contracts",
    "CrisisFormat.carried_by": "in words of the recommendations",
    "ContactChannel.processor": "a company",
    "EventVisit.function": "who was there",
    "County.contact": "an office",
    "Facilitator.contact": "somebody of the pool that an office keeps, who is nobody of the house",
    "Interest.contact": "who has written",
    "Entry.person_label": "the journal",
    "Invitation.name": "who is invited",
    "WishContact.contact": "a family",
    "Feedback.contact": "who has written",
    "SignUp.name": "a family",
    "Representative.name": "of the county",
}
#: How a field is called that names somebody.
WORDS = {"owner", "contact", "who", "responsible", "substitute", "decided_by", "heard_from", "spoken_by", "executor_name", "parties", "carried_by"}
PEOPLE = {"Post", "BodyMember", "Absence", "ConsultationVisit", "SignUp", "Invitation", "Representative"}
#: Accounts that say who has done something, which stays so.
DONE = {
    "person", "created_by", "author", "recorded_by", "taken_back_by", "logged_by", "submitted_by", "given_by", "invited_by", "user", "facilitator",
    "signatory", "account",
}  # fmt: skip


def today():
    return timezone.localdate()


def text_of(response, status=200):
    assert response.status_code == status
    return " ".join(unescape(response.content.decode()).split())


def test_every_field_that_names_somebody_passes_on_or_says_why_not():
    """A new field of this kind is put into reporting/rules/handover.py, or into the list above with its reason."""
    known = {f"{place.model.__name__}.{place.field}" for place in EVERYWHERE}
    found = set()
    for model in models():
        for field in model._meta.concrete_fields:
            name = f"{model.__name__}.{field.name}"
            if isinstance(field, ForeignKey):
                is_person = field.related_model is not None and field.related_model._meta.label == settings.AUTH_USER_MODEL
                found |= {name} if is_person and field.name not in DONE else set()
            elif isinstance(field, CharField) and not field.choices and getattr(model, "area", ""):
                found |= {name} if field.name in WORDS or (field.name == "name" and model.__name__ in PEOPLE) else set()
    assert found - known <= set(STAYS) and known <= found


@pytest.fixture
def house(world):
    """One thing of every kind in the name of the coordinator, one of somebody else beside each."""
    leaver, other = world.people["coordinator"], world.people["head"]
    with as_owner():
        site, day = world.own, today() + timedelta(days=5)
        room = Room.objects.create(site=site, name="Familienraum")
        body = make.make_body(site.place, "Steuerungsteam")
        coming, over = make.make_meeting(body, day), make.make_meeting(body, today(), state="closed", closed_at=timezone.now())
        for number, who in enumerate((leaver, other), 1):
            for meeting in (coming, over):
                make.make_agenda_item(meeting, number, f"Punkt von {who.name}", owner=who.name, due=day, result="So machen wir es.")
            make.make_step(site, f"Schritt von {who.name}", owner=who.name)
            make.make_step(site, f"Erledigt von {who.name}", owner=who.name, closed_on=today())
            make.make_offer(site, f"Angebot von {who.name}", led_by=who)
            Absence.objects.create(site=site, name="Fortbildung", starts=day, ends=day, substitute=who.name)
            RoomBooking.objects.create(site=site, room=room, day=day, starts_at=time(9), ends_at=time(10), title=f"Treff {who.name}", who=who.name)
            Post.objects.create(site=site, function="coordinator", name=who.name, fte="0.5", starts=today() - timedelta(days=300))
            BodyMember.objects.create(place=site.place, body=body, name=who.name, organisation="Kita", starts=today() - timedelta(days=300))
        goal = make.make_goal(site, make.make_need(site))
        indicator = make.make_indicator(goal)
        Indicator.objects.filter(pk=indicator.pk).update(responsible=leaver.name)
        Site.objects.filter(pk=site.pk).update(contact=leaver.name)
        make.make_consultation_profile(site, contact=leaver.name)
        own = Post.objects.get(name=leaver.name)
        Offer.objects.filter(title=f"Angebot von {leaver.name}").update(carried_by=own)
    return world


def reach(house, role="head"):
    set_wall([house.own.pk, *house.own.kita_links.values_list("kita__provider", flat=True)], person=house.people[role].pk)
    return Access(house.people[role], today())


def held(house, who="coordinator"):
    return Membership.objects.get(place=house.own.pk, role="coordinator", user=house.people[who])


def passed_on(house, ahead=20, words="Der Schlüssel liegt im Büro."):
    access = reach(house)
    return hand_over(
        access=access, site=house.own, membership=held(house), successor=house.people["professional"], leaves_on=today() + timedelta(days=ahead),
        words=words,
    )  # fmt: skip


def names(house, who):
    with as_owner():
        return sorted(item.words for item in items_of(house.own.pk, house.people[who], today()))


def test_all_that_is_open_passes_in_one_go_and_nothing_of_others(house):
    before, others = names(house, "coordinator"), names(house, "head")
    assert len(before) == len(EVERYWHERE) and len(others) == len(EVERYWHERE) - 3
    with as_owner():
        handover = passed_on(house)
    assert sorted(handover.passed) == before and names(house, "head") == others
    left, gained = names(house, "coordinator"), names(house, "professional")
    assert set(left) == {"Stelle: Koordination ThEKiZ", "Mitglied: Steuerungsteam"} and gained == before
    leaver, last = house.people["coordinator"].name, today() + timedelta(days=20)
    with as_owner():
        assert ActionStep.objects.get(title=f"Erledigt von {leaver}").owner == leaver
        assert AgendaItem.objects.get(title=f"Punkt von {leaver}", meeting__state="closed").owner == leaver
        for row in (Post.objects.get(name=leaver), BodyMember.objects.get(name=leaver), held(house)):
            assert row.ends == last
        new = Post.objects.get(name=house.people["professional"].name)
        assert (new.starts, new.ends, new.fte) == (last + timedelta(days=1), None, Post.objects.get(name=leaver).fte)
        assert Offer.objects.get(title=f"Angebot von {leaver}").carried_by_id == new.pk
        given = Membership.objects.get(place=house.own.pk, role="coordinator", user=house.people["professional"])
        assert given.waits and given.starts == today()
        assert ConsultationProfile.objects.get().contact == house.people["professional"].name


def test_after_the_last_day_nothing_is_left_in_the_old_name(house):
    with as_owner():
        passed_on(house, ahead=0)
        tomorrow = today() + timedelta(days=1)
        assert list(items_of(house.own.pk, house.people["coordinator"], tomorrow)) == []
        assert "coordinator" not in {held.role for held in Access(house.people["coordinator"], tomorrow).held}
        assert "coordinator" in {held.role for held in Access(house.people["coordinator"], today()).held}


def test_what_comes_into_the_name_later_is_told_and_passed_on(house):
    with as_owner():
        handover = passed_on(house)
        make.make_step(house.own, "Nachzügler", owner=house.people["coordinator"].name)
    client = Client()
    client.force_login(house.people["head"])
    page = reverse("reporting:handover_list", args=[house.own.pk])
    assert "Seitdem neu im Namen von" in text_of(client.get(page))
    assert "Nachgereicht: 1." in text_of(client.post(reverse("reporting:handover_again", args=[handover.pk]), follow=True))
    assert "Seitdem neu im Namen von" not in text_of(client.get(page))
    with as_owner():
        assert ActionStep.objects.get(title="Nachzügler").owner == house.people["professional"].name
        assert hand_over_again(access=reach(house), handover=handover) == 0


def test_the_successor_begins_on_the_start_page_until_it_is_read(house):
    with as_owner():
        handover = passed_on(house)
        Membership.objects.filter(user=house.people["professional"], role="coordinator").update(accepted=today())
    client, done = Client(), reverse("reporting:handover_done", args=[handover.pk])
    client.force_login(house.people["professional"])
    said = text_of(client.get(reverse("reporting:home")))
    assert "Hier anfangen: Koordination von" in said and "Der Schlüssel liegt im Büro." in said and "Schritt: Schritt von" in said
    head = Client()
    head.force_login(house.people["head"])
    head.post(done)
    assert "Hier anfangen" in text_of(client.get(reverse("reporting:home")))
    client.post(done)
    assert "Hier anfangen" not in text_of(client.get(reverse("reporting:home")))


@pytest.mark.guard("own-arrival")
def test_only_the_successor_arrives(house):
    with as_owner():
        handover = passed_on(house)
    head = Client()
    head.force_login(house.people["head"])
    said = text_of(head.post(reverse("reporting:handover_done", args=[handover.pk]), follow=True))
    assert "Das bestätigt nur die Person, die übernimmt." in said


def test_refusals_are_said_at_their_fields_and_change_nothing(house):
    client, address = Client(), reverse("reporting:handover_create", args=[house.own.pk])
    client.force_login(house.people["head"])
    with as_owner():
        leaver, successor = str(held(house).pk), str(house.people["professional"].pk)
    data = {"leaver": leaver, "successor": successor, "leaves_on": f"{today():%d.%m.%Y}", "words": ""}
    before = names(house, "coordinator")
    for change, words in (
        ({"leaves_on": f"{today() - timedelta(days=1):%d.%m.%Y}"}, "Der Tag liegt in der Vergangenheit."),
        ({"successor": str(house.people["coordinator"].pk)}, "sind zwei Personen"),
        ({"leaver": ""}, "Bitte füllen Sie „Wer geht?“ aus."),
    ):
        assert words in text_of(client.post(address, {**data, **change}), 422)
    assert names(house, "coordinator") == before
    assert "Hier anfangen" in text_of(client.post(address, data, follow=True))
    assert client.post(address, data).status_code == 422
    with as_owner():
        assert Handover.objects.count() == 1


def test_a_failure_in_the_middle_leaves_everything_as_it_was(house):
    before = names(house, "coordinator")
    with as_owner():
        access = reach(house)
        with pytest.raises(ValidationError):
            hand_over(
                access=access, site=house.own, membership=held(house), successor=house.people["head"],
                leaves_on=today() - timedelta(days=9999), words="",
            )  # fmt: skip
    assert names(house, "coordinator") == before


@given(before=st.text(" ,;abc/()", max_size=6), after=st.text(" ,;abc/()", max_size=6), name=st.sampled_from(["Jana Seidel", "Ö. (Test)", "A"]))
@trying(suppress_health_check=[HealthCheck.too_slow])
def test_a_name_is_found_as_a_whole_and_no_name_is_left(before, after, name):
    text = f"{before}{name}{after}"
    inside = before[-1:].isalnum() or after[:1].isalnum()
    assert bool(named(name).search(text)) == (not inside)
    replaced = named(name).sub(lambda _: "Neu", text)
    assert not named(name).search(replaced)
