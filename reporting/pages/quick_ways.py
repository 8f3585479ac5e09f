"""The only place that orders the quick ways of the start page by organisation form (UF6), and says where the offers are (R066–R068)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, OuterRef, Subquery, Sum
from django.db.models.functions import Coalesce
from django.urls import reverse

from offers.models import Offer, ReferralCount
from offers.pages.coverage import roof_hint
from sites.core.access import rows
from sites.core.rights import HOUSE
from sites.models import OrganisationForm, Partner, Room, Site, SiteForm, SiteKita

Form = OrganisationForm
#: What a form needs first. A form changes the order of the ways, never what stands behind them.
FIRST: dict[str, tuple[str, ...]] = {
    Form.GUIDE: ("referrals", "partners"),
    Form.ONE_ROOF: ("rooms", "offers"),
    Form.GALLERY: ("rooms", "referrals", "offers", "partners"),
    Form.NETWORK: ("kitas",),
}
ALL = ("offers", "rooms", "partners", "referrals")
#: key → label, view, the column of `_houses` that counts it
WAYS = {
    "referrals": ("Vermittlung zählen", "offers:referral_count", "referral_sum"),
    "partners": ("Partner*innen", "sites:partner_list", "partner_count"),
    "rooms": ("Räume", "sites:room_list", "room_count"),
    "offers": ("Angebote", "offers:offer_list", "offer_count"),
    "kitas": ("Kitas im Verbund", "sites:site_kitas", "kita_count"),
}


@dataclass(frozen=True)
class Way:
    label: str
    url: str
    number: int


def order_of(forms: Iterable[str]) -> list[str]:
    """The ways in the order of the forms, the leading one first; mixtures combine, and what no form asks for follows."""
    wanted = [way for form in forms for way in FIRST[form]]
    return list(dict.fromkeys([*wanted, *ALL]))


def _count(queryset):
    return Coalesce(Subquery(queryset.order_by().values("site").annotate(n=Count("pk")).values("n")), 0)


def _houses(request):
    """The sites at which the person works, with everything the quick ways show: one query."""
    today, month = request.access.today, request.access.today.replace(day=1)
    own = [held.place for held in request.access.held if held.role in HOUSE]
    here = {"site": OuterRef("pk")}
    offers = rows(request, Offer).on(today).filter(**here)
    referred = rows(request, ReferralCount).filter(month=month, **here).order_by().values("site").annotate(sum=Sum("number")).values("sum")
    return (
        rows(request, Site)
        .filter(pk__in=own)
        .annotate(
            form_values=ArraySubquery(rows(request, SiteForm).on(today).filter(**here).order_by("-leading", "form").values("form")),
            kita_count=_count(rows(request, SiteKita).on(today).filter(**here)),
            room_count=_count(rows(request, Room).filter(closed_on__isnull=True, **here)),
            partner_count=_count(rows(request, Partner).filter(**here)),
            referral_sum=Coalesce(Subquery(referred), 0),
            offer_count=_count(offers),
            **{where: _count(offers.filter(where=where, additional=True)) for where in Offer.Where.values},
        )
        .order_by("sort_key", "pk")
    )


def split_of(where: dict[str, int]) -> str:
    """ "5 im Haus, 2 im Sozialraum": where the additional offers of today are (R068)."""
    return ", ".join(f"{where[value]} {label}" for value, label in Offer.Where.choices if where[value])


def hint_of(forms: Sequence[str], where: dict[str, int], referred: int) -> str:
    """What the recommendations say to the form and the offers of today; nothing of it asks for a change (R066, R067)."""
    if Form.GUIDE in forms and not referred:
        return "Als Lotse leiten Sie Familien an gut abgestimmte Stellen weiter (1.3). In diesem Monat ist noch keine Vermittlung gezählt."
    return roof_hint(forms, where)


def quick_ways(request) -> list[dict]:
    """For each site of the person: the quick ways in the order of its form, where its offers are, and a hint."""
    found = []
    for site in _houses(request):
        ways = [Way(WAYS[key][0], reverse(WAYS[key][1], args=[site.pk]), getattr(site, WAYS[key][2])) for key in order_of(site.form_values)]
        labels = [Form(form).label for form in site.form_values]
        where = {value: getattr(site, value) for value in Offer.Where.values}
        found.append({
            "site": site,
            "ways": ways,
            "form": f"Mischform aus {' und '.join(labels)}" if len(labels) > 1 else "".join(labels),
            "split": split_of(where),
            "hint": hint_of(site.form_values, where, site.referral_sum),
        })  # fmt: skip
    return found
