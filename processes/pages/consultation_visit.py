"""What the house reads of one visit: who asks for what, when, and what came of it."""

from dataclasses import dataclass

from django.urls import reverse

from processes.models import ConsultationVisit
from sites.core.access import Request, fetch, rows
from sites.core.days import date_long
from sites.core.navigation import CONSULTATION

SIGNS = {"asked": "warning", "offered": "info", "confirmed": "success", "held": "success"}


@dataclass(frozen=True)
class ConsultationVisitPage:
    """`may_change`: whether this person answers."""

    visit: ConsultationVisit
    may_change: bool
    crumbs: list[tuple[str, str]]

    @property
    def sign(self) -> str:
        return SIGNS.get(self.visit.state, "")

    @property
    def facts(self) -> list[tuple[str, object]]:
        visit = self.visit
        contact = ", ".join(filter(None, [visit.name, visit.email, visit.phone]))
        forgotten = f"gelöscht am {date_long(visit.forgotten_on)}" if visit.forgotten_on else ""
        return [
            ("Termin", visit.when),
            ("Wer fragt an", visit.get_role_display()),
            ("Wünscht sich", visit.kind_labels),
            ("Einrichtung oder Stelle", visit.organisation or "keine Angabe"),
            ("Personen", visit.people),
            ("Name und Kontakt", contact or forgotten or "keine Angabe"),
            ("Angefragt am", date_long(visit.created)),
        ]

    @property
    def rated(self) -> list[tuple[str, object]]:
        visit = self.visit
        return [
            ("Hat der Besuch geholfen?", visit.get_useful_display()),
            ("Was sie mitnehmen", visit.took_along),
            ("Was gefehlt hat", visit.missed),
        ]

    @property
    def reply_url(self) -> str:
        is_open = self.may_change and self.visit.state in ConsultationVisit.OPEN
        return reverse("processes:visit_reply", args=[self.visit.pk]) if is_open else ""

    @property
    def reply_label(self) -> str:
        return "Absagen" if self.visit.state == "confirmed" else "Antworten"

    @property
    def record_url(self) -> str:
        may_record = self.may_change and self.visit.state in ("confirmed", "held")
        return reverse("processes:visit_record", args=[self.visit.pk]) if may_record else ""

    @property
    def record_label(self) -> str:
        return "Notizen ändern" if self.visit.state == "held" else "Besuch festhalten"


def consultation_visit_page(request: Request, pk: int) -> ConsultationVisitPage:
    """A visit within the right to read it."""
    visit = fetch(request, rows(request, ConsultationVisit).select_related("site"), pk=pk)
    site = visit.site
    return ConsultationVisitPage(
        visit=visit,
        may_change=visit.site_id in request.access.reach("consultations.change").places,
        crumbs=[
            (site.name, site.get_absolute_url()),
            CONSULTATION.crumb(site.pk),
            (str(visit), ""),
        ],
    )
