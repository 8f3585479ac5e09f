"""What gives and ends roles: one table says who may give which, within the own reach, and nobody changes the own membership."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.models import BooleanField, F, Func, Value
from django.utils import timezone

from sites.core.access import Access
from sites.core.days import is_over
from sites.core.jobs import queue
from sites.core.journal import record
from sites.core.roles import Role
from sites.core.wall import widen_wall
from sites.models import Invitation, Membership, Place, Site, User
from sites.rules.giving import check_giving, reason_against_correction
from sites.services.invitations import invite


@transaction.atomic
def give_membership(
    *,
    access: Access,
    place: Place,
    user: User,
    role: str,
    starts: date,
    ends: date | None = None,
    deputy_for: Membership | None = None,
    purpose: str = "",
) -> Membership:
    """Give a person a role at a place for a time; it waits until the person accepts it. Nobody changes the own membership."""
    check_giving(access, place, role)  # guard: giving -> pass
    if user.pk == access.user.pk:  # guard: own-role -> if False:
        raise ValidationError("Die eigene Zugehörigkeit kann nur jemand anderes ändern.")
    membership = Membership(
        user=user, place=place, place_kind=place.kind, role=role, starts=starts, ends=ends, given_by=access.user, deputy_for=deputy_for
    )
    membership.validate_constraints()
    membership.save()
    what = "zur Vertretung " if deputy_for else ""
    text = f"{user.name} {what}als {Role(role).label} ab {starts:%d.%m.%Y} eingetragen, wartet auf Annahme"
    record(access, membership, "given", text=text)
    title = f"Nachricht an {user.name}"
    queue("sites.mail_membership", place=place.pk, title=title, access=access, membership=membership.pk, purpose=purpose)
    return membership


@transaction.atomic
def assign_role(
    *, access: Access, place: Place, email: str, name: str, role: str, starts: date, ends: date | None = None, purpose: str = ""
) -> Membership | Invitation:
    """Give the role when the address has an account, else invite; the mail names `purpose`, the page it is about."""
    user = User.objects.filter(email__iexact=email, is_active=True).first()
    if user:
        return give_membership(access=access, place=place, user=user, role=role, starts=starts, ends=ends, purpose=purpose)
    if User.objects.filter(email__iexact=email).exists():  # guard: locked-account -> if False:
        raise ValidationError("Dieses Konto ist gesperrt. Die Betreuung der Anlage kann es wieder öffnen.")
    return invite(access=access, place=place, role=role, email=email, name=name, starts=starts, ends=ends, purpose=purpose)


def deputise(*, access: Access, membership: Membership, email: str, starts: date, ends: date) -> Membership:
    """Let somebody with an account stand in for a person: the same role at the same place for a time, gone when the membership ends."""
    deputy = User.objects.filter(email__iexact=email, is_active=True).first()
    if deputy is None:
        raise ValidationError({"email": "Für diese Adresse gibt es noch kein Konto. Laden Sie die Person zuerst ein."})
    if deputy.pk == membership.user_id:
        raise ValidationError({"email": "Niemand vertritt sich selbst. Bitte geben Sie eine andere Person an."})
    if membership.accepted is None:  # guard: deputy-of-waiting -> if False:
        raise ValidationError({"email": f"{membership.user.name} hat diese Rolle noch nicht angenommen und kann nicht vertreten werden."})
    if membership.ends and ends > membership.ends:  # guard: deputy-days -> if False:
        raise ValidationError({"ends": f"Die vertretene Zugehörigkeit endet schon am {membership.ends:%d.%m.%Y}."})
    return give_membership(access=access, place=membership.place, user=deputy, role=membership.role, starts=starts, ends=ends, deputy_for=membership)


@transaction.atomic
def answer_role(*, access: Access, membership: Membership, accepts: bool) -> Membership:
    """The person accepts a role that was given to them, or declines it; nobody else does, and the answer is given once."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT thekiz_answer_role(%s, %s)", [membership.pk, accepts])
        answered = cursor.fetchone()[0]
    if not answered:  # guard: waits-no-more -> if False:
        raise ValidationError("Diese Rolle wartet nicht mehr auf Ihre Antwort: Sie ist beantwortet, abgelaufen oder zurückgezogen.")
    membership.refresh_from_db()
    widen_wall(membership.place_id)  # for the entry of who does not reach the place yet, or never will
    kind, word = ("accepted", "angenommen") if accepts else ("declined", "abgelehnt")
    record(Access(access.user), membership, kind, text=f"{access.user.name} hat die Rolle {membership.get_role_display()} {word}")
    return membership


@transaction.atomic
def withdraw_role(*, access: Access, membership: Membership) -> Membership:
    """Take back a role that nobody has accepted yet."""
    if reason := reason_against_correction(access, membership):  # guard: withdrawing -> if reason := "":
        raise ValidationError(reason)
    locked = Membership.objects.select_for_update(of=("self",)).select_related("user").get(pk=membership.pk)
    if not locked.waits:  # guard: withdraw-waiting -> if False:
        raise ValidationError("Diese Rolle wartet nicht mehr auf Annahme. Eine angenommene können Sie beenden.")
    locked.withdrawn = access.today
    locked.save(update_fields=["withdrawn"])
    record(access, locked, "withdrawn", text=f"{locked.user.name}: {locked.get_role_display()} zurückgezogen")
    return locked


@transaction.atomic
def end_membership(*, access: Access, membership: Membership, ends: date) -> Membership:
    """End a membership at 24:00 of a day, together with the deputies that hang on it."""
    check_giving(access, membership.place, membership.role)  # guard: ending -> pass
    if membership.user_id == access.user.pk:  # guard: own-end -> if False:
        raise ValidationError("Die eigene Zugehörigkeit kann nur jemand anderes beenden.")
    locked = Membership.objects.select_for_update(of=("self",)).select_related("user").get(pk=membership.pk)
    if ends < locked.starts:
        raise ValidationError(f"Das Ende liegt vor dem Beginn am {locked.starts:%d.%m.%Y}.")
    if locked.accepted is None:  # guard: ending-waiting -> if False:
        raise ValidationError("Diese Rolle ist nicht angenommen. Solange sie wartet, können Sie sie zurückziehen.")
    if is_over(locked, timezone.localdate()):  # guard: ended-once -> if False:
        raise ValidationError("Diese Zugehörigkeit ist schon beendet.")
    for row in [locked, *locked.deputies.standing().exclude(ends__lte=ends)]:  # guard: deputies-end -> for row in [locked]:
        row.ends = max(ends, row.starts)
        row.save(update_fields=["ends"])
    record(access, locked, "ended", text=f"{locked.user.name}: {locked.get_role_display()} endet am {ends:%d.%m.%Y}")
    return locked


def also_advises(site: int, today: date) -> Func:
    """For memberships at a site: is the person also a Kita advisor who reaches it? The advisor's own membership lies beyond the wall (R007)."""
    reached = "SELECT unnest(places) FROM thekiz_reach(%(expressions)s) WHERE role = 'specialist_advisor'"
    return Func(F("user"), Value(today), template=f"({int(site)} = ANY ({reached}))", output_field=BooleanField())


def facilitators_of(site: Site, today: date) -> list[Membership]:
    """Who facilitates at a site today, and who of them is its Kita advisor, too (R007, R016)."""
    facilitators = Membership.objects.on(today).filter(place=site.pk, role=Role.FACILITATOR).select_related("user")
    return list(facilitators.annotate(advises=also_advises(site.pk, today)).order_by("starts", "pk"))
