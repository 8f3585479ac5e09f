"""What stands on the papers for the door: of one offer for its poster, of what is published for the programme of a month."""

from calendar import monthrange
from datetime import date
from urllib.parse import urlsplit

from django.http import Http404

from offers.models import Offer, PublicDate, PublicOffer, PublicPage, Session
from offers.pages.family_page import DateLine, closed_between, find, language_name, lines_of
from reporting.documents.papers import House, Meeting, Poster, Programme
from sites.core.access import Request, fetch, rows
from sites.core.days import date_short, now_here
from sites.core.mails import link
from sites.core.numbers import euros

LATER, MOST = 4, 200  # days named after the next one; dates of a month, so that nobody waits for a book
MONTHS_AHEAD = 3
ENTRY = {
    Offer.Registration.NONE: "Einfach kommen, ohne Anmeldung",
    Offer.Registration.OPTIONAL: "Einfach kommen oder anmelden",
    Offer.Registration.REQUIRED: "Bitte vorher anmelden",
}


def offer_poster(request: Request, pk: int) -> Poster:
    """An offer within reach, or a 404."""
    offer = fetch(request, rows(request, Offer.objects.named().planned()).select_related("site__municipality"), pk=pk)
    page = PublicPage.objects.filter(site=offer.site).first()
    published = PublicOffer.objects.filter(offer=offer).first()
    coming = rows(request, Session.objects.coming(now_here())).filter(offer=offer, cancelled=False).select_related("venue", "offer__venue")
    dates = [(day, row) for row in coming[: LATER + 1] for day in row.days() if day >= vars(row)["next_on"]][: LATER + 1]
    house = _house(page) if page else _unpublished(offer)
    url = link("offers:family_offer", page.slug, published.slug) if page and published else house.long
    return Poster(
        house=house,
        title=offer.title,
        text=offer.text,
        meeting=_meeting(*dates[0], house.address) if dates else None,
        directions=offer.site.directions if len(offer.site.directions) <= 120 else "",
        later=", ".join(date_short(day) for day, _ in dates[1:]),
        facts=facts(offer),
        url=url,
        printed=request.access.today,
    )


def _house(page: PublicPage) -> House:
    long = link("offers:family_page", page.slug)
    parts = urlsplit(long)
    return House(page.name, page.town, page.address, page.contact, page.phone, page.provider_names, f"{parts.netloc}{parts.path.rstrip('/')}", long)


def _unpublished(offer: Offer) -> House:
    """A house that has no page yet: nothing to type and no code."""
    site = offer.site
    address = f"{site.street}, {site.postcode} {site.municipality.name}" if site.street else ""
    return House(site.name, site.municipality.name, address, site.contact, site.phone, "", "", "")


def _meeting(day: date, session: Session, address: str) -> Meeting:
    where = ", ".join(filter(None, [session.place_words, address if not session.place else ""]))
    return Meeting(day, session.starts_at, session.ends_at, where=where)


def facts(offer: Offer) -> tuple[tuple[str, str], ...]:
    """What families ask first, as far as it is known: a drawing and a few words each."""
    whom = ", ".join(str(Offer.Audience(value).label) for value in offer.audience)
    open_to = "für Familien der Kita" if offer.origin == Offer.Origin.CENTRE else "auch ohne Kita-Platz"
    spoken = ", ".join(language_name(code) for code in offer.languages)
    found = [
        ("cost", f"Kostet {euros(offer.fee)}" if offer.fee else "Kostet nichts"),
        ("door", ENTRY[Offer.Registration(offer.registration)]),
        ("whom", f"{whom}, {open_to}" if whom else f"{open_to[0].upper()}{open_to[1:]}"),
        ("access", offer.accessibility),
        ("speech", f"Wir sprechen {spoken}" if spoken else ""),
        ("care", offer.childcare),
    ]
    return tuple((name, words) for name, words in found if words)


def months(today: date) -> list[date]:
    """The months that have a programme: this one and the next two, each by its first day."""
    first = today.replace(day=1)
    return [date(first.year + (first.month + ahead - 1) // 12, (first.month + ahead - 1) % 12 + 1, 1) for ahead in range(MONTHS_AHEAD)]


def month_programme(slug: str, year: int, month: int, today: date) -> Programme:
    """What a house has published for a month from today on; a 404 for one without a page and for other months."""
    page = find(slug)
    if page is None or (year, month) not in {(day.year, day.month) for day in months(today)}:
        raise Http404
    first = date(year, month, 1)
    last = first.replace(day=monthrange(year, month)[1])
    dates = PublicDate.objects.filter(site_id=page.site_id, held_on__range=(max(first, today), last)).select_related("offer")
    lines = lines_of(dates.order_by("held_on", "starts_at", "pk")[:MOST], slug)
    closed = ", ".join(starts_to(*days) for days in closed_between(page, max(first, today), last))
    return Programme(house=_house(page), month=first, meetings=[_line(line) for line in lines], printed=today, closed=closed)


def starts_to(first: date, last: date) -> str:
    """24.12.–2.1."""
    return f"{first.day}.{first.month}." if first == last else f"{first.day}.{first.month}.–{last.day}.{last.month}."


def _line(line: DateLine) -> Meeting:
    shown = line.date
    return Meeting(shown.held_on, shown.starts_at, shown.ends_at, shown.title, line.where, _entry(line), shown.cancelled)


def _entry(line: DateLine) -> str:
    """How one gets in, as short as a column: offen, mit Anmeldung, 4 Plätze, Warteliste."""
    if line.date.offer.registration == Offer.Registration.NONE:
        return "offen"
    if line.free is None:
        return "mit Anmeldung" if line.date.offer.registration == Offer.Registration.REQUIRED else "offen"
    if not line.free:
        return "Warteliste" if line.date.offer.waiting_list else "belegt"
    return "1 Platz" if line.free == 1 else f"{line.free} Plätze"
