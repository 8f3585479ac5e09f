"""What is new for a person: events of the journal, each said in a sentence. One table says which entries are news, for whose right, and how.

An entry that stands in no line of it is no news: imported rows, drafts and every step of a day stay in the Protokoll.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet, TextField, Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone

from planning.models import VALID, Decision
from reporting.rules.entries import pages_of
from sites.core.access import Access
from sites.core.days import clock_time, date_long
from sites.core.navigation import CONTRIBUTIONS, MEMBERS, STEPS, WISHES, EntryPage
from sites.core.rights import OF_ITS_YEAR
from sites.core.roles import Role
from sites.models import Entry, Invitation

SHOWN, READ, BACK = 8, 40, timedelta(days=45)
#: A role as the subject of a sentence.
WHO = {
    Role.MINISTRY: "Das Ministerium",
    Role.STATE_OFFICE: "Die Fachstelle ThEKiZ",
    Role.SOCIAL_PLANNER: "Die Sozialplanung",
    Role.YOUTH_WELFARE_OFFICE: "Das Jugendamt",
    Role.SPECIALIST_ADVISOR: "Die Kita-Fachberatung",
    Role.PROVIDER: "Der Träger",
    Role.HEAD: "Die Leitung",
    Role.COORDINATOR: "Die Koordination",
    Role.PROFESSIONAL: "Eine Fachkraft",
    Role.FACILITATOR: "Die Prozessbegleitung",
    Role.PARENT_REPRESENTATIVE: "Die Elternvertretung",
    Role.PARENT: "Ein Elternteil",
}
BY_LABEL = {str(role.label): words for role, words in WHO.items()}


@dataclass(frozen=True)
class Event:
    """Entries of a kind about a model, for everybody with a right at their place. `words`: with who, about and text.

    `several`: the sentence for more than one at the same place; `page`: where it is read, if that is a page of the place.
    """

    model: str
    kind: str
    action: str
    words: str
    several: str = ""
    page: EntryPage | None = None


EVENTS = (
    Event("planning.inquiry", "answer", "inquiries.ask", "{who} hat Ihr Anliegen „{about}“ beantwortet."),
    Event("planning.inquiry", "asked", "inquiries.answer", "{who} hat gefragt: {text}."),
    Event("planning.inquiry", "ask_again", "inquiries.answer", "{who} hat zum Anliegen „{about}“ nachgefragt."),
    Event("planning.wish", "wished", "wishes.view", "Eine Familie hat einen Wunsch geschrieben.",
          "{number} Familien haben Wünsche geschrieben.", page=WISHES),
    Event("planning.wish", "worried", "wishes.internal", "Eine Familie hat eine Sorge geschrieben.",
          "{number} Familien haben Sorgen geschrieben.", page=WISHES),
    Event("planning.wish", "offered", "wishes.internal", "Eine Familie bietet etwas an.", "{number} Familien bieten etwas an.", page=WISHES),
    Event("planning.wish", "answered", "wishes.view", "{who} hat einer Familie geantwortet.",
          "{number} Familien haben eine Antwort.", page=WISHES),
    Event("planning.survey", "published", "surveys.view", "{text}."),
    Event("planning.contribution", "created", "contributions.answer", "{who} hat etwas beigetragen.",
          "{number} Beiträge aus dem Team sind neu.", page=CONTRIBUTIONS),
    Event("planning.contribution", "answered", "contributions.view", "{who} hat auf einen Beitrag aus dem Team geantwortet.",
          "{number} Beiträge aus dem Team haben eine Antwort.", page=CONTRIBUTIONS),
    Event("processes.actionstep", "created", "steps.internal", "{who} hat etwas vor: {text}.", "{number} Schritte sind neu im Maßnahmenplan.",
          page=STEPS),
    Event("processes.actionstep", "changed", "steps.internal", "{who} hat weitergemacht: {text}.", "{number} Schritte haben sich geändert.",
          page=STEPS),
    Event("processes.actionstep", "released", "steps.view", "{who} hat der Elternvertretung einen Schritt freigegeben.",
          "{number} Schritte sind für die Elternvertretung freigegeben.", page=STEPS),
    Event("processes.concept", "ask", "concepts.hear", "{who} hat dem Elternbeirat die {about} vorgelegt."),
    Event("processes.concept", "heard", "concepts.change", "{text}."),
    Event("processes.concept", "release", "concepts.view", "{who} hat die {about} freigegeben."),
    Event("reporting.report", "hand_back", "reports.draft", "{who} hat Ihren {about} zur Ergänzung zurückgegeben."),
    Event("reporting.report", "reopen", "reports.draft", "{who} hat Ihren {about} wieder geöffnet."),
    Event("reporting.report", "accept", "reports.draft", "{who} hat Ihren {about} angenommen."),
    Event("reporting.report", "submit", "reports.view", "{who} hat den {about} eingereicht."),
    Event("reporting.report", "take_back", "reports.review", "{who} hat den {about} zurückgenommen."),
    Event("reporting.report", "take_back_return", "reports.draft", "{who} hat die Rückgabe zurückgenommen: {about}."),
    Event("planning.application", "submit", "applications.view", "{who} hat den {about} eingereicht."),
    Event("planning.application", "withdraw", "applications.view", "{who} hat den {about} zurückgezogen."),
    Event("planning.application", "take_back", "applications.view", "{who} hat den {about} zum Bearbeiten zurückgeholt."),
    Event("planning.application", "hand_back", "applications.submit", "{who} hat den {about} zur Ergänzung zurückgegeben."),
    Event("planning.statement", "stated", "applications.view", "{who} hat eine Stellungnahme zum Antrag eingetragen: {about}."),
    Event("planning.decision", "decided", "decisions.view", "Es ist entschieden: {text}."),
    Event("planning.decision", "corrected", "decisions.view", "{who} hat eine Entscheidung berichtigt: {about}."),
    Event("planning.decision", "taken_back", "decisions.view", "{who} hat eine Entscheidung zurückgenommen: {about}."),
    Event("sites.comment", "commented", "comments.view", "{who} hat zu „{about}“ einen Kommentar geschrieben."),
    Event("sites.membership", "accepted", "members.change", "{text}.", page=MEMBERS),
    Event("sites.membership", "declined", "members.change", "{text}.", page=MEMBERS),
    Event("processes.contract", "begun", "contracts.view", "{text}."),
    Event("reporting.lszreport", "made", "lsz.view", "{text}."),
)  # fmt: skip
#: What belongs to a year, and to who ran the house in it.
OF_A_YEAR = {event.model for event in EVENTS if event.action in OF_ITS_YEAR}
#: The sentence for an invitation that nobody has accepted in time.
LAPSED = Event("sites.invitation", "", "members.change", "Ihre Einladung an {about} ist abgelaufen.", page=MEMBERS)


@dataclass
class News:
    """One event in a sentence, with the page where it is read. `place`: where it was, for who has several places."""

    words: str
    url: str
    person: str
    place: str
    at: datetime
    event: Event
    number: int = 1

    @property
    def sentence(self) -> str:
        return self.event.several.format(number=self.number) if self.number > 1 else self.words

    @property
    def small(self) -> str:
        local = timezone.localtime(self.at)
        moment = _day(local) if self.event is LAPSED else f"{_day(local)}, {clock_time(local.time())} Uhr"
        return " · ".join(filter(None, [self.place, self.person, moment]))


def news_of(access: Access) -> list[News]:
    """The newest events for a person in the role that is shown, none of the own doings: two queries, whatever there is."""
    entries = newest(access)
    return said(access, entries, pages_of(access, map(subject_of, entries)))


def said(access: Access, entries: Iterable[Entry], pages: dict[str, str]) -> list[News]:
    """These entries as lines of news; `pages`: the addresses of what they are about."""
    return _collapsed(_said(access, entry, pages) for entry in entries if subject_of(entry) in pages or not _is_of_a_year(access, entry))[:SHOWN]


def _is_of_a_year(access: Access, entry: Entry) -> bool:
    """To a provider: a Sachbericht that it may not read is that of another one's year, and no news either."""
    carried = {one.site for held in access.held for one in held.carried}
    return entry.place_id in carried and entry.subject.partition(":")[0] in OF_A_YEAR


def subject_of(entry: Entry) -> str:
    """What the entry is about; a comment is read where it stands."""
    subject: str = entry.details.get("subject") or entry.subject
    return subject


def newest(access: Access) -> list[Entry]:
    """The newest entries of the table, each within the reach of its own right; an invitation that has lapsed at the end of its last day."""
    wanted = Q(pk=None)
    for action in dict.fromkeys(event.action for event in EVENTS if access.holds(event.action)):
        kinds = Q()
        for event in EVENTS:
            if event.action == action:
                kinds |= Q(subject__startswith=f"{event.model}:", kind=event.kind)
        wanted |= kinds & Q(place_id__in=access.reach(action).walls)  # guard: news-reach -> wanted |= kinds
    others = wanted & ~Q(person=access.user)  # guard: own-doings -> others = wanted
    found = Entry.objects.filter(others | _expired(access), at__gte=timezone.now() - BACK).exclude(_overtaken())
    found = found.annotate(lapsed=_lapsed(access).values("expires")[:1])
    entries = list(found.select_related("place__site").order_by("-pk")[:READ])
    for entry in entries:
        if day := vars(entry)["lapsed"]:
            entry.at = timezone.make_aware(datetime.combine(day, time(23, 59)))
    return sorted(entries, key=lambda entry: entry.at, reverse=True)


def _said(access: Access, entry: Entry, pages: dict[str, str]) -> News:
    """An entry in the words of the first line of the table whose right the person has."""
    model = entry.subject.partition(":")[0]
    known = (one for one in EVENTS if (one.model, one.kind) == (model, entry.kind) and access.holds(one.action))
    event = LAPSED if model == LAPSED.model else next(known)
    person, _, label = entry.person_label.rpartition(", ")
    who = BY_LABEL.get(label, entry.person_label)
    words = event.words.format(who=who, about=entry.details.get("about", ""), text=entry.text.removesuffix("."))
    url = event.page.url(entry.place_id) if event.page else pages.get(subject_of(entry), "")
    site = getattr(entry.place, "site", None)
    return News(words, url, "" if event is LAPSED else person, site.name if site else "", entry.at, event)


def _collapsed(news: Iterable[News]) -> list[News]:
    """Several of the same kind at the same place are one line."""
    lines: list[News] = []
    for one in news:
        same = next((line for line in lines if line.event is one.event and line.place == one.place), None)
        if same and one.event.several:
            same.number += 1
        elif any(line.words == one.words and line.url == one.url and one.event is LAPSED for line in lines):
            continue  # sent twice, lapsed twice
        else:
            lines.append(one)
    return lines


def _overtaken() -> Q:
    """That something was decided or corrected which does not stand any more: what came after it is the news."""
    key = Concat(Value("planning.decision:"), Cast("pk", TextField()), output_field=TextField())
    gone = Decision.objects.exclude(VALID).annotate(key=key).filter(key=OuterRef("subject"))
    return Q(Exists(gone), subject__startswith="planning.decision:", kind__in=["decided", "corrected"])


def _expired(access: Access) -> Q:
    """The own invitations that nobody has accepted in time: the one thing that is news by not happening."""
    return access.q("members.change", Entry) & Q(Exists(_lapsed(access)), person=access.user, subject__startswith="sites.invitation:")


def _lapsed(access: Access) -> QuerySet[Invitation]:
    """The invitation that an entry is about, once nobody can accept it any more."""
    key = Concat(Value("sites.invitation:"), Cast("pk", TextField()), output_field=TextField())
    return Invitation.objects.filter(accepted=None, withdrawn=None, expires__lt=access.today).annotate(key=key).filter(key=OuterRef("subject"))


def _day(day: date) -> str:
    """ "17. November" """
    return date_long(day).rpartition(" ")[0]
