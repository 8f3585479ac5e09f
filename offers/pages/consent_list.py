"""What stands on the register of consents of a house: for what, how many, who keeps the papers."""

from django.urls import reverse

from offers.models import ConsentNote
from offers.pages.crisis import AUDIENCE
from sites.core import navigation
from sites.core.access import Request, rows
from sites.core.days import date_figures
from sites.core.lists import Page
from sites.core.pages import Cell, Empty, RowList
from sites.models import Site


def consent_list_page(request: Request, site: Site) -> RowList:
    """All of a house on one page: there are few."""
    may = request.access.may("outreach.change", site)
    new_url = reverse("offers:consent_create", args=[site.pk]) if may else ""
    return RowList(
        title="Einwilligungen",
        pre=site.name,
        lead="Wofür es Einwilligungen auf Papier gibt, wie viele und wer sie aufhebt. Von wem sie sind, steht nur auf den Zetteln.",
        new_url=new_url,
        new_label="Einwilligungen eintragen",
        crumbs=[navigation.CRISIS.crumb(site.pk), ("Einwilligungen", "")],
        caption="Einwilligungen nach Zweck",
        heads=("Wofür", "Angebot", "Zahl:n", "Wer hebt sie auf", "Aufzuheben bis"),
        page=Page(list(rows(request, ConsentNote).filter(site=site).select_related("offer")), "", True),
        row=lambda row: _row(row, may),
        empty=Empty("Noch keine Einwilligungen", "Ohne Einwilligung keine Bilder von Kindern.", new_url, "Einwilligungen eintragen"),
        audience=AUDIENCE,
    )


def _row(row: ConsentNote, may: bool) -> tuple[Cell | str, ...]:
    url = reverse("offers:consent_edit", args=[row.pk]) if may else ""
    until = date_figures(row.kept_until) or "offen"
    return Cell(row.purpose, url=url), row.offer.title if row.offer else "–", str(row.number), row.get_kept_by_display(), until
