"""What stands on the confirmation that somebody was at a training; only for who was there and has filled in the three questions."""

from datetime import datetime, time
from typing import Any

from django.http import Http404

from processes.pages.open_training import OpenTraining, training_place_page
from processes.pages.training_detail import Standing, day_words, find_training, keeper_of, points_of, standing_of
from processes.rules.trainings import hours_of, my_place
from reporting.documents.certificate import Certificate
from sites.core.access import Request
from sites.core.days import BERLIN
from sites.core.numbers import in_hours


def own_certificate(request: Request, pk: int) -> Certificate:
    """That of the person of the request at a training, or a 404."""
    training = find_training(request, pk)
    return _certificate(training, standing_of(training, my_place(training=pk), request.access.today, inside=True))


def certificate_of(request: Request, secret: str) -> Certificate:
    """That of the place behind a secret link, or a 404."""
    page: OpenTraining | None = training_place_page(secret, request.access.today)
    if page is None:
        raise Http404
    return _certificate(page.training, page.standing)


def _certificate(training: Any, standing: Standing) -> Certificate:
    place = standing.place
    # guard: certificate-earned -> if place is None or not place.name:
    if place is None or not place.name or not standing.has_paper:
        raise Http404
    return Certificate(
        name=place.name,
        title=training.title,
        keeper=keeper_of(training),
        facts=[
            ("Art", training.get_kind_display()),
            ("Wann", "; ".join(day_words(day) for day in training.days.all())),
            ("Umfang", in_hours(hours_of(training))),
            ("Wo", training.venue or training.get_channel_display()),
            *([("Mit", training.speaker)] if training.speaker else []),
            *([("Thema", training.topic.label)] if training.topic else []),
        ],
        points=points_of(training),
        made_at=datetime.combine(training.last_on, time(18), BERLIN),
    )
