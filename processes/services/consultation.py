"""What becomes of consultation sites: profiles, visits that are asked for, answered and held, what visitors say, and what is forgotten of it."""

import json
import uuid
from collections.abc import Callable, Sequence
from datetime import date, datetime, time
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from processes.models import ConsultationProfile, ConsultationSlot, ConsultationVisit
from sites.core import strangers
from sites.core.access import Access
from sites.core.days import BERLIN, month_long
from sites.core.flow import advance
from sites.core.ical import HourEvent, calendar_of
from sites.core.jobs import announce, queue
from sites.core.journal import record
from sites.core.strangers import hash_of
from sites.models import Phase, SitePhase

MAIL, MAIL_HOUSE = "processes.mail_visit", "processes.mail_visit_house"
#: Why a request was not taken, and at which field of the form that stands.
REFUSED = {
    "gone": (None, "Dieses Haus nimmt zurzeit keine Anfragen an. Bitte rufen Sie dort an oder wählen Sie ein anderes."),
    "past": ("slot", "Diese Zeit gibt es nicht mehr. Bitte wählen Sie eine andere."),
    "taken": ("slot", "Diese Zeit hat inzwischen jemand anderes angefragt. Bitte wählen Sie eine andere."),
    "full": ("slot", "In diesem Monat sind alle Besuche vergeben. Bitte wählen Sie einen anderen Monat."),
    "many": (None, "Heute sind hier schon sehr viele Anfragen angekommen. Bitte rufen Sie das Haus an."),
}
NOT_PHASE_3 = (
    "Veröffentlichen kann ein Haus sein Profil, sobald es Konsultationseinrichtung ist (Fachliche Empfehlungen 3.2). Bis dahin bleibt es ein Entwurf."
)
OTHER_TIME = "Angefragt ist {}. Für eine andere Zeit wählen Sie bitte „Anderen Termin vorschlagen“."


class Asked(NamedTuple):
    """What has become of a request (`thekiz_visit`), and the secret of its link."""

    answer: str
    secret: str
    number: int | None


def secret_of(visit: ConsultationVisit) -> str:
    return strangers.secret_of(visit.nonce, "visit")


@transaction.atomic
def ask_visit(
    *, slug: str, slot: int | None, role: str, kinds: Sequence[str], organisation: str, people: int, wished: str, question: str,
    name: str, contact: tuple[str, str], at: datetime | None = None,
) -> Asked:  # fmt: skip
    """Somebody without an account asks for a visit; the mails stand in their job rows, in the same transaction."""
    nonce = uuid.uuid4()
    secret = strangers.secret_of(nonce, "visit")
    values = [slug, slot, role, list(kinds), organisation, people, wished, question, name, *contact, nonce, hash_of(secret), at or timezone.now()]
    with connection.cursor() as cursor:
        cursor.execute("SELECT answer, number, jobs FROM thekiz_visit(%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)", values)
        answer, number, jobs = cursor.fetchone()
    _announce(jobs)
    return Asked(answer, secret if number else "", number)


def refusal(answer: str) -> ValidationError:
    """Why there is no visit, at the field it concerns."""
    field, text = REFUSED[answer]
    return ValidationError({field: text} if field else text)


def _announce(jobs: list[int] | None) -> None:
    def tell() -> None:
        for job in jobs or ():
            announce(job, MAIL)

    transaction.on_commit(tell)


def calendar_of_visit(visit: ConsultationVisit, url: str) -> str:
    """The date of a visit for a calendar; the visit has one."""
    held: Any = visit  # one that is agreed upon has a day and its hours
    begin, end = (datetime.combine(held.day, at, BERLIN) for at in (held.starts_at, held.ends_at))
    event = HourEvent(
        key=f"besuch-{visit.pk}", begin=begin, end=end, title=f"Besuch: {visit.site.name}", words=visit.kind_labels, url=url,
        where=", ".join(filter(None, [visit.site.street, visit.site.postcode])), cancelled=False,
    )  # fmt: skip
    host = urlsplit(settings.SITE_URL).hostname or "localhost"
    return calendar_of(event.title, [event], host=host, now=timezone.now())


def visit_of(secret: str) -> dict[str, Any] | None:
    """What whoever has the link may read of a visit; None for a link that never was, or whose data are deleted."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT thekiz_visit_of(%s)", [hash_of(secret)])
        (known,) = cursor.fetchone() or (None,)
    return json.loads(known) if isinstance(known, str) else known


@transaction.atomic
def answer_by_link(*, secret: str, step: str, at: datetime | None = None) -> str:
    """Who asked accepts the other time, or takes the request back; twice is once. Returns what has become of it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT answer, jobs FROM thekiz_visit_answer(%s, %s, %s)", [hash_of(secret), step, at or timezone.now()])
        answer, jobs = cursor.fetchone()
    _announce(jobs)
    return str(answer)


@transaction.atomic
def rate_visit(*, secret: str, useful: str, took_along: str, missed: str, today: date) -> bool:
    """What the visitors say, once; whether it was kept."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT thekiz_visit_rate(%s, %s, %s, %s, %s)", [hash_of(secret), useful, took_along, missed, today])
        (kept,) = cursor.fetchone()
    return bool(kept)


# The house --------------------------------------------------------------------------------------------------------


def is_consultation_site(site: int, day: date) -> bool:
    return SitePhase.objects.on(day).filter(site=site, phase=Phase.CONSULTATION).exists()


@transaction.atomic
def publish_profile(*, access: Access, profile: ConsultationProfile, published: bool) -> None:
    """Show a profile to everybody, or take it back."""
    if published and not is_consultation_site(profile.site_id, access.today):  # guard: publish-phase -> if False:
        raise ValidationError(NOT_PHASE_3)
    if profile.published != published:
        profile.published = published
        profile.save(update_fields=["published"])
        record(
            access,
            profile,
            "published" if published else "hidden",
            text=f"Profil {'veröffentlicht' if published else 'zurückgezogen'}",
            internal=True,
        )


@transaction.atomic
def add_slots(*, access: Access, site: int, days: Sequence[date], starts_at: time, ends_at: time) -> list[ConsultationSlot]:
    """Fixed times on several days; those that stand already stay."""
    made = [
        slot
        for slot, is_new in (
            ConsultationSlot.objects.get_or_create(site_id=site, day=day, starts_at=starts_at, defaults={"ends_at": ends_at}) for day in days
        )
        if is_new
    ]
    if made:
        record(access, made[0], "added", text=f"{len(made)} feste Zeiten für Besuche ab {made[0].day:%d.%m.%Y}", internal=True)
    return made


@transaction.atomic
def write_down(*, access: Access, visit: ConsultationVisit) -> ConsultationVisit:
    """Somebody has called: the house enters the visit as confirmed."""
    visit.created = timezone.now()
    visit.secret_hash = hash_of(secret_of(visit))
    _within_limit(visit, visit.save)
    return _step(access, visit, "confirm")


@transaction.atomic
def answer_visit(
    *, access: Access, visit: ConsultationVisit, step: str, day: date | None, starts_at: time | None, ends_at: time | None, answer: str
) -> ConsultationVisit:
    """The house says yes, offers another time or says no; who asked is told."""
    visit = ConsultationVisit.objects.select_for_update(of=("self",)).select_related("slot").get(pk=visit.pk)
    visit.answer = answer
    if step != "decline":
        is_other = visit.slot is not None and (visit.slot.day, visit.slot.starts_at, visit.slot.ends_at) != (day, starts_at, ends_at)
        if is_other and step == "confirm":  # guard: other-time -> if False:
            raise ValidationError({"day": OTHER_TIME.format(visit.when)})
        visit.slot = None if is_other else visit.slot
        visit.day, visit.starts_at, visit.ends_at = day, starts_at, ends_at
    _within_limit(visit, lambda: visit.save(update_fields=["answer", "slot", "day", "starts_at", "ends_at"]))
    return _step(access, visit, step)


@transaction.atomic
def hold_visit(*, access: Access, visit: ConsultationVisit, notes: str) -> ConsultationVisit:
    """The visit was there; who came is asked three short questions. Later the notes alone change."""
    visit.notes = notes
    visit.save(update_fields=["notes"])
    return _step(access, visit, "hold") if visit.state != ConsultationVisit.State.HELD else visit


def _step(access: Access, visit: ConsultationVisit, step: str) -> ConsultationVisit:
    taken: ConsultationVisit = advance(visit, step, access=access)
    if taken.email:
        queue(MAIL, place=taken.site_id, title="Besuch zur Konsultation", access=access, visit=taken.pk, kind=taken.state)
    return taken


def _within_limit(visit: ConsultationVisit, save: Callable[[], Any]) -> None:
    """Save, or say in words that the month is full: the database counts."""
    try:
        with transaction.atomic():
            save()
    except IntegrityError as error:
        if "visit_limit" not in str(error):
            raise
        most = ConsultationProfile.objects.get(pk=visit.site_id).monthly_limit
        month = month_long(visit.day)
        raise ValidationError(
            {"day": f"Im {month} sind schon {most} von {most} Besuchen vergeben. Wählen Sie einen anderen Monat oder erhöhen Sie die Zahl im Profil."}
        ) from None


def forget_past_visits(today: date) -> int:
    """Names and contacts go twelve months after the request, in every house; the rows stay as a count."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT thekiz_past_visits(%s)", [today])
        number: int = cursor.fetchone()[0]
    return number
