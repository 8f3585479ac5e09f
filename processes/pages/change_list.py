"""What changes in a house, with what each change proposes and what became of it: a part of several pages, and the list of a site."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Prefetch
from django.urls import reverse

from processes.models import ChangeEvent, ChangeProposal
from sites.core import navigation
from sites.core.access import Access, Request, rows
from sites.core.days import date_long, is_over
from sites.core.navigation import Links
from sites.core.numbers import with_noun
from sites.core.places import site_within
from sites.core.rights import roles_with

Kind = ChangeProposal.Kind
#: What was taken up is done here: the action it needs, the page of a site, and the words of the link.
DONE_AT: dict[str, tuple[str, Callable[[int], str], str]] = {
    Kind.HOURS: ("contracts.change", lambda site: reverse("processes:contract_create", args=[site]), "Vereinbarung eintragen"),
    Kind.MEETING: ("bodies.change", navigation.STEERING.url, "Sitzung planen"),
    Kind.ANALYSIS: ("analysis.change", lambda site: reverse("processes:analysis_create", args=[site]), "Runde beginnen"),
}


@dataclass(frozen=True)
class ProposalLine:
    """A proposal with its state in words. `accept`, `decline`: where it is answered, `next_url`: where it is done, for those who may."""

    proposal: ChangeProposal
    today: date
    accept: str
    decline: str
    next_url: str

    @property
    def label(self) -> str:
        return str(self.proposal)

    @property
    def is_done(self) -> bool:
        return self.proposal.state == ChangeProposal.State.ACCEPTED

    @property
    def words(self) -> str:
        """noch offen, seit 25 Wochen; angenommen am 24. Juni 2026; abgelehnt: „erst nach der Einarbeitung“"""
        proposal = self.proposal
        if proposal.state == ChangeProposal.State.OPEN:
            weeks = (self.today - proposal.made_on).days // 7
            return f"noch offen, seit {with_noun(weeks, 'Woche', 'Wochen')}" if weeks else "noch offen"
        if proposal.state == ChangeProposal.State.DECLINED:
            return f"abgelehnt: „{proposal.sentence}“"
        return f"angenommen am {date_long(proposal.answered_on)}"

    @property
    def next_label(self) -> str:
        return DONE_AT[self.proposal.kind][2]

    @property
    def accept_label(self) -> str:
        return "Doch annehmen" if self.proposal.state == ChangeProposal.State.DECLINED else "Annehmen"

    @property
    def waits_for(self) -> str:
        """Who decides, where that is not the person who reads."""
        if self.proposal.kind == Kind.HOURS and not self.accept and not self.is_done:
            return "Darüber entscheiden Sozialplanung und Träger."
        return ""


@dataclass(frozen=True)
class ChangeLine:
    """A change; `edit`: where it is changed or ended, for those who may."""

    event: ChangeEvent
    today: date
    proposals: list[ProposalLine]
    edit: str

    @property
    def is_open(self) -> bool:
        return not is_over(self.event, self.today)

    @property
    def words(self) -> str:
        event = self.event
        ends = f"bis {date_long(event.ends)}" if event.ends else "offen"
        return f"seit {date_long(event.starts)}, {ends} · eingetragen von {event.person_label}"


def with_proposals(changes: str = "") -> Any:
    """The proposals of changes, in one more query; `changes`: how a row leads to them."""
    return Prefetch(f"{changes}__proposals" if changes else "proposals", ChangeProposal.objects.order_by("pk"))


def change_lines(access: Access, events: Iterable[ChangeEvent]) -> list[ChangeLine]:
    """The newest first; each brings its proposals along."""
    found = sorted(events, key=lambda event: (event.starts, event.pk), reverse=True)
    return [_line(access, event) for event in found]


def _line(access: Access, event: ChangeEvent) -> ChangeLine:
    edit = reverse("processes:change_edit", args=[event.pk]) if access.may("changes.change", event) else ""
    proposals = [_proposal(access, proposal) for proposal in event.proposals.all()]
    return ChangeLine(event, access.today, proposals, edit)


def _proposal(access: Access, proposal: ChangeProposal) -> ProposalLine:
    needed = "changes.hours" if proposal.kind == Kind.HOURS else "changes.answer"
    action, where, _ = DONE_AT[proposal.kind]
    may, accepted, declined = access.may("changes.answer", proposal), proposal.State.ACCEPTED, proposal.State.DECLINED
    accept = access.may(needed, proposal) and proposal.state != accepted
    return ProposalLine(
        proposal,
        access.today,
        reverse("processes:proposal_accept", args=[proposal.pk]) if accept else "",
        reverse("processes:proposal_decline", args=[proposal.pk]) if may and proposal.state not in {accepted, declined} else "",
        where(proposal.site_id) if proposal.state == accepted and access.may(action, proposal) else "",
    )


@dataclass(frozen=True)
class ChangeList:
    """All changes of a house."""

    site_name: str
    tabs: Links
    changes: list[ChangeLine]
    new_url: str
    audience: str
    title = "Veränderungen in der Einrichtung"
    lead = "Bei grundlegenden Veränderungen ist mehr Prozessbegleitung empfohlen, solange sie andauern (Fachliche Empfehlungen, Abschnitt 2.4)."


def change_list_page(request: Request, site: int) -> ChangeList:
    """The changes of a site within reach. At most three queries."""
    place = site_within(request, "changes.view", site)
    events = rows(request, ChangeEvent).filter(site=place).prefetch_related(with_proposals())
    return ChangeList(
        site_name=place.name,
        tabs=navigation.GROWTH_TABS.at(request.access, place.pk, navigation.CHANGES),
        changes=change_lines(request.access, events),
        new_url=reverse("processes:change_create", args=[place.pk]) if place.pk in request.access.reach("changes.change").places else "",
        audience=roles_with("changes.view"),
    )
