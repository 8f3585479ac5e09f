"""What stands on the page of a plan: its days, its resolution, its goals, and where each site stands in it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q, Value
from django.db.models.functions import Concat

from planning.models import Plan, PlanEntry, PlanGoal
from planning.rules.checks import absent_from
from sites.core import navigation
from sites.core.access import Request, rows
from sites.core.days import date_long, is_valid
from sites.core.keys import holds, named
from sites.core.lists import Head, Page, Sort, page
from sites.models import County, Site
from sites.rules.as_of import AsOf, day_of, history, on_day

SORTS = {
    "site": Sort("Standort", "site__sort_key"),
    "goal": Sort("Handlungsziel", named(Concat("goal__number", Value(" "), "goal__title"))),
    "funded": Sort("Finanzierung", holds(Q(funded=True))),
}


@dataclass(frozen=True)
class OtherVersion:
    """Another version of the same plan."""

    plan: Plan

    @property
    def days(self) -> str:
        return f"{self.plan.starts:%d.%m.%Y} bis {f'{self.plan.ends:%d.%m.%Y}' if self.plan.ends else 'heute'}"


@dataclass(frozen=True)
class PlanDetail:
    """`entries`: those of the page, with what each site was on the last day of the plan; `absent`: the running sites that do not stand in it;
    of a plan that holds today alone."""

    plan: Plan
    goals: Sequence[PlanGoal]
    page: Page
    entries: list[tuple[PlanEntry, AsOf]]
    absent: list[Site]
    others: list[OtherVersion]
    may_change: bool
    may_read: bool

    @property
    def county(self) -> County:
        return self.plan.place.county

    @property
    def overline(self) -> str:
        return f"{self.county.name} · {self.plan.get_kind_display()}"

    @property
    def lead(self) -> str:
        plan = self.plan
        return f"Fassung {plan.version}, gilt ab {date_long(plan.starts)}{f' bis {date_long(plan.ends)}' if plan.ends else ''}."

    @property
    def caption(self) -> str:
        return f"Standorte mit Seite, Handlungsziel und Finanzierung, nach {self.page.order}"

    @property
    def heads(self) -> list[str | Head]:
        site, *others = self.page.heads
        return [site, "Seite oder Abschnitt", *others]

    @property
    def empty(self) -> str:
        if self.may_change:
            return "Nehmen Sie die Standorte auf, die in dieser Fassung genannt sind."
        return "Hier stehen die Standorte, die in dieser Fassung genannt sind."

    @property
    def crumbs(self) -> list[tuple[str, str]]:
        return [navigation.PLANS.crumb(self.plan.place_id), (str(self.plan), "")]


def plan_detail_page(request: Request, plan: Plan) -> PlanDetail:
    """`plan` comes with its resolution, its document and its county."""
    access = request.access
    entries = rows(request, PlanEntry).filter(plan=plan).select_related("goal").annotate(history=history("site__"))
    others = rows(request, Plan).filter(place=plan.place_id, kind=plan.kind).exclude(pk=plan.pk).order_by("-starts")
    listed, day = page(request, entries, sorts=SORTS), day_of(plan, access.today)
    return PlanDetail(
        plan=plan,
        goals=list(rows(request, PlanGoal).filter(plan=plan).select_related("action_field")),
        page=listed,
        entries=[(entry, on_day(entry, day)) for entry in listed.rows],
        absent=absent_from(plan, access.today) if is_valid(plan, access.today) else [],
        others=[OtherVersion(other) for other in others],
        may_change=plan.place_id in access.reach("plans.change").places,
        may_read=plan.place_id in access.reach("documents.view").places,
    )
