"""What stands on the list of trainings: those to come, those that were, and for organisers those of the own place with their drafts."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.urls import reverse

from planning.models import Term
from processes.forms.trainings import SearchForm
from processes.models import Training, TrainingRegistration
from processes.rules.trainings import Seats, seats_of
from sites.core.access import Request, rows
from sites.core.days import date_long, from_to
from sites.core.keys import day, labelled, named
from sites.core.lists import Counted, Sort, choice, latest, options, page, word
from sites.core.navigation import TRAININGS
from sites.core.pages import Cell, Empty, RowList
from sites.core.rights import roles_with
from sites.core.search import searched

DAY, TITLE = Sort("Wann", day("first_on", coming=True), "Tag"), Sort("Fortbildung", named("title"), "Titel")
KIND = Sort("Art", labelled("kind", Training.Kind.choices), "Art")
SORTS = {"day": DAY, "title": TITLE, "kind": KIND}
PAST_SORTS = {"newest": Sort("", latest("first_on"), "Tag, die neueste zuerst"), **SORTS}
VIEWS = {"": "Kommende", "past": "Vergangene", "mine": "Meine Anmeldungen"}
NEW = "Neue Fortbildung"


@dataclass(frozen=True, kw_only=True)
class TrainingList(RowList):
    """The list with the way to the events of the year by county."""

    counties_url: str


def training_list_page(request: Request) -> TrainingList:
    """Published trainings, whoever keeps them; an organiser has those of the own place beside them."""
    access, today, text = request.access, request.access.today, word(request)
    kept = access.reach("trainings.change").places
    views = VIEWS | ({"own": "Eigene"} if kept else {})
    shown, topics = choice(request, "show", views), _topics(today)
    topic = choice(request, "topic", topics)
    trainings = _shown(request, shown)
    counted = Counted(trainings, "Fortbildung", "Fortbildungen", "Fortbildungen")
    found = searched(trainings, text, "title", "venue", "summary")
    found = found.filter(topic=topic) if topic else found
    listed = page(request, found.select_related("county"), sorts=PAST_SORTS if shown in {"past", "own"} else SORTS, counted=counted)
    seats = seats_of(listed.rows)
    place = min(kept, default=0)
    new_url = reverse("processes:training_create", args=[place]) if place else ""
    return TrainingList(
        title="Fortbildungen",
        lead="Fortbildungen, Fachaustausche und Veranstaltungen für alle, die ein ThEKiZ gestalten.",
        new_url=new_url,
        new_label=NEW,
        choices=options(shown, views, beside=request),
        form=SearchForm(initial={"q": text, "topic": topic}, topics=topics),
        caption=f"Fortbildungen nach {listed.order}",
        heads=[listed.head("title"), listed.head("day"), listed.head("kind"), "Wo", "Plätze"],
        page=listed,
        row=lambda training: _row(training, seats[training.pk]),
        empty=_empty(shown, is_narrowed=bool(text or topic)),
        audience=roles_with("trainings.view"),
        counties_url=reverse("processes:training_counties", args=[today.year]),
    )


def _shown(request: Request, shown: str) -> Any:
    today = request.access.today
    if shown == "own":
        return rows(request, Training.objects.with_days())
    published = Training.objects.published().with_days()
    if shown == "mine":
        own = TrainingRegistration.objects.filter(person=request.user).exclude(state="off")
        return published.filter(pk__in=own.values("training"))
    return published.filter(last_on__lt=today) if shown == "past" else published.filter(Q(last_on__gte=today), state=Training.State.OPEN)


def _topics(today: Any) -> dict[str, str]:
    found = Term.objects.on(today).filter(catalogue=Term.Catalogue.TRAINING_TOPIC)
    return {str(pk): label for pk, label in found.values_list("pk", "label")}


def _row(training: Any, seats: Seats) -> tuple[Cell | str, ...]:
    return (
        Cell(training.title, small=training.summary, url=training.get_absolute_url()),
        Cell(days_of(training), small=f"Anmeldung bis {date_long(training.closes_on)}" if training.state == Training.State.OPEN else ""),
        training.get_kind_display(),
        where_of(training),
        seats.words if training.state == Training.State.OPEN else training.get_state_display(),
    )


def days_of(training: Any) -> str:
    """ "27. Januar 2027", "3. bis 5. März 2027"; nothing without a day."""
    return from_to(training.first_on, training.last_on) if training.first_on else "noch kein Tag"


def where_of(training: Any) -> str:
    """In a list: the county, or that it is digital."""
    if training.channel != Training.Channel.ON_SITE:
        return str(training.get_channel_display())
    return str(training.county) if training.county_id else training.venue or "–"


def _empty(shown: str, *, is_narrowed: bool) -> Empty:
    if is_narrowed:
        return Empty("Nichts gefunden", "Zu diesem Wort oder Thema gibt es hier nichts.", TRAININGS.url(), "Alle zeigen")
    texts = {
        "past": ("Noch nichts gewesen", "Nach dem letzten Tag steht eine Fortbildung hier, mit Material und Ergebnissen."),
        "mine": ("Sie sind nirgends angemeldet", "Melden Sie sich auf der Seite einer Fortbildung an."),
        "own": ("Noch nichts geplant", "Was Sie anlegen, sehen zuerst nur Sie."),
    }
    return Empty(*texts.get(shown, ("Zurzeit ist nichts geplant", "Neue Fortbildungen stehen hier, sobald sie veröffentlicht sind.")))
