"""The public page of an offer: what it is, what it costs, when it takes place and how one gets a place; and its dates for machines."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Q
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from offers.forms.families import AUDIENCES
from offers.models import Offer, PublicDate, PublicOffer, PublicPage
from offers.pages.family_page import DateLine, coming, language_name, lines_of, provider_of
from sites.core.days import lasting, now_here
from sites.core.ical import HourEvent, calendar_of
from sites.core.languages import clock, day_with_name, money
from sites.core.mails import link
from sites.templatetags.languages import german

DAYS_TO_CHOOSE = 8
#: What a browser would read as the end of a script, or a parser as the end of a line.
ESCAPED = {ord(sign): f"\\u{ord(sign):04X}" for sign in "<>&\u2028\u2029"}


@dataclass(frozen=True)
class FamilyOffer:
    """`dates`: the coming ones; `to_choose`: those one can sign up for; `events`: the same for search engines (schema.org)."""

    page: PublicPage
    offer: PublicOffer
    dates: list[DateLine]
    to_choose: list[DateLine]
    good_to_know: list[tuple[str, str, Any]]
    canonical: str

    @property
    def takes_signups(self) -> bool:
        """Not where all its dates are open hours."""
        open_hours = bool(self.dates) and all(line.date.standing for line in self.dates)
        return self.offer.registration != Offer.Registration.NONE and not open_hours

    @property
    def all_full(self) -> bool:
        """Whether nothing is left but the waiting list."""
        return self.offer.waiting_list and all(line.free == 0 for line in self.to_choose)

    @property
    def days(self) -> list[tuple[int, str]]:
        return [(line.date.session_id, str(line.date.held_on)) for line in self.to_choose]

    @property
    def shown(self) -> str:
        """When these dates are, for the form to send along: "12=2026-12-08T09:30"."""
        return " ".join(f"{line.date.session_id}={lasts(line.date)[0]:%Y-%m-%dT%H:%M:%S}" for line in self.to_choose)

    @property
    def events(self) -> SafeString:
        found = [event_of(line, self.page, self.canonical) for line in self.dates]
        # A data block is no HTML: nothing in it is executed, and what could end it is written as a number of its sign.
        text = json.dumps({"@context": "https://schema.org", "@graph": found}, ensure_ascii=False)
        return mark_safe(text.translate(ESCAPED))  # guard: script-end -> return mark_safe(text)

    @property
    def provider(self) -> str:
        return provider_of(self.page)


def find_offer(page: PublicPage, slug: str, today: date) -> PublicOffer | None:
    """A published offer that is not over."""
    return PublicOffer.objects.filter(Q(ends__isnull=True) | Q(ends__gte=today), site_id=page.site_id, slug=slug).first()


def family_offer(page: PublicPage, offer: PublicOffer, today: date) -> FamilyOffer:
    """The page of a published offer."""
    lines = lines_of(coming(today, offer=offer), page.slug)
    now = now_here()
    open_lines = [line for line in lines if line.takes_signups and (line.date.held_on, line.date.starts_at) > (now.date(), now.time())]
    return FamilyOffer(
        page=page,
        offer=offer,
        dates=lines,
        to_choose=open_lines[:DAYS_TO_CHOOSE],
        good_to_know=good_to_know(offer),
        canonical=link("offers:family_offer", page.slug, offer.slug),
    )


def good_to_know(offer: PublicOffer) -> list[tuple[str, str, Any]]:
    """(drawing, question, answer): what families ask first."""
    spoken = [language_name(code) for code in offer.languages]
    found = [
        ("euro", gettext("Was kostet das?"), fee_words(offer)),
        ("person", gettext("Für wen?"), for_whom(offer)),
        ("child", gettext("Und die Kinder?"), german(offer.childcare)),
        ("ramp", gettext("Gibt es Stufen?"), german(offer.accessibility)),
        ("speech", gettext("Welche Sprachen?"), ", ".join(spoken)),
        ("screen", gettext("Wo?"), gettext("Im Internet, mit Handy oder Computer.") if offer.digital else ""),
        ("phone", gettext("Und ohne Internet?"), german(offer.analogue_way) if offer.digital else ""),
    ]
    return [(drawing, question, answer) for drawing, question, answer in found if answer]


def fee_words(offer: PublicOffer) -> str:
    return money(offer.fee) if offer.fee else gettext("Nichts.")


def for_whom(offer: PublicOffer) -> str:
    """Whom it is for, and whether one needs a place in the Kita for it."""
    audience = ", ".join(str(AUDIENCES[Offer.Audience(value)]) for value in offer.audience)
    if offer.origin == Offer.Origin.CENTRE:
        return "; ".join(filter(None, [audience, gettext("für Familien der Kita")]))
    return "; ".join(filter(None, [audience, gettext("auch ohne Kita-Platz")]))


def event_of(line: DateLine, page: PublicPage, url: str) -> dict[str, Any]:
    """One date as schema.org says it."""
    offer, one = line.date.offer, line.date
    begin, end = lasts(one)
    place: dict[str, Any] = {"@type": "Place", "name": one.room or page.name, "address": one.address or page.address or page.town}
    price = {"@type": "Offer", "price": str(offer.fee), "priceCurrency": "EUR", "url": url}
    return {
        "@type": "Event",
        "name": one.title,
        "description": offer.text,
        "startDate": begin.isoformat(),
        "endDate": end.isoformat(),
        "eventStatus": f"https://schema.org/{'EventCancelled' if one.cancelled else 'EventScheduled'}",
        "eventAttendanceMode": f"https://schema.org/{'Online' if offer.digital else 'Offline'}EventAttendanceMode",
        "location": {"@type": "VirtualLocation", "url": url} if offer.digital else place,
        "organizer": {"@type": "Organization", "name": page.name, "url": link("offers:family_page", page.slug)},
        "isAccessibleForFree": not offer.fee,
        "inLanguage": offer.languages or ["de"],
        "offers": price,
        "url": url,
    }


def now_at(session: int) -> dict[str, str]:
    """Day and time of a date that has moved, as a sentence names them."""
    one = PublicDate.objects.get(session=session)
    return {"day": day_with_name(one.held_on), "time": clock(one.starts_at)}


def lasts(one: PublicDate) -> tuple[datetime, datetime]:
    """When a date begins and ends, for machines."""
    return lasting(one.held_on, one.starts_at, one.ends_at)


def calendar(name: str, page: PublicPage, dates: Sequence[PublicDate]) -> str:
    """The calendar file of a house or of one offer; what falls out stays in it and says so."""
    host = urlsplit(settings.SITE_URL).hostname or "localhost"
    events = [
        HourEvent(
            key=f"session-{one.key}",
            begin=lasts(one)[0],
            end=lasts(one)[1],
            title=gettext("fällt aus: %(title)s") % {"title": one.title} if one.cancelled else one.title,
            words=one.text,
            url=link("offers:family_offer", page.slug, one.offer.slug),
            where=", ".join(filter(None, [one.room, one.address or page.address or page.town])),
            cancelled=one.cancelled,
        )
        for one in dates
    ]
    return calendar_of(name, events, host=host, now=now_here())
