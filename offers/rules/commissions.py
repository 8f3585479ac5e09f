"""The only place that asks whether the youth welfare office has commissioned what an offer rests on (§§ 17, 18 SGB VIII): told, never refused."""

from datetime import date
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Q, Value
from django.db.models.functions import Coalesce, Greatest, JSONObject, Least

from offers.models import Offer
from planning.models import Commission, LegalBasis
from sites.core.days import date_figures, valid_on
from sites.models import Site

MISSING = (
    "Die §§ 17 und 18 SGB VIII gelten nur „im Auftrag des zuständigen örtlichen Jugendamtes“: Für {} ist kein Auftrag eingetragen. "
    "Das Jugendamt trägt ihn ein (Fachliche Empfehlungen 2021, 1.6)."
)


def is_commissioned(site: Site, day: date) -> bool:
    """Whether a commission that holds at this house on a day is on record: then nobody types it once more at an offer."""
    here = Q(site_links__isnull=True) | Q(site_links__site=site)
    return Commission.objects.on(day).filter(here, place=site.county_id).exists()


def with_commissions(offers: Any, today: date) -> Any:
    """Offers with `rests_on_commission`, and `commissions` of their county that hold for their house on `asked_on`.

    That is today; for an offer that is still to begin its first day, for one that is over its last.
    """
    held: Any = OuterRef("asked_on")
    bases = Offer.legal_bases.through.objects.filter(offer=OuterRef("pk"), legalbasis__in=LegalBasis.objects.filter(needs_commission=True))
    here = Q(site_links__isnull=True) | Q(site_links__site=OuterRef("site"))
    found = Commission.objects.filter(valid_on(held), here, place=OuterRef("site__county")).order_by("starts", "pk")
    said = JSONObject(
        holder=Coalesce("provider__name", "holder"), subject="subject", sections="sections", starts="starts", ends="ends", number="number"
    )
    asked_on = Least(Greatest("starts", Value(today)), "ends")  # PostgreSQL passes over a last day that is not there
    return offers.annotate(asked_on=asked_on).annotate(rests_on_commission=Exists(bases), commissions=ArraySubquery(found.values(said=said)))


def commission_words(offer: Any) -> list[str]:
    """Whom the youth welfare office has commissioned with it, where the offer rests on that."""
    if not offer.rests_on_commission:
        return []
    return [_words(said) for said in offer.commissions]


def _words(said: dict[str, Any]) -> str:
    chosen = sorted(said["sections"])
    starts, ends = date.fromisoformat(said["starts"]), said["ends"]
    since = f"{date_figures(starts)} bis {date_figures(date.fromisoformat(ends))}" if ends else f"seit {date_figures(starts)}"
    about = [f"{'§§' if len(chosen) > 1 else '§'} {', '.join(chosen)} SGB VIII", since, said["number"]]
    return f"Das Jugendamt hat {said['holder']} beauftragt: {said['subject']} ({', '.join(filter(None, about))})"


def commission_hints(offer: Any, today: date) -> list[str]:
    """That nobody has recorded one that holds on its day (R005, R090)."""
    if not offer.rests_on_commission or offer.commissions:
        return []
    return [MISSING.format("heute" if offer.asked_on == today else f"den {date_figures(offer.asked_on)}")]
