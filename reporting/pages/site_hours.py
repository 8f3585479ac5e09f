"""Recommended, agreed and delivered hours of facilitation of a site: a section of its own page and of the dossier of its case (R126–R132).

All of it comes along in the query of the rows it belongs to.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q, Subquery, Sum
from django.db.models.functions import JSONObject

from planning.pages.above import PARTS, Part
from processes.models import ChangeEvent, Contract, FacilitationSession, HoursRule
from processes.rules.editions import LEVELS
from processes.rules.recommended import Change, Edition, Recommendation, Rule, recommended, source
from sites.core.access import Request, rows
from sites.core.days import MONTHS
from sites.core.numbers import exact, with_noun
from sites.models import Place, SitePhase
from sites.rules.phases import PhaseSpan


@dataclass(frozen=True)
class SiteHours:
    """The month of today. `delivered`: of this year until today; None for those who do not read hours, and where none are entered."""

    today: date
    rule: Recommendation | None
    agreed: Decimal | None
    delivered: Decimal | None
    contracts: int
    title = "Stunden der Prozessbegleitung"

    @property
    def is_empty(self) -> bool:
        return self.rule is None and self.agreed is None

    @property
    def note(self) -> str:
        return f"{MONTHS[self.today.month - 1]} {self.today.year}"

    @property
    def recommended(self) -> str:
        return self.rule.words if self.rule else "–"

    @property
    def recommended_source(self) -> str:
        return source(self.rule) if self.rule else "keine Empfehlung in dieser Phase"

    @property
    def why(self) -> str:
        return self.rule.rule if self.rule else ""

    @property
    def agreed_words(self) -> str:
        return exact(self.agreed or 0)

    @property
    def agreed_source(self) -> str:
        return with_noun(self.contracts, "Vereinbarung", "Vereinbarungen") if self.contracts else "zurzeit ohne Vereinbarung"

    @property
    def below(self) -> str:
        """4 unter der Empfehlung"""
        if self.rule is None or self.rule.hours is None or self.rule.is_met(self.agreed or Decimal(0)):
            return ""
        return f"{exact(self.rule.hours - (self.agreed or 0))} unter der Empfehlung"

    @property
    def delivered_words(self) -> str:
        return exact(self.delivered)


def hours_of_site(request: Request, site: str = "") -> JSONObject:
    """What the section needs, within reach, an annotation for rows; `site`: how they lead to a site, such as "site__"."""
    today, key = request.access.today, OuterRef(f"{site}pk")
    running = rows(request, Contract.objects.on(today)).filter(site=key).order_by()
    year = rows(request, FacilitationSession).filter(site=key, held_on__year=today.year, held_on__lte=today).order_by()
    phases = SitePhase.objects.filter(site=key).values(json=JSONObject(phase="phase", starts="starts", ends="ends"))
    changes = rows(request, ChangeEvent).filter(site=key).values(json=JSONObject(trigger="trigger", starts="starts", ends="ends"))
    here = Q(edition__place=None) | Q(edition__place_kind=Place.Kind.STATE) | Q(edition__place=OuterRef(f"{site}county"))
    rule = {name: name for name in ("when", "hours", "up_to", "at_least", "paragraph")}
    edition = {name: f"edition__{name}" for name in ("name", "starts", "ends", "place_kind")}
    return JSONObject(
        agreed=Subquery(running.values("site").annotate(sum=Sum("hours_per_month")).values("sum")),
        contracts=ArraySubquery(running.values("pk")),
        delivered=Subquery(year.values("site").annotate(sum=Sum("hours")).values("sum")),
        phases=ArraySubquery(phases),
        changes=ArraySubquery(changes),
        rules=ArraySubquery(HoursRule.objects.filter(here).values(json=JSONObject(**rule, **edition))),
    )


def site_hours(request: Request, site: int, found: Mapping[str, Any]) -> SiteHours | None:
    """What `hours_of_site` brought along; None for those who see no contracts of this site."""
    if site not in request.access.reach("contracts.view").places:  # guard: site-hours -> if False:
        return None
    today = request.access.today
    phases = [PhaseSpan(one["phase"], _day(one["starts"]) or date.min, _day(one["ends"])) for one in found["phases"]]
    changes = [Change(one["trigger"], _day(one["starts"]) or date.min, _day(one["ends"])) for one in found["changes"]]
    rule = recommended(today, phases, changes, [_edition(one) for one in found["rules"]])
    return SiteHours(today, rule, _number(found["agreed"]), _number(found["delivered"]), len(found["contracts"]))


def _edition(one: Mapping[str, Any]) -> Edition:
    """Each rule as an edition of its own: what an edition leaves out, the next one says."""
    rule = Rule(one["when"], _number(one["hours"]), one["at_least"], one["paragraph"], _number(one["up_to"]))
    return Edition(one["name"], _day(one["starts"]) or date.min, _day(one["ends"]), (rule,), LEVELS[one["place_kind"]])


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _number(value: Any) -> Decimal | None:
    return None if value is None else Decimal(str(value))


PARTS["hours"] = Part("reporting/site_hours.html", hours_of_site, site_hours)
