"""The page behind the link of a visit: how it stands, and what can be done now."""

from dataclasses import dataclass
from datetime import date, time
from typing import Any

from processes.models import ConsultationVisit, VisitKind
from processes.services.consultation import visit_of
from sites.core.days import day_and_hours

STATE = ConsultationVisit.State
HEADINGS = {
    STATE.ASKED: "Ihre Anfrage ist da",
    STATE.OFFERED: "Das Haus schlägt einen anderen Termin vor",
    STATE.CONFIRMED: "Ihr Besuch ist zugesagt",
    STATE.DECLINED: "Das Haus hat abgesagt",
    STATE.WITHDRAWN: "Sie haben die Anfrage zurückgezogen",
    STATE.HELD: "Danke für Ihren Besuch",
}


@dataclass(frozen=True)
class VisitStatus:
    """`known`: as the database tells it, without a name."""

    secret: str
    known: dict[str, Any]
    today: date

    @property
    def state(self) -> str:
        return str(self.known["state"])

    @property
    def rated(self) -> bool:
        return bool(self.known["rated"])

    @property
    def heading(self) -> str:
        return HEADINGS[STATE(self.state)]

    @property
    def when(self) -> str:
        """Its time in words, or what was proposed."""
        if self.day is None:
            return str(self.known["wished"])
        return day_and_hours(self.day, time.fromisoformat(self.known["starts_at"]), time.fromisoformat(self.known["ends_at"]))

    @property
    def day(self) -> date | None:
        return date.fromisoformat(self.known["day"]) if self.known["day"] else None

    @property
    def kinds(self) -> str:
        return ", ".join(str(VisitKind(kind).label) for kind in self.known["kinds"])

    @property
    def request_facts(self) -> list[tuple[str, object]]:
        known = self.known
        return [
            ("Haus", known["name"]),
            ("Adresse", known["address"]),
            ("Ansprechperson", ", ".join(filter(None, [known["contact"], known["phone"]]))),
            ("Sie wünschen sich", self.kinds),
            ("Personen", known["people"]),
        ]

    @property
    def may_accept(self) -> bool:
        return self.state == STATE.OFFERED and self.day is not None and self.day > self.today

    @property
    def may_withdraw(self) -> bool:
        return self.state in ConsultationVisit.OPEN

    @property
    def may_rate(self) -> bool:
        return self.state == STATE.HELD and not self.rated


def visit_status_page(secret: str, today: date) -> VisitStatus | None:
    """What has become of a request; None for a link that never was, or whose data are deleted."""
    known = visit_of(secret)
    return VisitStatus(secret, known, today) if known else None
