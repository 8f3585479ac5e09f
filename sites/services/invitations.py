"""What invites people: the offer of a role by e-mail, its link, and what becomes of it."""

import hashlib
import hmac
from datetime import date, timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone

from sites.core.access import Access
from sites.core.days import is_over
from sites.core.jobs import queue
from sites.core.journal import record
from sites.core.navigation import EntryPage, first_page
from sites.core.places import KEYS
from sites.core.roles import Role
from sites.core.wall import set_wall, widen_wall
from sites.models import Invitation, Membership, Place, User
from sites.rules.giving import check_giving, may_still_invite

INVITATION_DAYS = 7
OVER = "Diese Einladung gilt nicht mehr. Bitten Sie um eine neue."


def secret_of(invitation: Invitation) -> str:
    """The secret of the link, made from the row and the installation's key: the row itself keeps only the hash."""
    text = f"invitation:{invitation.pk}:{invitation.created.timestamp()}"
    return hmac.new(settings.SECRET_KEY.encode(), text.encode(), hashlib.sha256).hexdigest()[:40]


def hash_of(secret: str) -> str:
    return hashlib.sha256(secret.encode(errors="replace")).hexdigest()


def link_of(invitation: Invitation) -> str:
    return settings.SITE_URL + reverse("sites:invitation_accept", args=[secret_of(invitation)])


@transaction.atomic
def invite(
    *, access: Access, place: Place, role: str, email: str, name: str, starts: date, ends: date | None = None, purpose: str = ""
) -> Invitation:
    """Offer a role by e-mail; the link works for seven days and once. `purpose`: the page it is about, which opens first."""
    check_giving(access, place, role)  # guard: inviting -> pass
    return write_invitation(access=access, place=place, role=role, email=email, name=name, starts=starts, ends=ends, purpose=purpose)


def write_invitation(
    *, access: Access, place: Place, role: str, email: str, name: str, starts: date, ends: date | None = None, purpose: str = ""
) -> Invitation:
    """The rows of an invitation, for services that have checked the right themselves."""
    pending = Invitation.objects.filter(place=place, role=role, email=email.lower(), accepted=None, withdrawn=None, expires__gte=access.today)
    if pending.exists():  # guard: invitation-once -> if False:
        raise ValidationError("Für diese Adresse gibt es schon eine offene Einladung. Sie können sie in der Liste noch einmal senden.")
    invitation = Invitation(
        place=place, place_kind=place.kind, role=role, email=email.lower(), name=name, starts=starts, ends=ends, invited_by=access.user
    )
    invitation.purpose = purpose
    invitation.expires = access.today + timedelta(days=INVITATION_DAYS)
    invitation.secret_hash = hash_of(f"{email}{timezone.now()}")  # replaced in the same transaction, once the row has its number
    invitation.validate_constraints(exclude=["secret_hash"])
    invitation.save()
    invitation.secret_hash = hash_of(secret_of(invitation))
    invitation.save(update_fields=["secret_hash"])
    record(access, invitation, "invited", text=f"{name} als {Role(role).label} eingeladen", about=_about(invitation))
    _announce(access, invitation)
    return invitation


def _about(invitation: Invitation) -> str:
    return f"{invitation.name} als {invitation.get_role_display()}"


def _announce(access: Access, invitation: Invitation) -> None:
    title = f"Einladung an {invitation.name}"
    queue("sites.mail_invitation", place=invitation.place_id, title=title, access=access, invitation=invitation.pk)


def purpose_of(invitation: Invitation) -> EntryPage | None:
    """The page the person is invited for."""
    return first_page(Role(invitation.role), invitation.place_kind, invitation.purpose)


def _locked(access: Access, invitation: Invitation) -> Invitation:
    check_giving(access, invitation.place, invitation.role)  # guard: invitation-right -> pass
    # guard: invitation-lock -> locked = Invitation.objects.get(pk=invitation.pk)
    locked = Invitation.objects.select_for_update(of=("self",)).get(pk=invitation.pk)
    if locked.accepted:  # guard: accepted-invitation -> if False:
        raise ValidationError("Diese Einladung ist schon angenommen.")
    if locked.withdrawn:  # guard: withdrawn-invitation -> if False:
        raise ValidationError("Diese Einladung ist schon zurückgenommen.")
    return locked


@transaction.atomic
def renew_invitation(*, access: Access, invitation: Invitation) -> Invitation:
    """Send the link again; it works for another seven days, and rests on the right of who sends it now."""
    locked = _locked(access, invitation)
    locked.expires, locked.invited_by = access.today + timedelta(days=INVITATION_DAYS), access.user
    locked.save(update_fields=["expires", "invited_by"])
    record(access, locked, "renewed", text=f"Einladung an {locked.name} noch einmal gesendet", about=_about(locked))
    _announce(access, locked)
    return locked


@transaction.atomic
def correct_invitation(*, access: Access, invitation: Invitation, email: str, name: str) -> Invitation:
    """Another address or name for an open invitation: a new link goes there, and the one that was sent is dead."""
    locked = _locked(access, invitation)
    email = email.lower()
    others = Invitation.objects.filter(place_id=locked.place_id, role=locked.role, email=email, accepted=None, withdrawn=None)
    if others.filter(expires__gte=access.today).exclude(pk=locked.pk).exists():
        raise ValidationError({"email": "Für diese Adresse gibt es schon eine offene Einladung."})
    locked.email, locked.name, locked.invited_by = email, name, access.user
    locked.created, locked.expires = timezone.now(), access.today + timedelta(days=INVITATION_DAYS)
    locked.secret_hash = hash_of(secret_of(locked))  # guard: corrected-link -> pass
    locked.save(update_fields=["email", "name", "invited_by", "created", "expires", "secret_hash"])
    record(access, locked, "corrected", text=f"Einladung an {name} berichtigt und neu gesendet")
    _announce(access, locked)
    return locked


@transaction.atomic
def withdraw_invitation(*, access: Access, invitation: Invitation) -> Invitation:
    """Take an open invitation back; its link is dead from now on."""
    locked = _locked(access, invitation)
    locked.withdrawn = timezone.now()
    locked.save(update_fields=["withdrawn"])
    record(access, locked, "withdrawn", text=f"Einladung an {locked.name} zurückgenommen")
    return locked


def find_invitation(secret: str) -> Invitation | None:
    """The invitation of a link, read behind a wall of exactly its place."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, place FROM thekiz_invitation(%s)", [hash_of(secret)])
        row = cursor.fetchone()
    if not row:
        return None
    widen_wall(row[1])
    return Invitation.objects.select_related("invited_by", *KEYS).filter(pk=row[0]).first()


def has_account(email: str) -> bool:
    return User.objects.filter(email__iexact=email).exists()


@transaction.atomic
def open_account(*, invitation: Invitation, name: str, password: str) -> User:
    """The account of somebody who was invited, at the address the invitation went to."""
    if has_account(invitation.email):
        raise ValidationError("Zu dieser E-Mail-Adresse gibt es schon ein Konto. Bitte melden Sie sich damit an.")
    return User.objects.create_user(invitation.email, password, name=name)


@transaction.atomic
def accept_invitation(*, invitation: Invitation, user: User, today: date) -> Membership:
    """Turn an open invitation into a membership; a used or expired link is refused."""
    set_wall([invitation.place_id], person=user.pk)
    # guard: accept-lock -> locked = Invitation.objects.get(pk=invitation.pk)
    locked = Invitation.objects.select_for_update(of=("self",)).get(pk=invitation.pk)
    if not locked.is_open(today) or is_over(locked, today):  # guard: over-invitation -> if False:
        raise ValidationError(OVER)
    if not may_still_invite(locked, today):  # guard: inviter-right -> if False:
        raise ValidationError(OVER)
    if user.email.lower() != locked.email.lower():  # guard: invited-person -> if False:
        raise ValidationError("Diese Einladung ging an eine andere E-Mail-Adresse.")
    membership = Membership(
        user=user,
        place_id=locked.place_id,
        place_kind=locked.place_kind,
        role=locked.role,
        starts=max(locked.starts, today),
        ends=locked.ends,
        given_by_id=locked.invited_by_id,
        accepted=today,
    )
    membership.validate_constraints()
    membership.save()  # the database lets it in for the open invitation
    locked.accepted = timezone.now()
    locked.save(update_fields=["accepted"])
    record(Access(user), membership, "accepted", text=f"{user.name} hat die Einladung als {membership.get_role_display()} angenommen")
    return membership
