"""What stands on the page of a session's figures: what the counters start with, the last sessions beside them, and what the buttons say."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from offers.models import Session
from offers.pages.thread_line import line_of_offer
from offers.rules import figures
from offers.rules.crises import hygiene_on
from offers.rules.device import state_of, when_words
from offers.rules.logging import too_early
from planning.pages.thread_line import ThreadLine
from sites.core.access import Request, rows
from sites.core.days import date_long, dayname


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
    highest: dict[str, int]
    thread_line: ThreadLine
    hygiene: list[str]

    @property
    def base(self) -> str:
        """What a device that sends this form later knew of the session."""
        return state_of(self.session)

    @property
    def when(self) -> str:
        return when_words(self.session)

    @property
    def is_today(self) -> bool:
        return self.session.held_on == self.today

    @property
    def pre(self) -> str:
        """When and where: "Heute, 9:30 bis 11:00 Uhr · Familienraum"."""
        session = self.session
        day = "Heute" if self.is_today else f"{dayname(session.held_on)}, {date_long(session.held_on)}"
        return " · ".join(filter(None, [f"{day}, {session.hours_words}", session.place_words]))

    @property
    def lead(self) -> str:
        if self.session.logged:
            return "Diese Zahlen stehen schon da. Was Sie ändern, bleibt im Protokoll nachvollziehbar."
        if self.session.cancelled:
            return f"Dieser Termin ist als ausgefallen eingetragen{f', {self.session.off_words}' if self.session.off_words else ''}."
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
    def call_off_url(self) -> str:
        """Where the reason is chosen, and the way back to where this page was opened from."""
        return f"{reverse('offers:session_call_off', args=[self.session.pk])}?back={self.back_name}"

    @property
    def call_off(self) -> str:
        """The link that says that it does not take place."""
        if self.session.cancelled:
            return "Grund oder Nachholtermin"
        return "Fällt heute aus" if self.is_today else "Fällt aus" if self.session.held_on > self.today else "Ist ausgefallen"


def session_log_page(request: Request, session: Session, back: str, way: tuple[str, str]) -> SessionLog:
    """The page of one session; three queries beside the session."""
    earlier = figures.before(rows(request, Session), session)
    here = "eintragen" if back == "offer" else f"{session.offer.title} eintragen"
    may_cancel = request.access.may("sessions.change", session)
    line, crumbs = line_of_offer(request, session.offer_id, "session"), [way, (here, "")]
    told = (earlier.rows, earlier.last, earlier.hints, earlier.highest)
    rules = hygiene_on(session.site_id, session.county_id, session.held_on)
    return SessionLog(session, request.access.today, back, crumbs, may_cancel, *told, line, rules)
