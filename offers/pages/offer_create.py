"""What stands beside the form of a new offer: needs and rooms to pick from, what is assumed, from which offers one can begin, how families see it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Max, Q, Value

from offers.forms.planning import REST, OfferPlanForm
from offers.models import Offer, Session
from offers.pages.offer_nearby import Hours, nearby
from planning.models import Contribution
from sites.core.access import Request, rows
from sites.core.days import clock_overlap, clock_time, date_long, date_short, dayname, month_long
from sites.core.lists import number_in
from sites.core.numbers import euros, with_noun
from sites.models import Site

SHOWN_NEEDS, SHOWN_ROOMS = 4, 3
AGO = 18  # months: from which offers one begins again


class Pick(NamedTuple):
    """A row to pick: its control, and what stands on it."""

    html_id: str
    name: str
    value: str
    kind: str
    is_chosen: bool
    title: str
    small: str
    number: str


@dataclass(frozen=True)
class OfferCreate:
    """`more_needs`, `more_rooms`: what is folded away; `sources`: offers of the last time."""

    site: Site
    form: OfferPlanForm
    needs: list[Pick]
    rooms: list[Pick]
    assumed: list[str]
    sources: list[Any]
    source: Offer | None
    near: str

    shown_needs, shown_rooms = f":{SHOWN_NEEDS}", f":{SHOWN_ROOMS}"
    rest_needs, rest_rooms = f"{SHOWN_NEEDS}:", f"{SHOWN_ROOMS}:"

    @property
    def more_needs(self) -> str:
        more = len(self.needs) - SHOWN_NEEDS
        return f"Noch {with_noun(more, 'Bedarf', 'Bedarfe')}" if more > 0 else ""

    @property
    def more_rooms(self) -> str:
        more = len(self.rooms) - SHOWN_ROOMS
        return f"Noch {with_noun(more, 'Raum', 'Räume')}" if more > 0 else ""

    @property
    def rest_words(self) -> str:
        return f"Alles andere öffnen ({len(REST)} Angaben)"

    @property
    def sources_words(self) -> str:
        return f"Vom letzten Jahr übernehmen ({len(self.sources)})"

    @property
    def family_words(self) -> list[str]:
        """How families will read it, as far as it is typed."""
        data, preview = getattr(self.form, "cleaned_data", {}), self.form.preview
        if not preview or not preview.chosen or not data.get("starts_at") or not data.get("ends_at"):
            return []
        first = preview.chosen[0]
        where = data["venue"].name if data.get("venue") else data.get("room", "")
        hours = f"{clock_time(data['starts_at'])} bis {clock_time(data['ends_at'])} Uhr"
        return [data.get("title", ""), f"{dayname(first)}, {date_long(first)}", ", ".join(filter(None, [hours, where]))]


def offer_create_page(request: Request, site: Site, form: OfferPlanForm, source: Offer | None) -> OfferCreate:
    """The page of the form; three queries beside those of its choices."""
    near = _near(request, site, form)
    sources = [] if form.is_begun else _sources(request, site)
    return OfferCreate(site, form, list(_needs(form)), list(_rooms(request, form)), assumed(form), sources, source, near)


def source_of(request: Request, site: Site) -> Any:
    """The offer that the address names to begin with, with what it answers and rests on; or none."""
    chosen = number_in(request, "from")
    if chosen is None:
        return None
    linked = {"base_pks": "legal_bases", "need_pks": "need_links__need"}
    known = {name: ArrayAgg(of, filter=Q(**{f"{of}__isnull": False}), distinct=True, default=Value([])) for name, of in linked.items()}
    return rows(request, Offer).filter(site=site, pk=chosen).annotate(**known).first()


def idea_of(request: Request, site: Site) -> Contribution | None:
    """What somebody of the team would offer, where the address names it."""
    chosen = number_in(request, "idea")
    found = rows(request, Contribution).filter(site=site, kind=Contribution.Kind.OFFER).select_related("author")
    return found.filter(pk=chosen).first() if chosen is not None else None


def _near(request: Request, site: Site, form: OfferPlanForm) -> str:
    """What other houses of the social space offer at that hour; a hint, never an obstacle."""
    data, preview = getattr(form, "cleaned_data", {}), form.preview
    if not preview or not preview.chosen or not data.get("starts_at") or not data.get("ends_at"):
        return ""
    own = {Hours(day.isoweekday(), data["starts_at"], data["ends_at"]) for day in preview.chosen}
    same = [
        f"{one.title} ({one.house})"
        for one in nearby(site.pk, request.access.today)
        if any(mine.meets(theirs) for mine in own for theirs in one.hours)
    ]
    if not same:
        return "Zu dieser Zeit hat kein anderes Haus in der Nähe ein Angebot veröffentlicht."
    more = f" und {with_noun(len(same) - 3, 'weiteres', 'weitere')}" if len(same) > 3 else ""
    return f"Zur gleichen Zeit: {', '.join(same[:3])}{more}. Doppelt ist kein Fehler, wenn es abgesprochen ist."


def _sources(request: Request, site: Site) -> list[Any]:
    """Offers that took place within the last months and have no date to come: those one begins again with."""
    today = request.access.today
    since = date(today.year - 1, today.month, 1)
    found = rows(request, Offer).filter(site=site).annotate(last=Max("sessions__held_on"))
    return list(found.filter(last__gte=since, last__lt=today).order_by("-last", "title")[:8])


def _picks(form: OfferPlanForm, name: str) -> Iterator[tuple[Any, dict[str, Any]]]:
    for option in form[name].subwidgets:
        yield getattr(option.data["value"], "instance", None), option.data


def _pick(data: dict[str, Any], kind: str, title: str, small: str, number: str) -> Pick:
    return Pick(data["attrs"].get("id", ""), data["name"], str(data["value"]), kind, data["selected"], title, small, number)


def _needs(form: OfferPlanForm) -> Iterator[Pick]:
    """The least answered on top, each with how many offers answer it."""
    for need, data in _picks(form, "needs"):
        said = [f"{need.get_method_display()}, {month_long(need.found_on)}"]
        said += [with_noun(need.voices, "Nennung", "Nennungen")] if need.voices else []
        number = with_noun(need.number, "Angebot", "Angebote") if need.number else "kein Angebot"
        yield _pick(data, "checkbox", need.title, " · ".join(said), number)


def _rooms(request: Request, form: OfferPlanForm) -> Iterator[Pick]:
    """Each room with what it holds, and whether it is free on the days that are shown."""
    taken = _taken(request, form)
    chosen = form.preview.chosen if form.preview else []
    for room, data in _picks(form, "venue"):
        if room is None:
            yield _pick(data, "radio", "Noch offen, oder ein anderer Ort", "Den Ort schreiben Sie unter „Alles andere“.", "")
            continue
        small = ", ".join(filter(None, [f"Platz für {room.capacity}" if room.capacity else "", room.accessible, room.address]))
        yield _pick(data, "radio", room.name, small, _free(chosen, taken.get(room.pk, []), external=room.external))


def _free(chosen: Sequence[date], taken: list[date], *, external: bool) -> str:
    if external:
        return "auf Anfrage"
    if not chosen:
        return ""
    if taken:
        return f"{', '.join(map(date_short, taken[:2]))}{f' und {len(taken) - 2} weitere' if len(taken) > 2 else ''} belegt"
    return f"an allen {len(chosen)} frei" if len(chosen) > 1 else "frei"


def _taken(request: Request, form: OfferPlanForm) -> dict[int, list[date]]:
    """On which of the shown days a room is taken at that hour."""
    data, found = getattr(form, "cleaned_data", {}), dict[int, set[date]]()
    if not form.preview or not data.get("starts_at") or not data.get("ends_at"):
        return {}
    hours = data["starts_at"], data["ends_at"]
    own = Q(venue__isnull=False) | Q(place="", offer__venue__isnull=False)
    chosen = set(form.preview.chosen)
    held = rows(request, Session.objects.in_weeks_of(chosen)).filter(own, site=form.instance.site_id, cancelled=False).select_related("offer")
    taken = ((session.venue_id or session.offer.venue_id, session) for session in held if clock_overlap(hours, (session.starts_at, session.ends_at)))
    for room, session in taken:
        found.setdefault(room, set()).update(chosen.intersection(session.days()))
    return {room: sorted(days) for room, days in found.items()}


def assumed(form: OfferPlanForm) -> list[str]:
    """What holds unless somebody changes it, in a few words each."""
    shown = {name: form[name].value() for name in ("legal_bases", "action_field", "fee", "registration", "public")}
    bases = {str(basis.pk): basis.citation for basis in form.bases}
    fields = {str(field.pk): field.number for field in form.action_fields}
    chosen = [bases[str(pk)] for pk in shown["legal_bases"] or () if str(pk) in bases]
    number = fields.get(str(shown["action_field"] or ""))
    fee = form.fields["fee"].to_python(shown["fee"]) if shown["fee"] and not form.errors.get("fee") else 0
    return [
        *(chosen or ["noch keine gesetzliche Grundlage"]),
        f"Handlungsfeld {number}" if number else "noch kein Handlungsfeld",
        f"kostet {euros(fee)}" if fee else "kostet nichts",
        str(Offer.Registration(shown["registration"] or "none").label) if shown["registration"] in {"", None, *Offer.Registration.values} else "",
        "für alle Familien",
        "sichtbar für Familien" if shown["public"] else "nicht sichtbar für Familien",
    ]
