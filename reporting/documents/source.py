"""The only place that reads a site's data for its Sachbericht: each part is asked once, within the reach of one person."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Prefetch, Q, Sum
from django.db.models.functions import JSONObject

from offers.models import Offer, OfferNeed, ReferralCount, Session
from offers.rules import crises
from planning.models import VALID, Decision, Goal, Indicator, Need
from processes.models import ChangeEvent, Contract, FacilitationSession
from processes.rules import recommended as rules
from processes.rules.contracts import reason_in, said_of, stretch_on, with_reasons
from processes.rules.editions import hours_editions
from reporting.models import Report, SiteQuarter
from reporting.rules import sums as queries
from reporting.rules.referrals import of_year
from sites.core.access import Access
from sites.core.days import Span, not_over, overlapping, valid
from sites.core.numbers import in_hours, inflected
from sites.models import Agreement, Cooperation, Kita, Post, Site, SiteForm, SitePhase
from sites.rules.as_of import AsOf, Spell, history, in_year, last_day, on_day, told, within
from sites.rules.small_numbers import shown

type Data = dict[str, Any]


def iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def plain(number: Decimal | None) -> int | float | None:
    """A decimal as JSON keeps it: 10, 7.5."""
    return None if number is None else int(number) if number == int(number) else float(number)


def measured(num: Decimal, den: int | None, on: date | None) -> Data:
    return {"num": plain(num), "den": den, "on": iso(on)}


@dataclass
class Source:
    """What a Sachbericht is made from, in the words and shapes of the format "sachbericht/1"."""

    access: Access
    report: Report

    def __post_init__(self) -> None:
        self.access = self.access.carrying(self.report)

    def read(self, action: str, model: Any) -> Any:
        """The queryset of a model at this site, within the reach of an action."""
        return model.objects.filter(self.access.q(action, model), site_id=self.report.site_id)

    @property
    def year(self) -> int:
        return self.report.year

    @property
    def starts(self) -> date:
        return date(self.year, 1, 1)

    @property
    def ends(self) -> date:
        return date(self.year, 12, 31)

    @property
    def day(self) -> date:
        """The day whose form, phase and agreements the report shows: the last of the period, or today."""
        return last_day(self.year, self.access.today)

    @property
    def crisis(self) -> str:
        """The crisis times of the year in words: what happened then was not what usually happens."""
        found = crises.periods_of(self.report.site_id, self.site.county_id)
        return crises.in_year([(row.title, Span(row.starts, row.ends)) for row in found], self.year, self.access.today)

    # Who and where

    @cached_property
    def phases(self) -> list[SitePhase]:
        return list(self.read("sites.view", SitePhase).order_by("starts"))

    @cached_property
    def site(self) -> Any:
        """The site with its history: what was true in the year, with the days of each change; and with what changes in it."""
        events = ChangeEvent.objects.filter(self.access.q("changes.view", ChangeEvent), site=OuterRef("pk"))
        changes = ArraySubquery(events.values(json=JSONObject(trigger="trigger", starts="starts", ends="ends")))
        found = Site.objects.annotate(history=history(), change_spans=changes)
        return found.get(self.access.q("sites.view", Site), pk=self.report.site_id)

    @property
    def then(self) -> AsOf:
        return in_year(self.site, self.year, self.access.today)

    @property
    def coordination(self) -> Decimal | None:
        """How much coordination was decided, in the mean of the days of the year."""
        return AsOf(self.site.history, self.starts, self.ends).mean_coordination

    @cached_property
    def kitas(self) -> list[Data]:
        known = self.then.kitas
        kitas = Kita.objects.select_related("municipality").in_bulk([pk for pk, _ in known])
        return [{"name": words, "address": kitas[pk].address, "places": kitas[pk].places} for pk, words in known]

    @cached_property
    def heads(self) -> list[str]:
        posts = self.read("posts.view", Post).filter(function=Post.Function.HEAD).order_by("starts", "pk")
        return told(within((Spell(post.name, post.starts, post.ends or date.max) for post in posts), self.starts, self.day))

    @cached_property
    def form(self) -> Data:
        forms = list(self.read("sites.view", SiteForm).on(self.day))
        then, last = self.then.form, on_day(self.site, self.day).form
        since = min((form.starts for form in forms), default=None) if then == last else None
        return {"label": then or queries.NO_FORM, "since": iso(since)}

    @property
    def phase(self) -> Data:
        now, then = next(iter(valid(self.phases, self.day)), None), self.then.phase
        return {"label": then or "Phase noch offen", "since": iso(now.starts if now and then == now.get_phase_display() else None)}

    # Why

    @cached_property
    def needs(self) -> list[Data]:
        links = (
            OfferNeed.objects.filter(self.access.q("offers.view", OfferNeed), offer__starts__isnull=False)
            .select_related("offer")
            .order_by("offer__title", "pk")
        )
        found = (
            self.read("needs.view", Need)
            .filter(Q(closed_on__isnull=True) | Q(closed_on__gte=self.starts), found_on__lte=self.ends)
            .order_by("found_on", "pk")
            .prefetch_related(Prefetch("offer_links", links, to_attr="links"))
        )
        return [
            {
                "no": f"B{no}",
                "title": need.title,
                "source": need.get_method_display(),
                "held_on": iso(need.found_on),
                "n": shown(need.voices),  # guard: report-voices -> "n": need.voices,
                "urgency": "dringend" if need.urgent else "normal",
                "offers": [link.offer.title for link in need.links],
            }
            for no, need in enumerate(found, 1)
        ]

    @cached_property
    def goals(self) -> list[Data]:
        offers = self.read("offers.view", Offer).filter(starts__isnull=False).order_by("title", "pk")
        indicators = self.read("goals.view", Indicator).order_by("pk").prefetch_related("values")
        found = (
            self.read("goals.view", Goal)
            .filter(starts__lte=self.ends, due__gte=self.starts)
            .order_by("due", "pk")
            .prefetch_related(Prefetch("indicators", indicators, to_attr="measured"), Prefetch("offers", offers, to_attr="working"))
        )
        return [
            {
                "no": no,
                "title": goal.title,
                "step": goal.step,
                "due": iso(goal.due),
                "offers": [offer.title for offer in goal.working],
                "indicators": [self._indicator(goal, indicator) for indicator in goal.measured],
            }
            for no, goal in enumerate(found, 1)
        ]

    @staticmethod
    def _indicator(goal: Goal, indicator: Indicator) -> Data:
        return {
            "title": indicator.title,
            "unit": indicator.unit_words,
            "kind": indicator.kind,
            "lowest": indicator.lowest,
            "direction": indicator.direction,
            "baseline": measured(indicator.baseline, indicator.baseline_of, indicator.baseline_on),
            "target": measured(indicator.target, indicator.target_of, goal.due),
            "values": [measured(value.value, value.value_of, value.measured_on) for value in indicator.values.all()],
        }

    # What happened

    @cached_property
    def months(self) -> list[queries.Figures]:
        return queries.by_month(self.read("sessions.view", Session), self.year)

    @cached_property
    def totals(self) -> queries.Figures:
        return {name: sum(month[name] for month in self.months) for name in queries.FIGURES}

    @cached_property
    def previous(self) -> queries.Figures | None:
        return queries.year_sums(self.read("sitefigures.view", SiteQuarter), self.year - 1)

    @cached_property
    def offers(self) -> list[Data]:
        """Additional offers with a session in the year, and those that were planned for it: the regular Kita is not reported (R033)."""
        figures = queries.by_offer(self.read("sessions.view", Session), self.year)
        planned = overlapping(self.starts, self.ends)
        found = (
            self.read("offers.view", Offer)
            .filter(planned | Q(pk__in=figures), additional=True)
            .named()
            .select_related("action_field")
            .prefetch_related("legal_bases")
        )
        return [self._offer(no, offer, figures.get(offer.pk, queries.nothing())) for no, offer in enumerate(found.order_by("title", "pk"), 1)]

    @staticmethod
    def _offer(no: int, offer: Offer, figures: queries.Figures) -> Data:
        return {
            "no": no,
            "title": offer.title,
            "types": offer.type_labels(),
            "action_field": str(offer.action_field),
            "legal_bases": [basis.citation for basis in offer.legal_bases.all()],
            "place": ", ".join(part for part in (offer.get_where_display(), offer.room_words) if part),
            "executor": offer.executor_words or offer.get_executor_display(),
            "sessions_held": figures["held"],
            "sessions_cancelled": figures["cancelled"],
            **{name: figures[name] for name in queries.PEOPLE},
        }

    # With whom

    @cached_property
    def network(self) -> Data:
        """Cooperations and agreements of the year, and the referrals of its months that are over, as far as this person may see them."""
        running = self.read("partners.view", Cooperation).filter(not_over(self.starts)).exclude(starts__gt=self.ends).select_related("partner")
        agreed = self.read("partners.view", Agreement).filter(overlapping(self.starts, self.ends)).select_related("cooperation__partner")
        over = [month for month in (date(self.year, at, 1) for at in range(1, 13)) if month < self.access.today.replace(day=1)]
        counted = self.read("referrals.view", ReferralCount).filter(month__in=over, number__gt=0).order_by("theme__number", "theme", "month")
        themes, whole = of_year(counted.values_list("theme__label", "month").annotate(sum=Sum("number")), over)
        return {
            "cooperations": [
                {
                    "partner": row.partner.name,
                    "subject": row.subject_text,
                    "stage": row.get_stage_display(),
                    "starts": iso(row.starts),
                    "ends": iso(row.ends),
                }
                for row in running.order_by("partner__sort_key", "pk")
            ],
            "agreements": [
                {
                    "partner": row.cooperation.partner.name,
                    "title": row.title,
                    "parties": row.parties,
                    "starts": iso(row.starts),
                    "ends": iso(row.ends),
                }
                for row in agreed.order_by("cooperation__partner__sort_key", "starts", "pk")
            ],
            "referrals": [{"label": theme, "count": number} for theme, number in themes],
            "referred": whole,
        }

    # How it was steered

    @cached_property
    def contracts(self) -> list[Contract]:
        found = self.read("contracts.view", Contract).accepted().filter(overlapping(self.starts, self.ends))
        return list(with_reasons(found).order_by("starts", "pk"))

    @cached_property
    def changes(self) -> list[rules.Change]:
        found = self.site.change_spans or ()  # nothing at all where the person reads no changes
        return [rules.Change(one["trigger"], date.fromisoformat(one["starts"]), one["ends"] and date.fromisoformat(one["ends"])) for one in found]

    @cached_property
    def editions(self) -> list[rules.Edition]:
        return hours_editions().of(self.site.county_id)

    @cached_property
    def facilitation(self) -> Data | None:
        """What was agreed, recommended and delivered; None without an agreement in the year."""
        if not self.contracts:
            return None
        running = valid(self.contracts, self.day) or self.contracts[-1:]
        rule = rules.recommended(self.day, self.phases, self.changes, self.editions)
        return {
            "agreed_per_month": plain(sum((contract.hours_per_month for contract in running), Decimal(0))),
            "recommended": plain(rule.hours) if rule else None,
            "edition": rule.edition if rule else "",
            "months": queries.hours_by_month(self.read("hours.view", FacilitationSession), self.year),
        }

    @cached_property
    def departures(self) -> list[Data]:
        """What departs from the recommendations, with the reason given: hours agreed, and decisions of the year."""
        found = []
        for contract in self.contracts:
            day = max(contract.starts, min(contract.ends, self.day))
            since, rule = stretch_on(day, contract.starts, self.phases, self.changes, self.editions)
            if rule and not rule.is_met(contract.hours_per_month):
                hours = contract.hours_per_month
                agreed = f"Vereinbart {inflected(hours, 'ist', 'sind')} {in_hours(hours)} Prozessbegleitung im Monat."
                warning = f"{agreed} {rules.advice(rule)}."
                reason = reason_in(contract, said_of(contract), since, day)
                found.append({"warning": warning, "reason": reason.text if reason else "", "source": rules.source(rule)})
        for decision in self.read("decisions.view", Decision).filter(VALID, decided_on__range=(self.starts, self.ends)):
            source = f"{decision.get_body_display()}, {decision.decided_on:%d.%m.%Y}, {decision.number}"
            found += [{"warning": str(said), "reason": decision.departure_reason, "source": source} for said in decision.departures]
        return found
