"""The people of a place with their roles, who is invited, and the places below it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, F, Func, IntegerField, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from sites.core.access import Access, Request, rows
from sites.core.days import date_long, not_over
from sites.core.keys import labelled, named
from sites.core.lists import Counted, Head, Page, Sort, choice, page, word
from sites.core.numbers import with_noun
from sites.core.places import NAMES, name_of
from sites.core.rights import ACTIONS
from sites.core.roles import Role
from sites.core.search import searched
from sites.forms.search import SearchForm
from sites.models import Invitation, Job, Membership, Place, RefusedAddress
from sites.rules.giving import reason_against, reason_against_correction, roles_to_give
from sites.services.roles import also_advises

#: How long a declined role stands in the list of today, so that who gave it sees it there.
SEEN = timedelta(days=30)
SORTS = {
    "name": Sort("Person", named("user__name"), "Name"),
    "role": Sort("Rolle", labelled("role", Role.choices)),
    "starts": Sort("Zeit", "starts", "erstem Tag"),
}


@dataclass(frozen=True)
class MemberLine:
    """A role of a person here. `notes`: what stands under the role; `instead`: why nothing can be changed; `refused`: no mail arrives.

    `state`: what became of a role that is not accepted, in words with their colour; nothing for one that is.
    """

    membership: Membership
    refused: bool
    notes: list[str]
    may_end: bool
    may_correct: bool
    may_withdraw: bool
    instead: str
    state: tuple[str, str]

    @property
    def about(self) -> str:
        return f"{self.membership.user.name}, {self.membership.get_role_display()}"


@dataclass(frozen=True)
class InvitationLine:
    """An open invitation; `is_over`: its link has expired. `validity`: until when, or since when not, without the year.

    `missing`: why its mail has not arrived, and what helps; `state`: that in two words, with its colour.
    """

    invitation: Invitation
    missing: str
    state: tuple[str, str]
    is_mine: bool
    is_over: bool
    validity: str


@dataclass(frozen=True)
class PlaceLine:
    """A place below, with the people who have a role there today."""

    place: Place
    name: str
    people: str


@dataclass(frozen=True)
class MemberList:
    """`past`: the roles that have ended stand here, not those of today; `word`: what the list was searched for."""

    place: Place
    lead: str
    past: bool
    caption: str
    form: SearchForm
    word: str
    heads: list[str | Head]
    page: Page
    members: list[MemberLine]
    invitations: list[InvitationLine]
    below: list[PlaceLine]
    may_give: bool


def member_list(request: Request, place: Place) -> MemberList:
    """`place` within the reach of the request, with its label."""
    access, past, q = request.access, choice(request, "show", {"past"}) == "past", word(request)
    shown = not_over(access.today) & Q(withdrawn=None) & (Q(declined=None) | Q(declined__gte=access.today - SEEN))
    days = ~shown if past else shown
    known = rows(request, Membership).filter(days, place=place).select_related("user", "deputy_for__user", "place")
    found = searched(known, q, "user__name", "user__email").annotate(advises=also_advises(place.pk, access.today))
    members = page(request, found, sorts=SORTS, counted=Counted(known, *_counted(past)))
    roles, refused = roles_to_give(access, place), dict(rows(request, RefusedAddress).filter(place=place).values_list("email", "said"))
    invitations = rows(request, Invitation).filter(place=place, accepted=None, withdrawn=None).select_related("invited_by").order_by("-pk")
    invitations = searched(invitations, q, "name", "email")
    return MemberList(
        place=place,
        lead="Wer hier früher welche Rolle hatte." if past else "Wer hier welche Rolle hat, und für welche Zeit.",
        past=past,
        caption=f"Personen von {place.label} nach {members.order}",
        form=SearchForm(initial={"q": q}, label="Name oder E-Mail-Adresse", request=request),
        word=q,
        heads=[*(members.head(name) for name in SORTS), "Ändern"],
        page=members,
        members=[
            _member_line(access, member, advises=member.advises, refused=member.user.email in refused, gives=bool(roles)) for member in members.rows
        ],
        invitations=[] if past else _invitation_lines(access, list(invitations), refused, roles),
        below=[] if past or q else places_below(access, place),
        may_give=bool(roles),
    )


def _member_line(access: Access, member: Membership, *, advises: bool, refused: bool, gives: bool) -> MemberLine:
    notes = ["zugleich Kita-Fachberatung"] if advises and member.role == Role.FACILITATOR else []
    if member.deputy_for:
        notes.append(f"Vertretung von {member.deputy_for.user.name}")
    is_own = member.user_id == access.user.pk
    may_correct = gives and not reason_against_correction(access, member)
    return MemberLine(
        membership=member,
        refused=refused,
        notes=notes,
        may_end=may_correct and not reason_against(access, member),
        may_correct=may_correct,
        may_withdraw=may_correct and member.waits,
        instead="" if member.declined or member.withdrawn else "die eigene ändert jemand anderes" if is_own else "vergeben andere",
        state=_state(member),
    )


def _state(member: Membership) -> tuple[str, str]:
    if member.declined:
        return "danger", f"abgelehnt am {date_long(member.declined)}"
    if member.withdrawn:
        return "info", f"zurückgezogen am {date_long(member.withdrawn)}"
    return ("warning", "wartet auf Annahme") if member.waits else ("", "")


def _invitation_lines(access: Access, invitations: list[Invitation], refused: dict[str, str], roles: Iterable[Role]) -> list[InvitationLine]:
    """With what became of the last mail of each; it is asked for only when somebody is invited."""
    sent: dict[int, Job] = {}
    if invitations:
        known = Job.objects.filter(place_id=invitations[0].place_id, name="sites.mail_invitation")
        mails = known.filter(arguments__invitation__in=[invitation.pk for invitation in invitations])
        sent = {job.arguments["invitation"]: job for job in mails.order_by("pk").only("arguments", "state", "attempts", "worker")}
    missing = {invitation: _missing(refused.get(invitation.email), sent.get(invitation.pk)) for invitation in invitations}
    return [_invitation_line(access, invitation, missing[invitation], roles) for invitation in invitations]


def _missing(said: str | None, job: Job | None) -> tuple[str, tuple[str, str]]:
    """Why a mail has not arrived, and that in two words; nothing when it is on its way or there."""
    if said is not None:
        answer = f" („{said}“)" if said else ""
        text = f"Der Mailserver dort nimmt für diese Adresse nichts an{answer}. Berichtigen Sie die Adresse, dann geht die Einladung neu hinaus."
        return text, ("danger", "nicht zugestellt")
    if job and job.state in {Job.State.FAILED, Job.State.PARKED}:
        return "Die E-Mail ging nicht hinaus. Bitte senden Sie die Einladung noch einmal.", ("danger", "nicht zugestellt")
    if job and job.state == Job.State.RUNNING and not job.worker:
        text = "Der Mailserver antwortet nicht. Die E-Mail geht hinaus, sobald er es tut; Sie müssen nichts tun."
        return text, ("warning", "noch nicht zugestellt")
    return "", ("", "")


def _invitation_line(access: Access, invitation: Invitation, missing: tuple[str, tuple[str, str]], roles: Iterable[Role]) -> InvitationLine:
    is_over = invitation.expires < access.today
    day = date_long(invitation.expires).rpartition(" ")[0]
    is_mine = Role(invitation.role) in roles
    return InvitationLine(invitation, *missing, is_mine, is_over, f"seit {day}" if is_over else f"Der Link gilt bis {day}.")


def places_below(access: Access, place: Place) -> list[PlaceLine]:
    """The places that a membership at this place reaches, with the number of people of today; one query."""
    below = {pk for held in access.held if held.place == place.pk and held.role in ACTIONS["members.view"].roles for pk in held.places} - {place.pk}
    if not below:
        return []
    members = Membership.objects.on(access.today).filter(place=OuterRef("pk")).order_by()
    people = members.values("place").annotate(n=Count("user", distinct=True)).values("n")
    name = Func(Coalesce(F("county__name"), F("site__name"), F("provider__name")), function="thekiz_sort")
    places = Place.objects.select_related(*NAMES).filter(pk__in=below).annotate(people=Coalesce(Subquery(people, output_field=IntegerField()), 0))
    return [PlaceLine(there, name_of(there), _people(there.people)) for there in places.order_by(name, "pk")]


def _counted(past: bool) -> tuple[str, str, str]:
    """A person with two roles stands in the list twice: roles are counted."""
    return ("beendete Rolle", "beendete Rollen", "beendeten Rollen") if past else ("Rolle", "Rollen", "Rollen")


def _people(number: int) -> str:
    return with_noun(number, "Person", "Personen")
