"""The mails of this app, as handlers of jobs: returned, decided, declined, invited to a meeting or told that it changes."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import Q
from django.utils import timezone

from planning.models import VALID, Application, Decision, Inquiry, Interest, Meeting
from planning.rules.calendar import meeting_file
from planning.services.meetings import host
from sites.core.access import Access
from sites.core.jobs import Run
from sites.core.journal import subject_of
from sites.core.mails import compose, link, mails, to_each
from sites.core.roles import Role
from sites.core.wall import widen_wall
from sites.models import Entry, Membership, SiteKita, User
from sites.rules.as_of import history, on_day


def people_of(site: int, today: date, *, coordinators: bool = False) -> list[User]:
    """Head, provider and perhaps coordinators of a site today, each person once. The providers' people lie at their own places."""
    roles = [Role.HEAD, Role.COORDINATOR] if coordinators else [Role.HEAD]
    providers = set(SiteKita.objects.on(today).filter(site=site).values_list("kita__provider", flat=True))
    for place in sorted(providers):
        widen_wall(place)
    # guard: case-mail -> found = Membership.objects.select_related("user").order_by("user")
    found = Membership.objects.on(today).select_related("user").filter(user__is_active=True).order_by("user")
    own = found.filter(place=site, role__in=roles)
    theirs = found.filter(place__in=providers, role=Role.PROVIDER)
    return list({membership.user_id: membership.user for membership in [*own, *theirs]}.values())


@mails("planning.mail_returned")
def mail_returned(run: Run, access: Access) -> Iterator[EmailMessage]:
    """Tell head and provider what is missing; nothing when the case went on meanwhile."""
    case = Application.objects.select_related("site").filter(pk=run.arguments["application"], state="returned").first()
    if case is None:
        return
    last = Entry.objects.filter(subject=subject_of(case), kind="hand_back").order_by("-pk").first()
    context = {"case": case, "note": last.note if last else "", "link": link("planning:application_detail", case.pk)}
    subject = f"Zurück zur Ergänzung: Antrag {case.site.name}"
    yield from to_each(run, people_of(case.site_id, access.today), subject=subject, template="email/application_returned.txt", **context)


@mails("planning.mail_decided")
def mail_decided(run: Run, access: Access) -> Iterator[EmailMessage]:
    """Tell head, provider and coordination what was decided, under the name of that day, as the letter does."""
    decision = Decision.objects.annotate(history=history("site__")).filter(VALID, pk=run.arguments["decision"]).first()
    if decision is not None:
        yield from _about(run, access, decision, "Entscheidung über {}", "email/application_decided.txt")


@mails("planning.mail_revised")
def mail_revised(run: Run, access: Access) -> Iterator[EmailMessage]:
    """Tell the same people that a decision was corrected or taken back, and why; nothing when it was corrected once more meanwhile."""
    decision = Decision.objects.annotate(history=history("site__")).filter(superseded_by=None, pk=run.arguments["decision"]).first()
    if decision is None or (last := Entry.objects.filter(subject=subject_of(decision)).order_by("-pk").first()) is None:
        return
    subject = "Zurückgenommen: Entscheidung über {}" if decision.taken_back else "Berichtigt: Entscheidung über {}"
    yield from _about(run, access, decision, subject, "email/decision_revised.txt", note=last.note)


def _about(run: Run, access: Access, decision: Any, subject: str, template: str, **context: Any) -> Iterator[EmailMessage]:
    """A mail about a decision with its history, to head, provider and coordination."""
    site = on_day(decision, decision.decided_on).name
    context |= {"decision": decision, "site": site, "link": link("planning:decision_detail", decision.pk)}
    people = people_of(decision.site_id, access.today, coordinators=True)
    yield from to_each(run, people, subject=subject.format(site), template=template, **context)


@mails("planning.mail_declined")
def mail_declined(run: Run, access: Access) -> Iterator[EmailMessage]:
    """Tell the Kita that its interest is not pursued, and why."""
    interest = Interest.objects.select_related("municipality__county").filter(pk=run.arguments["interest"], state="declined").first()
    if interest is None:
        return
    last = Entry.objects.filter(subject=subject_of(interest), kind="decline").order_by("-pk").first()
    context = {"interest": interest, "county": interest.municipality.county, "note": last.note if last else ""}
    yield compose(run, to=interest.email, subject=f"Ihr Interesse: {interest.kita_name}", template="email/interest_declined.txt", **context)


@mails("planning.mail_meeting")
def mail_meeting(run: Run, access: Access) -> Iterator[EmailMessage]:
    """Invite the members of a body to a meeting, tell them of a change or call it off: those of that day who have an address.

    The entry for the calendar comes along. Nothing when the meeting is over, or is held by now.
    """
    waiting = Meeting.objects.filter(state__in=[Meeting.State.PLANNED, Meeting.State.CANCELLED])
    meeting = waiting.select_related("body").filter(pk=run.arguments["meeting"], held_on__gte=access.today).first()
    if meeting is None:
        return
    is_off, is_changed = meeting.state == Meeting.State.CANCELLED, meeting.sequence > 0
    last = Entry.objects.filter(subject=subject_of(meeting), kind="cancel").order_by("-pk").first() if is_off else None
    context = {"meeting": meeting, "items": list(meeting.items.select_related("site")), "sender": access.user, "is_off": is_off}
    context |= {"is_changed": is_changed, "reason": last.note if last else ""}
    what = "Abgesagt" if is_off else "Geänderte Einladung" if is_changed else "Einladung"
    subject = f"{what}: {meeting.body.name}, {meeting.held_on:%d.%m.%Y}"
    asking, url = access.user.email if access.user else settings.DEFAULT_FROM_EMAIL, link("planning:meeting_detail", meeting.pk)
    for member in meeting.body.members.on(meeting.held_on).exclude(email=""):
        mail = compose(run, to=member.email, subject=subject, template="email/meeting_invited.txt", person=member, **context)
        entry = meeting_file(meeting, url, host=host(), now=timezone.now(), invites=(asking, member.email))
        mail.attach("sitzung.ics", entry, f"text/calendar; method={'CANCEL' if is_off else 'REQUEST'}")
        yield mail


@mails("planning.mail_inquiry")
def mail_inquiry(run: Run, access: Access) -> Iterator[EmailMessage]:
    """Tell the other side of an inquiry that there is a message: the people of the job's place; the text stays on the page."""
    inquiry = Inquiry.objects.filter(Q(site=run.place) | Q(office=run.place), pk=run.arguments["inquiry"]).first()
    if inquiry is None:
        return
    roles = [Role.HEAD, Role.COORDINATOR, Role.SOCIAL_PLANNER, Role.STATE_OFFICE]
    found = Membership.objects.on(access.today).filter(place=run.place, role__in=roles, user__is_active=True).exclude(user=run.person)
    people = {membership.user_id: membership.user for membership in found.select_related("user").order_by("user")}
    context = {"inquiry": inquiry, "link": link("planning:inquiry_detail", inquiry.pk)}
    subject = f"Anliegen: {inquiry.title}"
    yield from to_each(run, people.values(), subject=subject, template="email/inquiry.txt", **context)
