"""What stands on the page of handovers: what is open in the name of head and coordination, and what has passed on before."""

from dataclasses import dataclass

from django.urls import reverse

from reporting.models import Handover
from reporting.rules.handover import EVERYWHERE, Item, holders, in_name, open_things
from sites.core.access import Request, rows
from sites.core.days import date_long, is_over
from sites.core.numbers import with_noun
from sites.core.places import site_within
from sites.core.roles import Role
from sites.models import Membership, Site

ROLES = [Role.HEAD.value, Role.COORDINATOR.value]
SHOWN = 40


@dataclass(frozen=True)
class Holder:
    """Somebody with a role, and what is open in the name."""

    membership: Membership
    items: list[Item]
    opens: frozenset[str]  # the actions that whoever reads this holds here

    @property
    def title(self) -> str:
        return f"Im Namen von {self.membership.user.name}, {self.membership.get_role_display()}"

    @property
    def note(self) -> str:
        ends = f"bis {date_long(self.membership.ends)}" if self.membership.ends else ""
        return ", ".join(filter(None, [with_noun(len(self.items), "Sache", "Sachen"), ends]))

    @property
    def html_id(self) -> str:
        return f"h-holder-{self.membership.pk}"

    @property
    def shown(self) -> list[tuple[str, str]]:
        """Each thing in words, with the way to it for those who may change it."""
        return [(item.words, item.url if item.place.action in self.opens else "") for item in self.items[:SHOWN]]

    @property
    def more(self) -> int:
        return max(0, len(self.items) - SHOWN)


@dataclass(frozen=True)
class HandoverLine:
    """A handover; `left`: what has come into the old name since; `mine`: whether this person goes on."""

    handover: Handover
    left: list[Item]
    mine: bool

    @property
    def title(self) -> str:
        one = self.handover
        return f"{one.leaver.name} an {one.successor.name}, {one.get_role_display()}"

    @property
    def when(self) -> str:
        done = f", übernommen am {date_long(self.handover.done_on)}" if self.handover.done_on else ""
        return f"Letzter Tag {date_long(self.handover.leaves_on)}, übergeben am {date_long(self.handover.passed_on)}{done}"

    @property
    def left_words(self) -> str:
        return f"Seitdem neu im Namen von {self.handover.leaver.name}: {with_noun(len(self.left), 'Sache', 'Sachen')}." if self.left else ""


@dataclass(frozen=True)
class HandoverList:
    """`holders`: head and coordination of today and of the coming days."""

    site: Site
    holders: list[Holder]
    lines: list[HandoverLine]
    may_change: bool
    crumbs: list[tuple[str, str]]

    @property
    def new_url(self) -> str:
        return reverse("reporting:handover_create", args=[self.site.pk]) if self.may_change else ""


def handover_list_page(request: Request, pk: int) -> HandoverList:
    """A house within the right to read it."""
    site, today = site_within(request, "handovers.view", pk), request.access.today
    handovers = rows(request, Handover).filter(site=site).select_related("leaver", "successor")
    known, things = list(handovers[:20]), open_things(site.pk, today)
    lines = []
    for one in known:
        left = [item for item in in_name(things, one.leaver) if not _is_ending(item, one)]
        lines.append(HandoverLine(one, left, one.successor_id == request.user.pk and one.done_on is None))
    opens = frozenset(place.action for place in EVERYWHERE if site.pk in request.access.reach(place.action).places)
    leaving = {(one.leaver_id, one.role) for one in known}
    return HandoverList(
        site=site,
        holders=[
            Holder(one, in_name(things, one.user), opens)
            for one in holders(site.pk, today, ROLES)
            if (one.user_id, one.role) not in leaving and not is_over(one, today)
        ],
        lines=lines,
        may_change=site.pk in request.access.reach("handovers.change").places,
        crumbs=[(site.name, site.get_absolute_url()), ("Übergabe", "")],
    )


def _is_ending(item: Item, handover: Handover) -> bool:
    return item.ends is not None and item.ends <= handover.leaves_on
