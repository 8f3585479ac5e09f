"""What was true then: name, providers, Kitas, municipality, phase and form of a site in a year or on a day, with the days of a change (R321).

`history()` brings it along in the query of the rows themselves: no query of its own, whatever their number.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, NamedTuple

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BigIntegerField, Case, Exists, F, OuterRef, Subquery, TextField, Value, When
from django.db.models.functions import Cast, Coalesce, Concat, JSONObject

from sites.models import FormerName, FormerProvider, FormerShare, OrganisationForm, Phase, Site, SiteForm, SiteKita, SitePhase

DAY = timedelta(days=1)
ALWAYS = date.min

type Data = dict[str, Any]


# Reading ----------------------------------------------------------------------------------------------------------


def history(site: str = "") -> JSONObject:
    """The whole history of a site as JSON, an annotation for its rows; `site`: how they lead to it, such as "site__"."""
    at = OuterRef(f"{site}pk")
    of_provider = JSONObject(provider="provider", name="provider__name", starts="starts", ends="ends", called=_former("provider", "provider"))
    former = FormerProvider.objects.filter(kita=OuterRef("kita")).order_by("ends").values(json=of_provider)
    of_kita = JSONObject(
        kita="kita",
        name="kita__name",
        called=_former("kita", "kita"),
        provider="kita__provider",
        provider_name="kita__provider__name",
        provider_called=_former("provider", "kita__provider"),
        former=ArraySubquery(former),
        starts="starts",
        ends="ends",
    )
    links = SiteKita.objects.filter(site=at).order_by("-leading", "kita__sort_key", "starts").values(json=of_kita)
    phases = SitePhase.objects.filter(site=at).order_by("starts").values(json=JSONObject(phase="phase", starts="starts", ends="ends"))
    forms = SiteForm.objects.filter(site=at).order_by("-leading", "form").values(json=JSONObject(form="form", starts="starts", ends="ends"))
    shares = FormerShare.objects.filter(site=at).order_by("ends").values(json=JSONObject(fte="coordinator_fte", ends="ends"))
    return JSONObject(
        name=F(f"{site}name"),
        called=_former("site", f"{site}pk"),
        municipality=F(f"{site}municipality__name"),
        municipality_called=_former("municipality", f"{site}municipality"),
        lay_in=_former("site.municipality", f"{site}pk"),
        kitas=ArraySubquery(links),
        phases=ArraySubquery(phases),
        forms=ArraySubquery(forms),
        fte=F(f"{site}coordinator_fte"),
        shares=ArraySubquery(shares),
    )


def with_history(site: int) -> Any:
    """One site with its history."""
    return Site.objects.annotate(history=history()).get(pk=site)


def _former(kind: str, key: str) -> ArraySubquery:
    subject = Concat(Value(f"sites.{kind}:"), Cast(OuterRef(key), TextField()), output_field=TextField())
    return ArraySubquery(FormerName.objects.filter(subject=subject).order_by("ends", "pk").values(json=JSONObject(name="name", ends="ends")))


def carrier_on(day: date) -> Coalesce:
    """The provider that ran the Kita of a SiteKita on a day."""
    before = FormerProvider.objects.filter(kita=OuterRef("kita"), ends__gte=day).order_by("ends")
    return Coalesce(Subquery(before.values("provider")[:1]), F("kita__provider"), output_field=BigIntegerField())


def coordination_on(day: date) -> Case:
    """How much coordination a site has on a day, as an annotation of sites."""
    former = FormerShare.objects.filter(site=OuterRef("pk"), ends__gte=day).order_by("ends").values("coordinator_fte")
    return Case(When(Exists(former), then=Subquery(former[:1])), default=F("coordinator_fte"))


# Spells -----------------------------------------------------------------------------------------------------------


class Spell(NamedTuple):
    """What held from a day to a day, both inclusive; `key`: what it is, where two are called alike."""

    words: str
    starts: date
    ends: date
    key: Any = None


def within(spells: Iterable[Spell], first: date, last: date) -> list[Spell]:
    """Those of a period, cut to it and in its order; what goes on as it was is one."""
    cut = [one._replace(starts=max(one.starts, first), ends=min(one.ends, last)) for one in spells]
    found: list[Spell] = []
    for one in sorted((one for one in cut if one.starts <= one.ends), key=lambda one: one.starts):
        for at, other in enumerate(found):
            if (other.words, other.key) == (one.words, one.key) and one.starts <= _after(other.ends):
                found[at] = other._replace(ends=max(other.ends, one.ends))
                break
        else:
            found.append(one)
    return found


def told(spells: list[Spell]) -> list[str]:
    """Each with its days where it did not hold all along: ["bis 31.8. Stadt A", "ab 1.9. Verein B"]."""
    begins, ends = min((one.starts for one in spells), default=ALWAYS), max((one.ends for one in spells), default=ALWAYS)
    return [_with_days(one, begins, ends) for one in spells]


def _with_days(one: Spell, begins: date, ends: date) -> str:
    if (one.starts, one.ends) == (begins, ends):
        return one.words
    if one.starts == begins:
        return f"bis {one.ends:%-d.%-m.} {one.words}"
    return f"ab {one.starts:%-d.%-m.} {one.words}" if one.ends == ends else f"vom {one.starts:%-d.%-m.} bis {one.ends:%-d.%-m.} {one.words}"


def called(now: str, former: Iterable[Data]) -> list[Spell]:
    """The names of something, oldest first: each until its day, today's since then."""
    spells, since = [], ALWAYS
    for one in former:
        spells.append(Spell(one["name"], since, ends := date.fromisoformat(one["ends"])))
        since = ends + DAY
    return [*spells, Spell(now, since, date.max)]


def _days(row: Data) -> tuple[date, date]:
    return (date.fromisoformat(row["starts"]) if row["starts"] else ALWAYS, date.fromisoformat(row["ends"]) if row["ends"] else date.max)


def _together(names: Iterable[Spell], starts: date, ends: date, key: Any) -> list[Spell]:
    """The names of something that held from a day to a day."""
    return [one._replace(key=key) for one in within(names, starts, ends)]


def _providers(link: Data) -> list[Spell]:
    """Who ran the Kita, while it was part of the site."""
    spells, since = [], ALWAYS
    for one in link["former"]:
        starts, ends = _days(one)
        spells += _together(called(one["name"], one["called"]), max(since, starts), ends, one["provider"])
        since = ends + DAY
    spells += _together(called(link["provider_name"], link["provider_called"]), since, date.max, link["provider"])
    return within(spells, *_days(link))


# A site then ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class AsOf:
    """A site from a day to a day, read from its `history()`. What is one word is that of the last day."""

    history: Data
    first: date
    last: date

    def _within(self, spells: Iterable[Spell]) -> list[Spell]:
        return within(spells, self.first, self.last)

    @property
    def name(self) -> str:
        return within(called(self.history["name"], self.history["called"]), self.last, self.last)[0].words

    @property
    def names(self) -> list[str]:
        return told(self._within(called(self.history["name"], self.history["called"])))

    @property
    def municipality(self) -> str:
        *before, now = called(self.history["municipality"], self.history["lay_in"])
        today = _together(called(self.history["municipality"], self.history["municipality_called"]), now.starts, now.ends, None)
        return ", ".join(told(self._within([*before, *today])))

    @property
    def providers(self) -> list[str]:
        return told(self._within(one for link in self.history["kitas"] for one in _providers(link)))

    @property
    def carriers(self) -> set[int]:
        """Who ran a Kita of the site on any day, as keys of providers."""
        return {one.key for one in self._within(one for link in self.history["kitas"] for one in _providers(link))}

    @property
    def kitas(self) -> list[tuple[int, str]]:
        """(key, name with its days) of each Kita of the time."""
        links = self.history["kitas"]
        spells = self._within(one for link in links for one in _together(called(link["name"], link["called"]), *_days(link), link["kita"]))
        return [(one.key, words) for one, words in zip(spells, told(spells), strict=True)]

    @property
    def phase(self) -> str:
        return ", ".join(told(self._within(Spell(str(Phase(row["phase"]).label), *_days(row)) for row in self.history["phases"])))

    @property
    def form(self) -> str:
        """The form, or the mixture, with the days of a change."""
        rows = [(_days(row), str(OrganisationForm(row["form"]).label)) for row in self.history["forms"]]
        turns = sorted({self.first, *(day for (starts, ends), _ in rows for day in (starts, _after(ends)) if self.first < day <= self.last)})
        spells = []
        for starts, following in zip(turns, [*turns[1:], _after(self.last)], strict=True):
            labels = [label for (begins, ends), label in rows if begins <= starts <= ends]
            if labels:
                spells.append(Spell(mixed(labels), starts, following - DAY))
        return ", ".join(told(within(spells, self.first, self.last)))

    @property
    def coordination(self) -> Decimal | None:
        """How much coordination was decided, on the last day."""
        return next((fte for fte, starts, ends in self._shares() if starts <= self.last <= ends), None)

    @property
    def mean_coordination(self) -> Decimal | None:
        """The mean over the days of the time, of which those before the first decision count as none; None where nothing was decided."""
        days = [(fte, (min(ends, self.last) - max(starts, self.first)).days + 1) for fte, starts, ends in self._shares()]
        held = [(fte, number) for fte, number in days if fte is not None and number > 0]
        if not held:
            return None
        mean = sum(fte * number for fte, number in held) / Decimal((self.last - self.first).days + 1)
        return mean.quantize(Decimal("0.01"), ROUND_HALF_UP)

    def _shares(self) -> Iterator[tuple[Decimal | None, date, date]]:
        """The sizes of the coordination, oldest first, each with its days."""
        since = ALWAYS
        for one in [*self.history["shares"], {"fte": self.history["fte"], "ends": None}]:
            ends = date.fromisoformat(one["ends"]) if one["ends"] else date.max
            yield None if one["fte"] is None else Decimal(str(one["fte"])), since, ends
            since = _after(ends)


def _after(day: date) -> date:
    return day if day == date.max else day + DAY


def mixed(labels: list[str]) -> str:
    """ "Galerie", or "Mischform aus Galerie und Lotse" (R065)."""
    return labels[0] if len(labels) == 1 else f"Mischform aus {' und '.join(labels)}"


def in_year(row: Any, year: int, today: date) -> AsOf:
    """A row annotated as `history` in a year: until its last day, or until today."""
    return AsOf(row.history, date(year, 1, 1), last_day(year, today))


def on_day(row: Any, day: date) -> AsOf:
    """A row annotated as `history` on a day."""
    return AsOf(row.history, day, day)


def last_day(year: int, today: date) -> date:
    """The day that a year is read on: its last one, in the present year today."""
    return max(date(year, 1, 1), min(date(year, 12, 31), today))


def day_of(spell: Any, today: date) -> date:
    """The day that something with days of its own (a plan, a contract) is read on: its last one once it is over, else today."""
    return min(spell.ends or today, today)
