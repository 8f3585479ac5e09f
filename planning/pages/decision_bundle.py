"""All decisions of a county under one paper, with their letters: after a resolution about many sites."""

from dataclasses import dataclass

from planning.models import VALID, Decision
from planning.rules.decisions import SHOWN, under_one_paper
from sites.core import navigation
from sites.core.access import Request, rows
from sites.core.days import date_long
from sites.rules.as_of import AsOf, history, on_day


@dataclass(frozen=True)
class DecisionBundle:
    """`decision`: the one the page was opened from; `decisions`: each with what its site was on the day of the paper."""

    decision: Decision
    decisions: list[tuple[Decision, AsOf]]

    @property
    def title(self) -> str:
        return f"Beschluss {self.decision.number}"

    @property
    def lead(self) -> str:
        number = len(self.decisions)
        words = "Eine Entscheidung beruht" if number == 1 else f"{number} Entscheidungen beruhen"
        return f"{words} auf diesem Beschluss vom {date_long(self.decision.decided_on)}, {self.decision.get_body_display()}."

    @property
    def crumbs(self) -> list[tuple[str, str]]:
        return [navigation.CASES.crumb(), (self.title, "")]


def decision_bundle_page(request: Request, decision: Decision) -> DecisionBundle:
    found = rows(request, Decision).filter(VALID, **under_one_paper(decision)).annotate(history=history("site__"))
    return DecisionBundle(decision, [(row, on_day(row, row.decided_on)) for row in found.order_by("site__sort_key", "pk")[:SHOWN]])
