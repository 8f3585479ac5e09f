"""What holds at a site in a crisis: its own times, those of its county and of the Land; formats, hours of the week, shares."""

from collections.abc import Collection, Iterable
from datetime import date, timedelta
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q, QuerySet
from django.db.models.functions import JSONObject

from offers.models import CrisisFormat, CrisisPeriod, HelpNumber, Offer, Session
from offers.rules.dates import planned_since
from planning.models import ActionField, Link, Term
from sites.core.days import Span, date_long, from_to, not_over, overlap

STATE = Q(place__kind="state")


def periods_of(site: int, county: int) -> QuerySet[CrisisPeriod]:
    """All crisis times of a site, whenever they were: its own, its county's, the Land's."""
    # guard: periods-of-elsewhere -> found = CrisisPeriod.objects.all()
    found = CrisisPeriod.objects.filter(Q(place=site) | Q(place=county) | STATE)
    return found.select_related("ordinance", "place").order_by("starts", "pk")


def periods_on(site: int, county: int, day: date) -> list[CrisisPeriod]:
    """Those that hold on a day."""
    return list(periods_of(site, county) & CrisisPeriod.objects.on(day))


def annotated(first: date) -> ArraySubquery:
    """The annotation of sites with the crisis times that held there since a day, each as title, first and last day."""
    here = CrisisPeriod.objects.filter(not_over(first)).filter(Q(place=OuterRef("pk")) | Q(place=OuterRef("county_id")) | STATE)
    return ArraySubquery(here.order_by("starts", "pk").values(found=JSONObject(title="title", starts="starts", ends="ends")))


def spans(found: Iterable[dict[str, str]]) -> list[tuple[str, Span]]:
    """What `annotated` brought along, as titles with their days."""
    return [(row["title"], Span(date.fromisoformat(row["starts"]), date.fromisoformat(row["ends"]) if row["ends"] else None)) for row in found]


def public_periods(site: int, day: date) -> list[CrisisPeriod]:
    """The same for a public page, where only the database may look up in which county a site lies."""
    sql = "SELECT c.* FROM offers_crisisperiod c WHERE c.id IN (SELECT thekiz_in_crisis(%s, %s)) ORDER BY c.starts, c.id"
    return list(CrisisPeriod.objects.raw(sql, [site, day]))


def hygiene_of(periods: Iterable[CrisisPeriod]) -> list[str]:
    """The rules that hold together, each once."""
    return list(dict.fromkeys(period.hygiene.strip() for period in periods))


def rules_at(day: date, site: str = "site") -> ArraySubquery:
    """The annotation of rows of a site with the hygiene rules of a day, oldest time first; `site`: how they lead to it."""
    here = Q(place=OuterRef(site)) | Q(place=OuterRef(f"{site}__county")) | STATE
    return ArraySubquery(CrisisPeriod.objects.on(day).filter(here).order_by("starts", "pk").values("hygiene"))


def hygiene_on(site: int, county: int, day: date) -> list[str]:
    """The rules that stand at each date of a crisis (R292)."""
    return hygiene_of(periods_on(site, county, day))


def days_of(period: CrisisPeriod) -> str:
    """ "seit 16. November 2026, vorerst bis 13. Dezember 2026" """
    return f"seit {date_long(period.starts)}" + (f", vorerst bis {date_long(period.ends)}" if period.ends else "")


def in_year(found: Iterable[tuple[str, Span]], year: int, today: date) -> str:
    """The crisis times of a year in words, for its figures: what happened then was not what usually happens."""
    first, last_day = date(year, 1, 1), min(date(year, 12, 31), today)
    parts = []
    for title, span in found:
        if first <= last_day and overlap(span, Span(first, last_day)):
            parts.append(f"{title}, {from_to(max(span.starts, first), min(span.ends or last_day, last_day))}")
    return "; ".join(parts)


def ordinances() -> QuerySet[Link]:
    """The list of ordinances that the state office keeps (R289)."""
    return Link.objects.filter(ordinance=True).order_by("gone", "title")


def formats() -> QuerySet[CrisisFormat]:
    """The formats of Anhang 3 in their groups."""
    return CrisisFormat.objects.select_related("group", "edition")


def format_by(code: str) -> CrisisFormat | None:
    """The format of a code in the newest edition that has it."""
    return formats().filter(code=code).order_by("-edition__starts").first()


def numbers() -> QuerySet[HelpNumber]:
    return HelpNumber.objects.all()


def terms(catalogue: str, today: date) -> list[Term]:
    """The entries of a list that hold today."""
    return list(Term.objects.on(today).filter(catalogue=catalogue))


def topics(today: date) -> list[Term]:
    """What may be tallied: the topics of Anhang 3, then the burdens of § 4.1 (R279, R294)."""
    return terms(Term.Catalogue.CRISIS_TOPIC, today) + terms(Term.Catalogue.BURDEN, today)


def running_offers(offers: QuerySet[Offer], today: date) -> QuerySet[Offer]:
    """What runs and could go on in another form."""
    return offers.filter(not_over(today), starts__lte=today, crisis_format=None)


def carried_on(offer: Offer, periods: Collection[CrisisPeriod], since: date, until: date | None) -> QuerySet[Session]:
    """The planned dates of an offer that take place in another form as long as a crisis holds: none without one."""
    if not periods:  # guard: switched-in-crisis -> if False:
        return Session.objects.none()
    within = Q()
    for period in periods:
        within |= Q(held_on__gte=period.starts) & (Q(held_on__lte=period.ends) if period.ends else Q())
    coming = planned_since(offer, since).filter(within)
    return coming.filter(held_on__lte=until) if until else coming  # guard: carried-until -> return coming


def day_after(periods: Collection[CrisisPeriod], today: date) -> date:
    """The first day on which everything is as before: after the last of these times, today where their end is not known."""
    last = [period.ends for period in periods]
    known = [day for day in last if day]
    return max(known) + timedelta(days=1) if known and len(known) == len(last) else today


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def share_reached(reached: int, families: int) -> int:
    """Reach in whole per cent; never 100 while a family is missing, never 0 when one was reached (R280)."""
    if not families or reached >= families:
        return 100 if families else 0
    return min(99, max(1, round(reached * 100 / families))) if reached else 0


def hints_of(offer: Offer) -> list[str]:
    """What is missing at an offer in a crisis: the way without the internet, the check of the channel, consents (R283, R284, R309, R315)."""
    found, source, of = [], "(Fachliche Empfehlungen 2021, 4.3)", offer.crisis_format
    if offer.digital and not offer.analogue_way.strip():
        found.append(f"Es fehlt, wie Familien ohne Internet dabei sind. Sonst entstehen Ungleichheiten {source}.")
    if offer.channel and offer.channel.is_unchecked:  # guard: unchecked-channel -> if False:
        found.append(f"Der Weg „{offer.channel}“ ist noch nicht auf Datenschutz geprüft. Bis dahin bitte nichts Persönliches darüber {source}.")
    if of and of.needs_channel and not offer.channel:
        found.append(f"Noch kein geprüfter digitaler Weg gewählt {source}.")
    if of and of.needs_consent and not offer.consents.exists():
        found.append("Noch keine Einwilligungen eingetragen: keine Bilder von Kindern zeigen (Fachliche Empfehlungen 2021, Anhang 3).")
    if of and of.needs_partner and not offer.partner_id:
        found.append("Diese Form gibt es nur mit Kooperationspartner*innen (Fachliche Empfehlungen 2021, Anhang 3).")
    return found


def action_fields(today: date) -> Any:
    """The action fields an offer of today may have."""
    return ActionField.objects.on(today)


def facts_of(of: CrisisFormat) -> list[tuple[str, str]]:
    """What an offer out of a format is told before it is saved: goals, who, what it takes, what must not be kept."""
    return [
        ("Wortlaut", of.wording),
        ("Ziele", "; ".join(filter(None, [of.goals, of.group.text]))),
        ("Wer", of.carried_by),
        ("Was man braucht", of.material),
        ("Hygiene und Verordnung", of.hygiene_note),
        ("Einwilligung", of.consent_note),
        ("Nicht festgehalten", of.privacy_note),
        ("Ohne Internet", of.analogue_way if of.digital else ""),
    ]
