"""What the house sees of sign-ups: a date with who comes and who waits, and the calls to make."""

from dataclasses import dataclass

from django.urls import reverse

from offers.models import Session, SignUp
from sites.core import navigation
from sites.core.access import Request, fetch, rows
from sites.core.days import clock_time, date_long, dayname, has_begun, now_here
from sites.core.numbers import with_noun
from sites.core.places import site_within
from sites.core.rights import roles_with
from sites.models import Site


@dataclass(frozen=True)
class SignUpList:
    """`coming` and `waiting`: in their order; `given_back`: how many have cancelled."""

    session: Session
    coming: list[SignUp]
    waiting: list[SignUp]
    given_back: int
    may_change: bool

    @property
    def crumbs(self) -> list[tuple[str, str]]:
        offer = self.session.offer
        return [navigation.OFFERS.crumb(offer.site_id), (offer.title, offer.get_absolute_url()), ("Anmeldungen", "")]

    @property
    def when(self) -> str:
        return f"{dayname(self.session.held_on)}, {date_long(self.session.held_on)}, {clock_time(self.session.starts_at)} Uhr"

    @property
    def counted(self) -> str:
        """ "18 von 20 Plätzen belegt, 3 warten, 2 haben abgesagt"."""
        capacity, number = self.session.offer.capacity, len(self.coming)
        said = [f"{number} von {with_noun(capacity, 'Platz', 'Plätzen')} belegt" if capacity else with_noun(number, "Anmeldung", "Anmeldungen")]
        said += [f"{len(self.waiting)} warten" if len(self.waiting) > 1 else "eine Familie wartet"] if self.waiting else []
        said += [f"{self.given_back} haben abgesagt" if self.given_back > 1 else "eine Familie hat abgesagt"] if self.given_back else []
        return ", ".join(said) + "."

    @property
    def takes_more(self) -> bool:
        """Whether the house may still sign somebody up."""
        return self.may_change and not why_closed(self.session)

    @property
    def is_forgotten(self) -> bool:
        return any(row.forgotten_on for row in (*self.coming, *self.waiting))

    @property
    def kept(self) -> str:
        return "Namen und Kontakte löscht die Anwendung 14 Tage nach dem Termin; die Zahl bleibt."

    @property
    def audience(self) -> str:
        return roles_with("signups.view")

    @property
    def groups(self) -> list[tuple[str, str, list[SignUp]]]:
        return [("Wer kommt", "Noch niemand angemeldet", self.coming), ("Warteliste", "", self.waiting)]


def why_closed(session: Session) -> str:
    """Why nobody is signed up for a date any more."""
    if session.cancelled:
        return "Der Termin fällt aus."
    return "Der Termin hat schon begonnen." if has_begun(session.held_on, session.starts_at, now_here()) else ""


def signup_list_page(request: Request, pk: int) -> SignUpList:
    """A date within reach, or a 404."""
    session = fetch(request, rows(request, Session).select_related("offer__site", "offer__venue", "venue"), pk=pk)
    found = list(rows(request, SignUp).filter(session=session))
    return SignUpList(
        session=session,
        coming=[row for row in found if row.state == SignUp.State.IN],
        waiting=[row for row in found if row.state == SignUp.State.WAITING],
        given_back=sum(row.state == SignUp.State.OFF and not row.echo for row in found),
        may_change=request.access.may("signups.change", session),
    )


@dataclass(frozen=True)
class SignUpCalls:
    """The families of a house that wait for a call."""

    site: Site
    calls: list[SignUp]
    may_change: bool
    heads = ("Familie", "Telefon", "Warum", "Termin", "")

    @property
    def crumbs(self) -> list[tuple[str, str]]:
        return [navigation.OFFERS.crumb(self.site.pk), ("Anrufe", "")]

    @property
    def audience(self) -> str:
        return roles_with("signups.view")


def signup_calls_page(request: Request, pk: int) -> SignUpCalls:
    """A site within reach, or a 404."""
    site = site_within(request, "signups.view", pk)
    calls = rows(request, SignUp).filter(site=site).exclude(call="").order_by("held_on", "starts_at", "pk")
    return SignUpCalls(site, list(calls), site.pk in request.access.reach("signups.change").places)


def calls_url(site: int) -> str:
    return reverse("offers:signup_calls", args=[site])
