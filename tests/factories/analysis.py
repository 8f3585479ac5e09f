"""Rows for tests: rounds of analysis with their parts, reflections, the learning log, the team."""

from datetime import date
from importlib import import_module

from django.utils import timezone

from planning.models import Edition, Term
from processes.models import (
    AnalysisPart,
    AnalysisRound,
    FieldRating,
    Finding,
    LearningNote,
    Qualification,
    Reflection,
    Strength,
    TeamCount,
    TeamTraining,
)


def make_round(site, number=1, *, texts=None, released=(), **fields):
    """A round with all its parts; `texts` by kind, `released` kinds."""
    today = timezone.localdate()
    if fields.get("state") == "closed":
        fields.setdefault("closed_on", today)
    row = AnalysisRound.objects.create(site=site, number=number, **{"begun_on": today, "authors": "Team, Elternbeirat", **fields})
    AnalysisPart.objects.bulk_create(
        AnalysisPart(
            site=site, round=row, kind=kind, number=at, text=(texts or {}).get(kind, ""),
            released=kind in released, released_on=today if kind in released else None,
        )
        for at, kind in enumerate(AnalysisPart.Kind.values, 1)
    )  # fmt: skip
    return row


def keep_growth_terms():
    """The fields and levels again, where a test that empties every table ran before."""
    lists = import_module("planning.migrations.0003_catalogues")
    edition, _ = Edition.objects.get_or_create(
        code=lists.EDITION, defaults={"title": lists.TITLE, "published": lists.PUBLISHED, "starts": lists.PUBLISHED}
    )
    for catalogue in ("growth_field", "growth_level"):
        for number, (code, label, _) in enumerate(lists.LISTS[catalogue], 1):
            values = {"number": number, "label": label, "text": lists.GROWTH_WORDS[code], "starts": lists.PUBLISHED}
            Term.objects.get_or_create(edition=edition, catalogue=catalogue, code=code, defaults=values)


def growth_field(number):
    return Term.objects.get(catalogue=Term.Catalogue.GROWTH_FIELD, number=number)


def make_rating(row, view, field, level, **fields):
    """How a view sees a field, by numbers; level None: nobody was asked."""
    found = level and Term.objects.get(catalogue=Term.Catalogue.GROWTH_LEVEL, number=level)
    part = row.parts.get(kind="ratings")
    return FieldRating.objects.create(site_id=row.site_id, part=part, view=view, field=growth_field(field), level=found, **fields)


def make_finding(row, words="14 von 23 Eltern kennen den Weg für Ideen nicht", **fields):
    return Finding.objects.create(site_id=row.site_id, part=row.parts.get(kind="findings"), words=words, **fields)


def make_reflection(site, topic="Wie Eltern morgens ankommen", **fields):
    values = {"circle": "team", "held_on": timezone.localdate(), "insights": "Eltern bleiben gern, wenn jemand Zeit hat.", **fields}
    return Reflection.objects.create(site=site, topic=topic, **values)


def make_note_of_learning(site, author, failed="Zum Elternabend kamen zwei Familien.", **fields):
    values = {"written_on": timezone.localdate(), "door": "house", **fields}
    return LearningNote.objects.create(site=site, author=author, failed=failed, **values)


def make_team_training(site, title="Eltern als Expert*innen", **fields):
    values = {"kind": "training", "held_on": date(2026, 9, 4), "hours": 6, "participants": 9, **fields}
    return TeamTraining.objects.create(site=site, title=title, **values)


def make_team_count(site, people=12, trained=9, **fields):
    return TeamCount.objects.create(site=site, people=people, trained=trained, **{"counted_on": date(2026, 9, 5), **fields})


def make_qualification(site, name="Elternbegleiter*in", **fields):
    return Qualification.objects.create(site=site, name=name, **{"kind": "additional", "people": 3, **fields})


def make_strength(site, person, words="Ich spreche Russisch.", **fields):
    return Strength.objects.create(site=site, person=person, words=words, **fields)
