"""What stands on the page of a resolution: what was decided, the paper, and what rests on it."""

from collections.abc import Sequence
from dataclasses import dataclass

from planning.models import VALID, Decision, Plan, Resolution
from sites.core import navigation
from sites.core.access import Request, rows
from sites.core.days import date_long
from sites.models import County
from sites.rules.as_of import history, on_day

SHOWN_DECISIONS = 100


@dataclass(frozen=True)
class ResolutionDetail:
    """`plans` and `decisions` rest on it; decisions that others have followed are left out, each with the name of its site on its day."""

    resolution: Resolution
    plans: Sequence[Plan]
    decisions: Sequence[tuple[Decision, str]]
    may_change: bool
    may_read: bool

    @property
    def county(self) -> County:
        return self.resolution.place.county

    @property
    def title(self) -> str:
        return f"Beschluss {self.resolution.number}"

    @property
    def overline(self) -> str:
        return f"{self.county.name} · {self.resolution.get_kind_display()}"

    @property
    def lead(self) -> str:
        return f"{self.resolution.body.name}, {date_long(self.resolution.decided_on)}"

    @property
    def adopted(self) -> str:
        """From when on the recommendations are the rule here; empty for a resolution about something else."""
        if self.resolution.kind != Resolution.Kind.ADOPTION:
            return ""
        return f"{self.resolution.edition}. Seit dem {date_long(self.resolution.decided_on)} gelten sie hier als Standard."

    @property
    def crumbs(self) -> list[tuple[str, str]]:
        return [navigation.RESOLUTIONS.crumb(self.resolution.place_id), (self.resolution.number, "")]


def resolution_detail_page(request: Request, resolution: Resolution) -> ResolutionDetail:
    """`resolution` comes with its body, edition, document and county."""
    access = request.access
    decisions = rows(request, Decision).filter(VALID, resolution=resolution).annotate(history=history("site__")).order_by("site__sort_key")
    return ResolutionDetail(
        resolution=resolution,
        plans=list(rows(request, Plan).filter(resolution=resolution)),
        decisions=[(row, on_day(row, row.decided_on).name) for row in decisions[:SHOWN_DECISIONS]],
        may_change=resolution.place_id in access.reach("plans.change").places,
        may_read=resolution.place_id in access.reach("documents.view").places,
    )
