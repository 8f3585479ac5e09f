"""What stands on the start page of a facilitator: the own sites with their hours, one line to log, the month to close, and what is due."""

from dataclasses import dataclass
from datetime import date, time, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject
from django.urls import reverse

from planning.models import Meeting
from processes.forms.book import HoursForm
from processes.models import Contract, FacilitationSession
from processes.pages.entries import EntryLine, entry_lines, with_notes
from processes.pages.month_close import closed_of, month_page, next_to_close, own_book, timesheets, with_months
from processes.rules.book import Month, due_on, total
from processes.rules.contracts import ContractLine, line_of, with_hours
from processes.rules.editions import hours_editions
from reporting.pages.home_house import today_words
from reporting.rules.news import News, news_of
from sites.core.access import Request, rows
from sites.core.days import DAYS, MONTHS, clock_time, date_long, month_long, until, valid, valid_on
from sites.core.numbers import decimal, euros, exact, in_hours
from sites.models import Phase

#: How long before its end a contract is spoken of; lines that say which tasks were used last.
AHEAD, LAST_LINES = timedelta(days=92), 30
#: What is longest in the bars takes so much of their width.
FILLED = Decimal("0.83")
MONTHS_ON_THE_WAY = 24


@dataclass(frozen=True)
class SiteCard:
    """A site that the person accompanies. `scale`: how many hours the whole width of a bar stands for."""

    line: ContractLine
    last: EntryLine | None
    coming: dict[str, Any] | None
    scale: Decimal

    @property
    def contract(self) -> Contract:
        return self.line.contract

    @property
    def place(self) -> str:
        return f"{self.contract.site.municipality.name} · {self.contract.site.county}"

    @property
    def phase(self) -> str:
        found = valid(self.contract.site.phases.all(), self.line.today)
        if not found:
            return ""
        starts, today = found[0].starts, self.line.today
        if found[0].phase != Phase.ON_THE_WAY:
            return str(found[0].get_phase_display())
        month = (today.year - starts.year) * 12 + today.month - starts.month + 1
        return f"Auf dem Weg zum ThEKiZ, Monat {month} von etwa {MONTHS_ON_THE_WAY}"

    @property
    def delivered(self) -> str:
        return in_hours(self.line.delivered)

    @property
    def bars(self) -> dict[str, str]:
        """Widths in hundredths of the bar: agreed and delivered; where the recommended hours stand, if a number is recommended."""
        hours = self.line.rule.hours if self.line.rule else None
        return {
            "agreed": self._at(self.contract.hours_per_month),
            "done": self._at(max(self.line.delivered, Decimal(0))),
            "need": self._at(hours) if hours is not None else "",
        }

    def _at(self, hours: Decimal) -> str:
        return f"{min(Decimal(100), hours / self.scale * 100):.2f}" if self.scale else "0"

    @property
    def recommended(self) -> str:
        rule = self.line.rule
        if rule is None:
            return ""
        return f"Empfohlen: {rule.words}{'' if rule.hours is None else ' Stunden'} ({self.line.source})"

    @property
    def below(self) -> str:
        """How many hours less are agreed than recommended, in words; a hint that stops nobody."""
        rule, agreed = self.line.rule, self.contract.hours_per_month
        if rule is None or rule.hours is None or rule.is_met(agreed):
            return ""
        return f"{in_hours(rule.hours - agreed)} unter der Empfehlung"

    @property
    def last_words(self) -> str:
        if self.last is None:
            return "noch kein Termin"
        held = self.last.session.held_on
        return f"{DAYS[held.weekday()][:2]}, {_day(held)}, {self.last.topic}"

    @property
    def coming_words(self) -> str:
        if self.coming is None:
            return ""
        held, starts_at = date.fromisoformat(self.coming["held_on"]), self.coming["starts_at"]
        day = "heute" if held == self.line.today else f"{DAYS[held.weekday()][:2]}, {_day(held)}"
        at = f"{clock_time(time.fromisoformat(starts_at))} Uhr" if starts_at else ""
        return ", ".join(filter(None, [self.coming["body"], day, at]))


@dataclass(frozen=True)
class Due:
    """A day until which something has to be done."""

    day: date
    today: date
    words: str
    url: str = ""
    label: str = ""

    @property
    def when(self) -> str:
        return until(self.day, self.today)


@dataclass(frozen=True)
class HomeFacilitator:
    """`month`: the one to close next; `closed`: months that are closed, in words, each with its page."""

    today: date
    cards: list[SiteCard]
    form: HoursForm | None
    month: Month | None
    closed: list[tuple[str, str, str]]
    due: list[Due]
    news: list[News]

    log_note = "Stunden und Aufgaben sehen die Beteiligten immer. Bitte keine Namen von Familien."

    @property
    def overline(self) -> str:
        return today_words(self.today)

    @property
    def lead(self) -> str:
        if not self.cards:
            return "Vereinbarte und geleistete Stunden."
        agreed = sum((card.contract.hours_per_month for card in self.cards), Decimal(0))
        return f"{exact(sum((card.line.delivered for card in self.cards), Decimal(0)))} von {in_hours(agreed)} im {MONTHS[self.today.month - 1]}"

    @property
    def month_title(self) -> str:
        if self.month is None:
            return ""
        return f"{self.month.name} ist abgeschlossen" if self.month.closed_on else f"{self.month.name} abschließen"

    @property
    def month_note(self) -> str:
        if self.month is None or self.month.closed_on:
            return ""
        last = due_on(self.month.month)
        return f"bis {_day(last)}, {until(last, self.today)}" if last >= self.today else f"seit {_day(last)} überfällig"

    @property
    def sheets_words(self) -> str:
        number = len(self.month.clients) if self.month else 0
        if number == 1:
            return "Ergibt einen Stundenzettel (PDF) mit Rechnungszeilen."
        return f"Ergibt {number} Stundenzettel (PDF) mit Rechnungszeilen, einen je Auftraggeber."

    @property
    def sheets(self) -> list[tuple[str, str]]:
        return timesheets(self.month) if self.month else []

    @property
    def month_value(self) -> str:
        return self.month.month.isoformat() if self.month else ""


def _day(day: date) -> str:
    return date_long(day).rpartition(" ")[0]


def home_facilitator_page(request: Request) -> HomeFacilitator:
    """The contracts of this person that run today, and the book: whatever their number, five queries and the news."""
    today = request.access.today
    running = own_book(request).filter(valid_on(today)).select_related("site__municipality", "site__county")
    contracts = with_months(request, _with_meeting(request, with_hours(running, rows(request, FacilitationSession), today)))
    editions = hours_editions()
    lines = [line_of(contract, editions, today, sees_hours=True) for contract in contracts.order_by("site__sort_key")]
    if not lines:
        return HomeFacilitator(today, [], None, None, [], [], news_of(request.access))
    own, last = [line.contract for line in lines], _last_lines(request, [line.contract.pk for line in lines])
    month = month_page(own, next_to_close(own, today))
    used = [pk for entry in last for pk in entry.task_keys]
    line = FacilitationSession(held_on=today)
    form = HoursForm(instance=line, request=request, contracts=own, used=used)  # type: ignore[no-untyped-call]  # forms have no types
    return HomeFacilitator(
        today=today,
        cards=_cards(lines, last),
        form=form,
        month=month,
        closed=_closed(own),
        due=_due(lines, month, today),
        news=news_of(request.access),
    )


def _with_meeting(request: Request, contracts: QuerySet[Contract]) -> QuerySet[Contract]:
    """The next meeting of any body of the house, in the query of its contract."""
    coming = rows(request, Meeting).filter(place=OuterRef("site"), held_on__gte=request.access.today).order_by("held_on", "starts_at", "pk")
    words = JSONObject(pk="pk", held_on="held_on", starts_at="starts_at", body="body__name")
    return contracts.annotate(coming=Subquery(coming.values(json=words)[:1]))


def _last_lines(request: Request, contracts: list[int]) -> list[EntryLine]:
    """The newest lines of these contracts: the last contact of each, and which tasks were used last."""
    found = rows(request, FacilitationSession).filter(contract__in=contracts, corrects=None)
    return entry_lines(request, with_notes(request, found)[:LAST_LINES], may_change=False, fixed=set())


def _cards(lines: list[ContractLine], last: list[EntryLine]) -> list[SiteCard]:
    newest: dict[int, EntryLine] = {}
    for entry in last:
        newest.setdefault(entry.session.contract_id, entry)
    known = [hours for line in lines for hours in (line.contract.hours_per_month, line.delivered, line.rule and line.rule.hours) if hours]
    scale = max(known, default=Decimal(1)) / FILLED
    return [SiteCard(line, newest.get(line.contract.pk), vars(line.contract)["coming"], scale) for line in lines]


def _closed(contracts: list[Contract]) -> list[tuple[str, str, str]]:
    """The newest closed month: its name, what it came to, and its page."""
    found = [row for contract in contracts for row in closed_of(contract).values()]
    newest = [row for row in found if row.month == max(one.month for one in found)]
    if not newest:
        return []
    hours, amount = sum((row.hours for row in newest), Decimal(0)), total(row.amount for row in newest)
    money = f", {euros(amount)}" if amount is not None else ""
    words = f"abgeschlossen am {_day(max(row.closed_on for row in newest))}, {decimal(hours, 2)} Stunden{money}"
    return [(month_long(newest[0].month), words, f"{reverse('processes:month_close')}?monat={newest[0].month:%Y-%m}")]


def _due(lines: list[ContractLine], month: Month, today: date) -> list[Due]:
    """The month to close, and contracts that end: with them the access ends, so their last month is closed before."""
    due = [] if month.closed_on else [Due(due_on(month.month), today, f"Stundenzettel {month.name}")]
    for line in lines:
        contract = line.contract
        if contract.ends <= today + AHEAD:
            words = f"Vereinbarung und Zugang {contract.site.name} enden. Schließen Sie den letzten Monat bis dahin ab."
            due.append(Due(contract.ends, today, words, reverse("processes:contract_detail", args=[contract.pk]), "Zur Vereinbarung"))
    return sorted(due, key=lambda one: one.day)
