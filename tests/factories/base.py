"""Plain functions that make rows for tests; call them inside `as_owner()`."""

from datetime import date, time, timedelta
from decimal import Decimal
from functools import cache
from itertools import count

from django.contrib.auth.hashers import make_password
from django.db import connection
from django.utils import timezone

from offers.models import Offer, OfferNeed, Publication, PublicDate, PublicOffer, PublicPage, Session, SignUp
from planning.models import ActionField, Application, Decision, Goal, GoalReview, Indicator, Interest, LegalBasis, Measure, Need, Statement, Term
from processes.models import Contract, FacilitationNote, FacilitationSession
from reporting.models import CHAPTERS, Chapter, Report
from sites.core.roles import Role
from sites.models import (
    Comment,
    County,
    Document,
    Feedback,
    Invitation,
    Kita,
    Membership,
    Municipality,
    Place,
    Provider,
    Site,
    SiteForm,
    SiteKita,
    SitePhase,
    State,
    User,
)

TODAY = date(2026, 11, 24)
numbers = count(1)


def make_state(name="Freistaat Thüringen"):
    return State.objects.create(place=Place.objects.create(kind="state"), name=name)


def make_county(ags, name, short, kind="rural_county"):
    return County.objects.create(place=Place.objects.create(kind="county"), ags=ags, name=name, short=short, kind=kind)


def make_municipality(county, name):
    return Municipality.objects.create(county=county, name=name, ags=f"{county.ags}{next(numbers) % 1000:03d}")


def make_provider(county, name):
    return Provider.objects.create(place=Place.objects.create(kind="provider"), county=county, name=name)


def make_kita(municipality, provider, name):
    return Kita.objects.create(county_id=municipality.county_id, municipality=municipality, provider=provider, name=name, places=80)


def make_site(municipality, kitas, name, *, phase="established", form="gallery", since=date(2023, 1, 1)):
    place = Place.objects.create(kind="site")
    site = Site.objects.create(place=place, county_id=municipality.county_id, municipality=municipality, name=name, slug=f"standort-{place.pk}")
    dated = {"site": site, "county_id": site.county_id, "starts": since}
    SitePhase.objects.create(phase=phase, **dated)
    SiteForm.objects.create(form=form, leading=True, **dated)
    for number, kita in enumerate(kitas):
        SiteKita.objects.create(kita=kita, leading=number == 0, **dated)
    return site


def make_user(name, email=None, **fields):
    return User.objects.create_user(email or f"{next(numbers)}@test.example", "passwort-im-test", name=name, **fields)


@cache
def usual_password():
    """The password of everybody in tests, made once."""
    return make_password("passwort-im-test")


def make_people(*people):
    """Many accounts in one statement; each is (name, email, active)."""
    users = [User(name=name, email=email, is_active=active, password=usual_password()) for name, email, active in people]
    return User.objects.bulk_create(users)


def give(user, role, place, *, starts=date(2023, 1, 1), ends=None, kind=None, **fields):
    """An accepted membership at a place row (county, site, provider, state)."""
    values = {"place_kind": kind or place.place.kind, "starts": starts, "ends": ends, "accepted": starts, **fields}
    return Membership.objects.create(user=user, role=role, place_id=place.pk, **values)


def give_all(*given):
    """Many accepted memberships in one statement; each is (user, role, place, first day, last day)."""
    Membership.objects.bulk_create(
        Membership(user=user, role=role, place_id=place.pk, place_kind=place.place.kind, starts=starts, ends=ends, accepted=starts)
        for user, role, place, starts, ends in given
    )


def action_field(number=3):
    return ActionField.objects.get_or_create(
        edition="2021", number=number, defaults={"name": f"Handlungsfeld {number}", "code": f"field_{number}", "starts": date(2021, 1, 1)}
    )[0]


def legal_basis(number=2):
    return LegalBasis.objects.get_or_create(
        edition="2021", number=number, defaults={"citation": "SGB VIII § 16", "content": "Förderung", "starts": date(2021, 1, 1)}
    )[0]


def make_need(site, title="Treffpunkt am Nachmittag", **fields):
    return Need.objects.create(site=site, title=title, found_on=fields.pop("found_on", date(2026, 3, 1)), **fields)


def make_goal(site, need=None, title="Eltern finden Kontakte im Wohngebiet", *, conclusion="", **fields):
    """With `conclusion` its first round is over."""
    values = {"step": 5, "starts": date(2026, 1, 1), "due": date(2027, 7, 31), **fields}
    goal = Goal.objects.create(site=site, need=need, title=title, **values)
    if conclusion:
        GoalReview.objects.create(site=site, goal=goal, cycle=1, held_on=date(2026, 9, 1), seen="Gesehen.", conclusion=conclusion, outcome="keep")
    return goal


def make_indicator(goal, **fields):
    """A share, unless the fields say otherwise."""
    values = {"title": "Eltern nennen neue Kontakte", "unit": "Eltern", "kind": "share", "baseline": 10, "baseline_of": 40, "target": 25}
    values |= {"target_of": 40, "baseline_on": date(2026, 1, 15), **fields}
    return Indicator.objects.create(site_id=goal.site_id, goal=goal, **values)


def make_offer(site, title="Elterncafé", *, needs=(), **fields):
    values = {"types": ["encounter"], "action_field": action_field(), "starts": date(2024, 1, 1), **fields}
    offer = Offer.objects.create(site=site, title=title, **values)
    for need in needs:
        OfferNeed.objects.create(site=site, offer=offer, need=need)
    return offer


def make_session(offer, held_on=TODAY, *, figures=None, at=time(15), **fields):
    """`figures` = (adults_centre, adults_space, children) makes it a logged session."""
    values = dict(fields)
    if figures is not None:
        values.update(adults_centre=figures[0], adults_space=figures[1], children=figures[2], logged=timezone.now())
    return Session.objects.create(
        site_id=offer.site_id,
        county_id=offer.site.county_id,
        offer=offer,
        offer_type=offer.types[0],
        action_field=offer.action_field,
        additional=offer.additional,
        held_on=held_on,
        starts_at=at,
        ends_at=time(at.hour + 1, 30),
        **values,
    )


def make_application(site, *, state="open", statements=(), **fields):
    values = {"route": "kita", "begun": date(2026, 9, 1), **fields}
    if state != "open":
        values = {"needs_text": "Familien fehlt ein Treffpunkt.", "location_reasons": ["intrinsic_motivation"], "forms": ["gallery"], **values}
    return Application.objects.create(site=site, state=state, **values)


def make_statement(application, party, person, **fields):
    values = {"stance": "given", "stated_on": date(2026, 10, 1), "spoken_by": "Vorstand", **fields}
    return Statement.objects.create(application=application, site_id=application.site_id, party=party, recorded_by=person, **values)


def make_decision(site, person, **fields):
    values = {"kind": "establish", "decided_on": date(2023, 1, 1), "number": "JHA 2023/1", "effective_from": date(2023, 1, 1), "reasons": "passt"}
    return Decision.objects.create(site=site, recorded_by=person, **{**values, **fields})


def make_interest(municipality, **fields):
    values = {
        "kita_name": "Kita Sonnenblume",
        "provider_name": "Stadt",
        "contact": "Ute Kern",
        "email": "kern@test.example",
        "message": "Wir möchten.",
    }
    return Interest.objects.create(place_id=municipality.county_id, municipality=municipality, **{**values, **fields})


def make_measure(site, year=2026, **fields):
    values = {"title": f"ThEKiZ {site.name}", "action_field": action_field(), "report_due": date(year + 1, 3, 31), **fields}
    return Measure.objects.create(site=site, funding_year=year, **values)


def make_report(site, year=2026, *, state="draft", measure=None, ready=False, **fields):
    measure = measure or make_measure(site, year)
    report = Report.objects.create(site=site, measure=measure, year=year, state=state, **fields)
    Chapter.objects.bulk_create(
        Chapter(site=site, report=report, number=number, key=key, text=f"Text {title}", ready=ready)
        for number, (key, title) in enumerate(CHAPTERS, 1)
    )
    return report


def make_contract(site, facilitator, *, starts=date(2026, 1, 1), ends=date(2099, 12, 31), hours=Decimal(10)):
    held = Membership.objects.filter(user=facilitator, role=Role.FACILITATOR, place_id=site.pk).first()
    membership = held or give(facilitator, Role.FACILITATOR, site, starts=starts, ends=ends)
    return Contract.objects.create(site=site, facilitator=facilitator, membership=membership, hours_per_month=hours, starts=starts, ends=ends)


def make_hours(contract, held_on=TODAY - timedelta(days=7), hours=Decimal("2.5"), topic="Teamberatung", *, door="site", agreements="", tasks=()):
    """A line of the book with its note, and the tasks of the profile by their codes."""
    fixed = {"site_id": contract.site_id, "held_on": held_on, "hours": hours}
    line = FacilitationSession.objects.create(contract=contract, month=held_on.replace(day=1), **fixed)
    line.tasks.set(Term.objects.filter(catalogue="facilitation", code__in=tasks))
    county = contract.site.county_id if door == "county" else None
    words = {"door": door, "county_id": county, "topic": topic, "agreements": agreements}
    FacilitationNote.objects.create(session=line, author=contract.facilitator, **fixed, **words)
    return line


def make_page(site, **fields):
    values = {"slug": site.slug, "name": site.name, "town": site.municipality.name, "county_name": site.county.name, "provider_names": "Träger"}
    values |= {"county_key": site.county.ags}
    return PublicPage.objects.create(site=site, **{**values, **fields})


def make_public_date(site, title, held_on):
    """With the offer and the session it is a copy of."""
    session = make_session(make_offer(site, title), held_on)
    offer = PublicOffer.objects.create(
        site=site, offer=session.offer, slug=f"angebot-{session.offer_id}", title=title, types=["encounter"], origin="both",
        registration="none", starts=session.offer.starts,
    )  # fmt: skip
    return PublicDate.objects.create(site=site, session=session, offer=offer, title=title, held_on=held_on, starts_at=time(15), ends_at=time(16))


def make_publication(site, title="Artikel über das Elterncafé", **fields):
    values = {"published_on": date(2026, 11, 2), "medium": "newspaper", **fields}
    return Publication.objects.create(site=site, title=title, **values)


def make_signup(session, name="Anna", *, state="in", **fields):
    values = {"email": f"{name.lower()}@post.example", "created": timezone.now(), **fields}
    copies = {"title": session.offer.title, "held_on": session.held_on, "starts_at": session.starts_at}
    return SignUp.objects.create(site_id=session.site_id, session=session, name=name, state=state, **copies, **values)


def make_feedback(state, message):
    return Feedback.objects.create(place=state.place, message=message)


def make_comment(place, person, text="Bitte die Raumfrage klären.", subject="planning.application:0"):
    return Comment.objects.create(place_id=place.pk, person=person, person_label=person.name, text=text, subject=subject)


def make_document(place, title="Beschluss", owner=None):
    return Document.objects.create(
        place_id=place.pk, title=title, filename="beschluss.pdf", content_type="application/pdf", size=4, sha256="0" * 64, owner=owner
    )


def make_invitation(place, person, *, role=Role.COORDINATOR, email="neu@test.example", expires=TODAY + timedelta(days=14)):
    return Invitation.objects.create(
        place_id=place.pk,
        place_kind=place.place.kind,
        role=role,
        email=email,
        name="Neue Person",
        invited_by=person,
        secret_hash=f"{next(numbers):064d}",
        starts=TODAY,
        expires=expires,
    )


def close_month(day=None):
    """What is read above the site, as of the last month that is over, or of another day."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT thekiz_close_month(%s)", [day or timezone.localdate().replace(day=1) - timedelta(days=1)])
