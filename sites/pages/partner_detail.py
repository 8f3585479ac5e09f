"""One partner: the card for a family, and behind it the cooperations with their agreements and papers."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch

from sites.core import navigation
from sites.core.access import Request, fetch, rows
from sites.core.journal import subject_of
from sites.models import Agreement, Cooperation, Document, Partner, Site
from sites.pages.partner_list import cooperations

SHOWN_DOCUMENTS = 20


@dataclass(frozen=True)
class AgreementLine:
    row: Agreement
    over: bool  # its last day is past


@dataclass(frozen=True)
class CooperationCard:
    row: Cooperation
    overdue: bool  # the day of the next step is past
    agreements: list[AgreementLine]


@dataclass(frozen=True)
class PartnerDetail:
    """`subject`: what a document filed from here hangs on."""

    site: Site
    partner: Partner
    cooperations: list[CooperationCard]
    documents: list[Document]
    subject: str
    may_change: bool
    may_count: bool
    crumbs: list[tuple[str, str]]


def partner_detail_page(request: Request, pk: int) -> PartnerDetail:
    """A partner within reach, or a 404."""
    partner = fetch(request, rows(request, Partner).select_related("site"), pk=pk)
    agreements = Prefetch("agreements", rows(request, Agreement).select_related("document"))
    found = cooperations(request).filter(partner=partner).prefetch_related(agreements)
    reach = request.access.reach
    return PartnerDetail(
        site=partner.site,
        partner=partner,
        cooperations=[_card(row, request.access.today) for row in found],
        documents=list(rows(request, Document).filter(subject=subject_of(partner))[:SHOWN_DOCUMENTS]),
        subject=subject_of(partner),
        may_change=partner.site_id in reach("partners.change").places,
        may_count=partner.site_id in reach("referrals.change").places,
        crumbs=[navigation.PARTNERS.crumb(partner.site_id), (partner.name, "")],
    )


def _card(row: Cooperation, today: date) -> CooperationCard:
    agreements = [AgreementLine(agreement, bool(agreement.ends and agreement.ends < today)) for agreement in row.agreements.all()]
    return CooperationCard(row, bool(row.next_on and row.next_on < today), agreements)
