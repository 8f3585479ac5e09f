"""The quick ways of the start page in the order of the organisation form (UF6), and where the offers are (R066–R068)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from offers.models import Offer, ReferralCount
from offers.pages.coverage import roof_hint
from planning.pages.team_hints import teams_of_sites
from reporting.pages.week_plan import away_this_week
from sites.core.access import Request, rows
from sites.core.navigation import OFFERS, PARTNERS, REFERRALS, ROOMS, SITE_KITAS, EntryPage
from sites.core.roles import HOUSE
from sites.models import OrganisationForm, Partner, Room, Site, SiteForm, SiteKita

Form = OrganisationForm
KITAS = SITE_KITAS.named("Kitas im Verbund")
#: What a form needs first. A form changes the order of the ways, never what stands behind them.
FIRST: dict[str, tuple[EntryPage, ...]] = {
    Form.GUIDE: (REFERRALS, PARTNERS),
    Form.ONE_ROOF: (ROOMS, OFFERS),
    Form.GALLERY: (ROOMS, REFERRALS, OFFERS, PARTNERS),
    Form.NETWORK: (KITAS,),
}
ALL = (OFFERS, ROOMS, PARTNERS, REFERRALS)
#: The column of `_houses` that counts what stands behind a way.
COUNTED_BY = {REFERRALS: "referral_sum", PARTNERS: "partner_count", ROOMS: "room_count", OFFERS: "offer_count", KITAS: "kita_count"}


@dataclass(frozen=True)
class Way:
    label: str
    url: str
    number: int


@dataclass(frozen=True)
class House:
    """A site at which the person works. `form`: its organisation form in words; `split`: where its offers are; `hint`: what is worth a thought."""

    site: Site
    ways: list[Way]
    form: str
    split: str
    hint: str

    @property
    def split_words(self) -> str:
        return f"{self.split}." if self.split else "Noch ist kein Angebot angelegt."


def order_of(forms: Iterable[str]) -> list[EntryPage]:
    """The ways in the order of the forms, the leading one first; mixtures combine, and what no form asks for follows."""
    wanted = [way for form in forms for way in FIRST[form]]
    return list(dict.fromkeys([*wanted, *ALL]))


def _count(queryset: QuerySet[Any]) -> Coalesce:
    return Coalesce(Subquery(queryset.order_by().values("site").annotate(n=Count("pk")).values("n")), 0)


def _houses(request: Request) -> QuerySet[Site]:
    """The sites at which the person works, with everything the quick ways and the line of the team show: one query."""
    today, month = request.access.today, request.access.today.replace(day=1)
    own = [held.place for held in request.access.held if held.role in HOUSE]
    here = {"site": OuterRef("pk")}
    offers = rows(request, Offer.objects.on(today)).filter(**here)
    referred = rows(request, ReferralCount).filter(month=month, **here).order_by().values("site").annotate(sum=Sum("number")).values("sum")
    sites: QuerySet[Site] = (
        rows(request, Site)
        .filter(pk__in=own)
        .annotate(
            form_values=ArraySubquery(rows(request, SiteForm.objects.on(today)).filter(**here).order_by("-leading", "form").values("form")),
            kita_count=_count(rows(request, SiteKita.objects.on(today)).filter(**here)),
            room_count=_count(rows(request, Room).filter(closed_on__isnull=True, **here)),
            partner_count=_count(rows(request, Partner).filter(**here)),
            referral_sum=Coalesce(Subquery(referred), 0),
            offer_count=_count(offers),
            away=away_this_week(request),
            teams=teams_of_sites(request),
            **{where: _count(offers.filter(where=where, additional=True)) for where in Offer.Where.values},
        )
        .order_by("sort_key", "pk")
    )
    return sites


def split_of(where: dict[str, int]) -> str:
    """ "5 im Haus, 2 im Sozialraum": where the additional offers of today are (R068)."""
    return ", ".join(f"{where[value]} {label}" for value, label in Offer.Where.choices if where[value])


def hint_of(forms: Sequence[str], where: dict[str, int], referred: int) -> str:
    """What the recommendations say to the form and the offers of today; nothing of it asks for a change (R066, R067)."""
    if Form.GUIDE in forms and not referred:
        return "Als Lotse leiten Sie Familien an gut abgestimmte Stellen weiter (1.3). In diesem Monat ist noch keine Vermittlung gezählt."
    return roof_hint(forms, where)


def quick_ways(request: Request) -> list[House]:
    """For each site of the person: the quick ways in the order of its form, where its offers are, and a hint."""
    return [_house(site) for site in _houses(request)]


def _house(site: Site) -> House:
    has = vars(site)  # the annotations of `_houses`
    forms = has["form_values"]
    labels = [str(Form(form).label) for form in forms]
    where = {value: has[value] for value in Offer.Where.values}
    return House(
        site=site,
        ways=[Way(page.label, page.url(site.pk), has[COUNTED_BY[page]]) for page in order_of(forms)],
        form=f"Mischform aus {' und '.join(labels)}" if len(labels) > 1 else "".join(labels),
        split=split_of(where),
        hint=hint_of(forms, where, has["referral_sum"]),
    )
