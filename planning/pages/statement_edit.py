"""What stands beside a statement for those who are heard and do not read the dossier: what the application is about."""

from planning.models import Application, LocationReason
from sites.core.days import date_long
from sites.core.numbers import fte
from sites.models import OrganisationForm


def hearing_facts(application: Application) -> list[tuple[str, str]]:
    """What the parents' council has to know to speak: aims, reasons, form, hours, begin; nothing of money or people."""
    told = [
        ("Welche Bedarfe das Haus sieht", application.needs_text),
        ("Grundlage", application.needs_source),
        ("Warum dieser Standort", ", ".join(str(LocationReason(one).label) for one in application.location_reasons)),
        ("Begründung", application.reason_text),
        ("Gewünschte Organisationsform", ", ".join(str(OrganisationForm(one).label) for one in application.forms)),
        ("Koordination", f"{fte(application.coordinator_fte)} VZÄ" if application.coordinator_fte else ""),
        ("Gewünschter Beginn", date_long(application.wanted_start)),
    ]
    return [(label, words) for label, words in told if words]
