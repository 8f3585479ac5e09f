"""Who may give which role here: the table of access.MAY_GIVE, asked for a place and a membership; and what waits for somebody's answer."""

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection

from sites.core.access import Access
from sites.core.days import date_long, is_over
from sites.core.roles import LIES_AT, Role
from sites.models import Invitation, Membership, Place, Provider, Site


def roles_to_give(access: Access, place: Place) -> list[Role]:
    """The roles this person may give at a place, in the order of the glossary."""
    holder = Membership(place=place)
    if holder not in access.reach("members.change"):
        return []
    given = access.may_give(holder)
    return [role for role in Role if role in given and place.kind in LIES_AT[role]]


def gives(access: Access, place: Place, role: Role) -> bool:
    """Who may give which role is one table; the place must lie in the giver's own reach."""
    holder = Membership(place=place)
    return holder in access.reach("members.change") and role in access.may_give(holder)


def check_giving(access: Access, place: Place, role: str) -> None:
    """Refuses whoever does not give this role here, and a role that lies at another kind of place."""
    if not gives(access, place, Role(role)):  # guard: giving-role -> if False:
        raise PermissionDenied
    if place.kind not in LIES_AT[Role(role)]:
        raise ValidationError("Diese Rolle gibt es an diesem Ort nicht.")


def may_still_invite(invitation: Invitation, today: date) -> bool:
    """Whether who invited could do it today: by the table, or as the office that opens a provider's place or a house with its first person."""
    access, place, role = Access(invitation.invited_by, today), invitation.place, Role(invitation.role)
    if gives(access, place, role):
        return True
    if role == Role.PROVIDER:
        return Provider.objects.filter(pk=place.pk, county__in=access.reach("sites.register").places).exists()
    return role == Role.HEAD and Site.objects.filter(pk=place.pk, county__in=access.reach("interests.confirm").places).exists()


def reason_against_correction(access: Access, membership: Membership) -> str:
    """Why this person cannot put a membership right, in words; nothing when it is possible. Also one that is over can be wrong."""
    if membership.user_id == access.user.pk:
        return "Die eigene Zugehörigkeit kann nur jemand anderes ändern."
    if membership.declined or membership.withdrawn:
        return "Diese Rolle hat die Person nie gehabt: Sie wurde abgelehnt oder zurückgezogen."
    if Role(membership.role) not in roles_to_give(access, membership.place):
        return f"Die Rolle „{membership.get_role_display()}“ vergeben und beenden hier andere. Wer das darf, steht auf der Seite „Rechte“."
    return ""


def reason_against(access: Access, membership: Membership) -> str:
    """Why this person cannot change a membership, in words; nothing when it is possible."""
    if reason := reason_against_correction(access, membership):
        return reason
    if membership.accepted is None:
        return "Diese Rolle ist nicht angenommen. Solange sie wartet, können Sie sie zurückziehen."
    if is_over(membership, access.today):
        return "Diese Zugehörigkeit ist schon beendet."
    return ""


@dataclass(frozen=True)
class Offered:
    """A role that waits for the person's answer: who has given it, what, where and for which time."""

    membership: int
    role: Role
    place: str
    giver: str
    deputy_for: str
    starts: date
    ends: date | None

    @property
    def title(self) -> str:
        return f"{self.role.label}, {self.place}"

    @property
    def words(self) -> str:
        instead = f", als Vertretung von {self.deputy_for}" if self.deputy_for else ""
        until = f" bis {date_long(self.ends)}" if self.ends else ""
        giver = f"Eingetragen von {self.giver}, gilt" if self.giver else "Gilt"
        return f"{giver} ab {date_long(self.starts)}{until}{instead}."


def roles_offered(access: Access) -> list[Offered]:
    """What the person of the request has been given and not answered yet, past the wall of places that are not theirs yet.

    No query for who has a role already and for whom nothing waits: the reach knows it.
    """
    if access.held and not access.waits:
        return []
    with connection.cursor() as cursor:
        cursor.execute("SELECT membership, role, place, giver, deputy_for, starts, ends FROM thekiz_offered(%s)", [access.today])
        return [Offered(pk, Role(role), *rest) for pk, role, *rest in cursor.fetchall()]


def own_membership(access: Access, pk: int) -> Membership | None:
    """A role of the person who asks, also one that is not theirs yet; None for one of somebody else."""
    return Membership.objects.filter(pk=pk, user=access.user.pk).first()
