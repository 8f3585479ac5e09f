"""Who may give which role here: the table of access.MAY_GIVE, asked for a place and a membership."""

from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError

from sites.core.access import Access
from sites.core.days import is_over
from sites.core.rights import LIES_AT, Role
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
    if Role(membership.role) not in roles_to_give(access, membership.place):
        return f"Die Rolle „{membership.get_role_display()}“ vergeben und beenden hier andere. Wer das darf, steht auf der Seite „Rechte“."
    return ""


def reason_against(access: Access, membership: Membership) -> str:
    """Why this person cannot change a membership, in words; nothing when it is possible."""
    if reason := reason_against_correction(access, membership):
        return reason
    if is_over(membership, access.today):
        return "Diese Zugehörigkeit ist schon beendet."
    return ""
