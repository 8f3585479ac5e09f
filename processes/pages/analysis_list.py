"""What stands on the list of a house's rounds of analysis: the rounds, when the next one is due, and how the fields moved from round to round."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.urls import reverse

from planning.models import Term
from processes.models import AnalysisPart, AnalysisRound, FieldRating
from processes.rules.analysis import RATERS, next_due
from sites.core.access import Request, rows
from sites.core.days import date_long, month_long
from sites.core.lists import Page, page
from sites.core.navigation import ANALYSIS, GROWTH_TABS, Links
from sites.core.numbers import with_noun
from sites.core.places import site_within
from sites.models import Site

TITLE = "Ausgangsanalyse"
LEAD = "Wo steht das Haus? Zu Beginn und in regelmäßigen Abständen, mit Team, Eltern und Steuerungsteam."
FIRST = "Ist-Stand, Bedarfe, Sozialraum, und wie Team, Eltern und Steuerungsteam die fünf Entwicklungsfelder sehen."
OUTSIDE = "Hier steht, was das Haus aus seinen Runden freigegeben hat."
#: Rounds side by side in the table over time.
ROUNDS_SHOWN = 4


@dataclass(frozen=True)
class Level:
    """A level in words with its bars; `steps` filled ones, `gaps` empty ones. Without words nobody was asked."""

    words: str
    steps: range
    gaps: range
    is_now: bool = False


@dataclass(frozen=True)
class RoundLine:
    """A round in words."""

    title: str
    url: str
    when: str
    words: str
    released: str
    is_now: bool


@dataclass(frozen=True)
class AnalysisList:
    """The page. `profile`: each field with its common level per round, oldest first; `rate`: which views this person may enter now."""

    site: Site
    tabs: Links
    page: Page
    lines: list[RoundLine]
    reminder: str
    profile_heads: list[str]
    profile: list[tuple[str, list[Level]]]
    rate: list[tuple[str, str]]
    is_inside: bool
    new_url: str
    title: str = TITLE
    first_words: str = FIRST
    nothing_released: str = OUTSIDE

    @property
    def lead(self) -> str:
        return LEAD if self.is_inside else OUTSIDE

    @property
    def crumbs(self) -> list[tuple[str, str]]:
        return [(self.site.name, self.site.get_absolute_url()), (TITLE, "")]


def growth_terms(day: date) -> list[Term]:
    """The fields of development and the levels in words that hold on a day, fields first."""
    wanted = (Term.Catalogue.GROWTH_FIELD, Term.Catalogue.GROWTH_LEVEL)
    return list(Term.objects.on(day).filter(catalogue__in=wanted).order_by("catalogue", "number"))


def seen_rounds(request: Request) -> QuerySet[AnalysisRound]:
    """The rounds a person reads: all of the own house; of another one those from which something was released."""
    inside = request.access.reach("analysis.internal").places
    released = Exists(AnalysisPart.objects.filter(round=OuterRef("pk"), released=True))
    return rows(request, AnalysisRound).filter(Q(site__in=inside) | Q(released))  # guard: rounds-seen -> return rows(request, AnalysisRound)


def level_of(rating: FieldRating | None, most: int, *, is_now: bool = False) -> Level:
    """A rating in words; "nicht gefragt" where there is none."""
    if rating is None or rating.level is None:
        return Level("nicht gefragt", range(0), range(0))
    steps = min(rating.level.number, most)
    return Level(rating.level.label, range(steps), range(most - steps), is_now)


def analysis_list_page(request: Request, site: int) -> AnalysisList:
    """The rounds of a site within reach, newest first."""
    place, access = site_within(request, "analysis.view", site), request.access
    is_inside = place.pk in access.reach("analysis.internal").places
    known = seen_rounds(request).filter(site=place)
    counted = known.annotate(released=Count("parts", filter=Q(parts__released=True)), newest=-F("number"))
    listed = page(request, counted, "newest")
    heads, profile = _profile(request, listed.rows[:ROUNDS_SHOWN], access.today)
    running = rows(request, AnalysisRound).filter(site=place, state=AnalysisRound.State.OPEN).first()
    may_change = place.pk in access.reach("analysis.change").places
    return AnalysisList(
        site=place,
        tabs=GROWTH_TABS.at(access, place.pk, ANALYSIS),
        page=listed,
        lines=[_line(one) for one in listed.rows],
        reminder=_reminder(listed.rows[0] if listed.rows else None, access.today) if is_inside else "",
        profile_heads=heads,
        profile=profile,
        rate=[(view.label, url) for view, url in views_to_enter(request, running).items()],
        is_inside=is_inside,
        new_url=reverse("processes:analysis_create", args=[place.pk]) if may_change and not running else "",
    )


def _line(row: AnalysisRound) -> RoundLine:
    is_open = row.state == AnalysisRound.State.OPEN
    when = f"begonnen am {date_long(row.begun_on)}" + (f", abgeschlossen am {date_long(row.closed_on)}" if row.closed_on else "")
    released = vars(row)["released"]
    return RoundLine(
        title=f"{row}, {row.get_state_display()}" if is_open else str(row),
        url=row.get_absolute_url(),
        when=when,
        words=" · ".join([row.authors, *(["gemeinsam mit der Prozessbegleitung"] if row.facilitated else [])]),
        released=f"{with_noun(released, 'Teil liegt', 'Teile liegen')} dem Landkreis vor" if released else "nur im Haus",
        is_now=is_open,
    )


def _reminder(last: AnalysisRound | None, today: date) -> str:
    """Twelve months after a round has begun it is time for the next one; while one is in work nothing is said (R189)."""
    if last is None or last.state == AnalysisRound.State.OPEN or today < next_due(last.begun_on):
        return ""
    return f"{last} hat im {month_long(last.begun_on)} begonnen. Zeit für die nächste: Sie beginnt mit den Texten von damals."


def _profile(request: Request, rounds: list[AnalysisRound], today: date) -> tuple[list[str], list[tuple[str, list[Level]]]]:
    """Each field with the common level of each round, as far as this person reads it: a profile over time and no score (R215)."""
    shown = sorted(rounds, key=lambda row: row.number)
    known = rows(request, FieldRating).filter(part__round__in=shown, view=FieldRating.View.COMMON, level__isnull=False)
    ratings = {(one.part.round_id, one.field.code): one for one in known.select_related("part", "field", "level")}
    with_some = [row for row in shown if any(pk == row.pk for pk, _ in ratings)]
    if len(with_some) < 2:
        return [], []
    terms = growth_terms(today)
    most = sum(term.catalogue == Term.Catalogue.GROWTH_LEVEL for term in terms)
    fields = [term for term in terms if term.catalogue == Term.Catalogue.GROWTH_FIELD]
    levels = [(f"{term.number} {term.label}", [level_of(ratings.get((row.pk, term.code)), most) for row in with_some]) for term in fields]
    return [f"{row}, {month_long(row.begun_on)}" for row in with_some], levels


def views_to_enter(request: Request, row: AnalysisRound | None) -> dict[FieldRating.View, str]:
    """The views that this person may enter in the round that is in work, with the address."""
    if row is None:
        return {}
    here = request.access.roles_at(row)
    return {view: reverse("processes:rating_edit", args=[row.pk, view.value]) for view in FieldRating.View if not here.isdisjoint(RATERS[view])}
