"""What stands on the page of a commission: who does what for which houses, on what it rests, and its paper."""

from collections.abc import Sequence
from dataclasses import dataclass

from planning.models import Commission
from sites.core import navigation
from sites.core.access import Request, rows
from sites.core.days import date_figures
from sites.models import Site


@dataclass(frozen=True)
class CommissionDetail:
    """`sites` is empty where it holds for the whole county."""

    commission: Commission
    sites: Sequence[Site]
    may_change: bool
    may_read: bool
    is_over: bool

    @property
    def overline(self) -> str:
        return f"{self.commission.place.county.name} · Auftrag für Beratung"

    @property
    def lead(self) -> str:
        return f"Das Jugendamt hat {self.commission.holder_words} beauftragt."

    @property
    def facts(self) -> list[tuple[str, str]]:
        row = self.commission
        return [
            ("Grundlage", row.legal_basis.citation),
            ("Wofür", "; ".join(Commission.Section(value).label for value in sorted(row.sections))),
            ("Wer", row.holder_words),
            ("Gilt", f"ab {date_figures(row.starts)}" + (f" bis {date_figures(row.ends)}" if row.ends else ", ohne Ende")),
            ("Beschluss oder Aktenzeichen", row.number),
            ("Für", "" if self.sites else "alle Standorte des Landkreises"),
        ]

    @property
    def crumbs(self) -> list[tuple[str, str]]:
        return [navigation.COMMISSIONS.crumb(self.commission.place_id), (self.commission.holder_words, "")]


def commission_detail_page(request: Request, commission: Commission) -> CommissionDetail:
    """`commission` comes with its provider, basis, document and county."""
    access = request.access
    linked = commission.site_links.values("site")
    return CommissionDetail(
        commission=commission,
        sites=list(rows(request, Site).filter(pk__in=linked).order_by("sort_key", "pk")),
        may_change=commission.place_id in access.reach("commissions.change").places,
        may_read=commission.place_id in access.reach("documents.view").places,
        is_over=commission.ends is not None and commission.ends < access.today,
    )
