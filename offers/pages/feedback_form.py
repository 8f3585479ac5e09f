"""The public page of quick feedback, and what an offer's own page says of it: the mean from five on, never a single face."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Avg, Count, Max, OuterRef, Q, Subquery, Value
from django.db.models.functions import JSONObject
from django.urls import reverse
from django.utils.safestring import SafeString

from offers.forms.feedback import FeedbackForm
from offers.models import Offer, SessionFeedback
from offers.rules.qr import qr_svg
from offers.rules.surveys import FEWEST
from offers.services.feedback import code_of
from sites.core.access import Request, fetch, rows
from sites.core.days import date_long
from sites.core.numbers import decimal

DRAWN = ("face-2", "face-3", "face-4")
SHOWN_WORDS = 10


@dataclass(frozen=True)
class FeedbackPage:
    """The page; `page`: the house with what it asks after; `sent`: "1" when it has just been counted, "2" when it had been before."""

    page: dict[str, Any]
    form: FeedbackForm
    sheet: str
    sent: str

    @property
    def held_on(self) -> date | None:
        return date.fromisoformat(self.page["held_on"]) if self.page["held_on"] else None

    @property
    def faces(self) -> list[tuple[str, str, str, bool]]:
        """Value, word, drawing, and whether it is chosen."""
        chosen = self.form["face"].value()
        return [(value, label, drawing, value == chosen) for (value, label), drawing in zip(self.form.fields["face"].choices, DRAWN, strict=True)]

    @property
    def errors(self) -> list[str]:
        return [str(error) for errors in self.form.errors.values() for error in errors] if self.form.is_bound else []


def feedback_page(asked: dict[str, Any], form: FeedbackForm, sheet: str, sent: str) -> FeedbackPage:
    given = form.data.get("sheet") if form.is_bound and not form.non_field_errors() else ""
    return FeedbackPage(asked, form, given or sheet, sent)


@dataclass(frozen=True)
class Echo:
    """What families have said of an offer in a year, as the house reads it: the mean, empty below five."""

    mean: str
    caption: str
    words: list[str]


def said_of_offers(request: Request, year: int) -> Subquery:
    """What was said of each offer in a year, for the query of the offers: how many, the mean, the last day, the sentences in no order of time."""
    given = rows(request, SessionFeedback).filter(offer=OuterRef("pk"), day__year=year).order_by().values("offer")
    sentences = ArrayAgg("words", filter=~Q(words=""), default=Value([]), order_by="id")
    summed = JSONObject(number=Count("pk"), mean=Avg("face"), last=Max("day"), sentences=sentences)
    return Subquery(given.annotate(found=summed).values("found"))


def echo_of(said: dict[str, Any] | None, year: int, *, reads_words: bool) -> Echo:
    """The mean of a year, from five on; below only how many and the last day. Single sentences only beside it, for who may read them."""
    if not said:
        return Echo("", "Noch keine.", [])
    number = said["number"]
    # guard: five-feedbacks -> if number < 1:
    if number < FEWEST:
        return Echo("", f"{number} bisher, zuletzt vom {date_long(date.fromisoformat(said['last']))}. Das Mittel zeigen wir ab fünf.", [])
    caption = f"{number} Rückmeldungen {year}, Mittel von 1 (gut) bis 3 (nicht gut)"
    return Echo(decimal(said["mean"]), caption, said["sentences"][:SHOWN_WORDS] if reads_words else [])


@dataclass(frozen=True)
class FeedbackSheet:
    """What is pinned up after a date: the code for phones and slips to fill in."""

    offer: Offer
    address: str
    qr: SafeString
    faces: tuple[str, ...] = tuple(face.label for face in SessionFeedback.Face)

    @property
    def short(self) -> str:
        return self.address.partition("://")[2].rstrip("/")


def feedback_sheet_page(request: Request, pk: int) -> FeedbackSheet:
    offer = fetch(request, rows(request, Offer).select_related("site"), pk=pk)
    address = request.build_absolute_uri(reverse("offers:feedback_short", args=[code_of(offer.pk)]))
    return FeedbackSheet(offer, address, qr_svg(address))
