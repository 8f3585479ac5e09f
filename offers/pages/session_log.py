"""What stands on the page of a session's figures: what the counters start with, the last sessions beside them, and what the buttons say."""

from dataclasses import dataclass
from datetime import date

from offers.models import Session
from offers.rules import figures
from offers.rules.crises import hygiene_on
from offers.rules.logging import too_early
from sites.core.access import Request, rows
from sites.core.days import clock_time, date_long, dayname


@dataclass(frozen=True)
class SessionLog:
    """`back_name`: where the person came from; `last_figures` and `hints`: what earlier sessions say to each counter."""

    session: Session
    today: date
    back_name: str
    crumbs: list[tuple[str, str]]
    may_cancel: bool
    earlier: list[Session]
    last_figures: dict[str, int]
    hints: dict[str, str]
    hygiene: list[str]

    @property
    def is_today(self) -> bool:
        return self.session.held_on == self.today

    @property
    def pre(self) -> str:
        """When and where: "Heute, 9:30 bis 11:00 Uhr · Familienraum"."""
        session = self.session
        day = "Heute" if self.is_today else f"{dayname(session.held_on)}, {date_long(session.held_on)}"
        hours = f"{day}, {clock_time(session.starts_at)} bis {clock_time(session.ends_at)} Uhr"
        return f"{hours} · {session.offer.room_words}" if session.offer.room_words else hours

    @property
    def lead(self) -> str:
        if self.session.logged:
            return "Diese Zahlen stehen schon da. Was Sie ändern, bleibt im Protokoll nachvollziehbar."
        if self.session.cancelled:
            return "Dieser Termin ist als ausgefallen eingetragen."
        if self.why_not:
            return "Dieser Termin liegt noch vor Ihnen."
        return "Wie viele waren da? Die Zahlen vom letzten Mal stehen schon drin." if self.earlier else "Wie viele waren da?"

    @property
    def submit(self) -> str:
        return "Änderung speichern" if self.session.logged else "Fertig"

    @property
    def why_not(self) -> str:
        return too_early(self.session)

    @property
    def cancel(self) -> str:
        """The button that says that it does not take place, or that it does after all."""
        if self.session.cancelled:
            return "Findet doch statt"
        return "Fällt heute aus" if self.is_today else "Fällt aus" if self.session.held_on > self.today else "Ist ausgefallen"


def session_log_page(request: Request, session: Session, back: str, way: tuple[str, str]) -> SessionLog:
    """The page of one session; three queries beside the session."""
    earlier = figures.before(rows(request, Session), session)
    here = "eintragen" if back == "offer" else f"{session.offer.title} eintragen"
    may_cancel = request.access.may("sessions.change", session)
    rules = hygiene_on(session.site_id, session.county_id, session.held_on)
    return SessionLog(session, request.access.today, back, [way, (here, "")], may_cancel, earlier.rows, earlier.last, earlier.hints, rules)
