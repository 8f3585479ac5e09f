"""The page behind the secret link of a sign-up: whether one is in, how it goes on, and another day with free places."""

from dataclasses import dataclass
from datetime import date, time

from django.db import connection
from django.utils.translation import gettext, ngettext

from offers.models import PublicDate, PublicPage, SignUp
from offers.pages.family_page import DateLine, coming, lines_of, offer_url, provider_of
from sites.core.days import now_here
from sites.core.secrets import hash_of

REMOVED = "removed"  # what `thekiz_signup_of` says of a place at a date that is not there any more


@dataclass(frozen=True)
class PlaceStatus:
    """`place`: the number on the waiting list; `date`: as it is published now, None where it is not any more; `other`: a day with free places."""

    secret: str
    state: str
    place: int | None
    title: str
    held_on: date
    starts_at: time
    mailed: bool
    ending: str
    page: PublicPage | None
    date: PublicDate | None
    other: DateLine | None
    is_over: bool

    @property
    def is_in(self) -> bool:
        return self.state == SignUp.State.IN

    @property
    def is_waiting(self) -> bool:
        return self.state == SignUp.State.WAITING

    @property
    def falls_out(self) -> bool:
        """The date is cancelled, or the house has taken it out."""
        return self.state == REMOVED or (self.date is not None and self.date.cancelled)

    @property
    def heading(self) -> str:
        if self.falls_out:
            return gettext("Der Termin fällt aus")
        if self.is_in:
            return gettext("Sie sind dabei")
        if self.is_waiting:
            return gettext("Danke, Ihr Wunsch ist da")
        return gettext("Dieser Platz ist schon frei")

    @property
    def before_you(self) -> str:
        """Who waits in front."""
        if not self.place or self.place == 1:
            return gettext("Sie sind als Nächste an der Reihe. Bitte kommen Sie erst, wenn wir uns melden.")
        return ngettext(
            "Eine Familie ist vor Ihnen auf der Warteliste. Bitte kommen Sie erst, wenn wir uns melden.",
            "%(number)s Familien sind vor Ihnen auf der Warteliste. Bitte kommen Sie erst, wenn wir uns melden.",
            self.place - 1,
        ) % {"number": self.place - 1}

    @property
    def how_told(self) -> str:
        if self.mailed:
            return gettext("Wir schreiben Ihnen sofort an Ihre E-Mail-Adresse.")
        return gettext("Wir rufen Sie an, unter der Nummer, die auf %(ending)s endet.") % {"ending": self.ending}

    @property
    def offer_url(self) -> str:
        return offer_url(self.page.slug, self.date.offer.slug) if self.page and self.date else ""

    @property
    def provider(self) -> str:
        return provider_of(self.page) if self.page else ""


def place_status(secret: str, today: date) -> PlaceStatus | None:
    """What has become of a sign-up; None for a link that never was, or whose data are deleted."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT state, place, session, site, title, held_on, starts_at, mailed, ending FROM thekiz_signup_of(%s)", [hash_of(secret)])
        row = cursor.fetchone()
    if row is None:
        return None
    state, place, session, site, title, held_on, starts_at, mailed, ending = row
    page = PublicPage.objects.filter(pk=site).first()
    own = PublicDate.objects.select_related("offer").filter(session=session).first()
    now = now_here()
    return PlaceStatus(
        secret, state, place, title, held_on, starts_at, mailed, ending, page, own, _other(page, own, today),
        is_over=(held_on, starts_at) <= (now.date(), now.time()),
    )  # fmt: skip


def _other(page: PublicPage | None, own: PublicDate | None, today: date) -> DateLine | None:
    """The next date of the same offer on which there is room."""
    if page is None or own is None:
        return None
    lines = lines_of(coming(today, offer=own.offer_id, cancelled=False, standing=False).exclude(session=own.session_id), page.slug)
    return next((line for line in lines if line.date.held_on >= own.held_on and line.free != 0), None)
