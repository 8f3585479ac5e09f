"""What stands on the start page of a facilitator: contracts of today with agreed and delivered hours of the month and the last contact."""

from dataclasses import dataclass
from datetime import date

from processes.models import Contract, FacilitationSession
from processes.rules.contracts import ContractLine, line_of, with_hours
from processes.rules.editions import Editions
from reporting.pages.home_house import today_words
from reporting.rules.news import News, news_of
from sites.core.access import Request, rows
from sites.core.days import MONTHS, date_long


@dataclass(frozen=True)
class SiteLine:
    """A site that the person facilitates, with its contract."""

    line: ContractLine

    @property
    def words(self) -> str:
        contract, last = self.line.contract, self.line.last
        hours = f"{self.line.delivered_words} von {self.line.agreed} {'Stunde' if self.line.agreed == '1' else 'Stunden'}"
        contact = f"zuletzt am {date_long(last).rpartition(' ')[0]}" if last else "noch kein Termin"
        return f"{contract.site.municipality.name} · {hours} · {contact} · Zugang bis {date_long(contract.ends)}"


@dataclass(frozen=True)
class HomeFacilitator:
    today: date
    lines: list[SiteLine]
    news: list[News]

    @property
    def overline(self) -> str:
        return today_words(self.today)

    @property
    def lead(self) -> str:
        return f"Vereinbarte und geleistete Stunden im {MONTHS[self.today.month - 1]}."


def home_facilitator_page(request: Request) -> HomeFacilitator:
    """The contracts of this person that run today."""
    today = request.access.today
    own = rows(request, Contract.objects.on(today)).filter(facilitator=request.user).select_related("site__municipality")
    contracts = with_hours(own, rows(request, FacilitationSession), today).order_by("site__sort_key")
    lines = [SiteLine(line_of(contract, Editions(), today, sees_hours=True)) for contract in contracts]
    return HomeFacilitator(today, lines, news_of(request.access))
