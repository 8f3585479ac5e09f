"""Rows for tests: what the offices do for all, and the library of practice examples."""

from datetime import date

from django.utils import timezone

from planning.models import ActionField, Term
from processes.models import AdviceContact, BodySeat, PracticeExample, PracticeFigure, PracticeMedium, PublishedExample, SiteVisit
from processes.rules.practice import content_of, slug_of, tags_of, words_of


def topic(code="participation"):
    return Term.objects.get(catalogue="training_topic", code=code)


def make_advice(place, **fields):
    values = {"held_on": timezone.localdate(), "topic": topic(), "asker": "head", "adviser": "Jonas Weiß, Fachstelle ThEKiZ", **fields}
    return AdviceContact.objects.create(place_id=place.pk, **values)


def make_seat(place, name="Landesjugendhilfeausschuss", **fields):
    values = {"person": "Jonas Weiß", "starts": date(2024, 1, 1), **fields}
    return BodySeat.objects.create(place_id=place.pk, name=name, **values)


def make_site_visit(site, *, released=False, **fields):
    values = {"visited_on": timezone.localdate(), "visitor": "Jonas Weiß, Fachstelle ThEKiZ", "notes": "Der Bewegungsraum ist fertig.", **fields}
    return SiteVisit.objects.create(site=site, county_id=site.county_id, house=site if released else None, **values)


def make_example(site, title="Vätersamstag", *, state="draft", **fields):
    """A draft, or one in a later state with what was submitted."""
    values = {
        "lead": "Väter planen selbst.",
        "why": "Väter fühlten sich nicht gemeint.",
        "steps": "Drei Väter fragen: an der Tür.\nZweimal ausprobieren",
        "staff": "3 Stunden je Termin",
        "failed": "Im November war es zu dunkel.",
        "types": ["encounter"],
        "groups": "Väter",
        "action_field": ActionField.objects.first(),
        "house": site.name,
        **fields,
    }
    example = PracticeExample(site=site, title=title, state=state, **values)
    if state != "draft":
        example.office_id, example.consent, example.content = site.county_id, "Aylin Demir, Koordination", content_of(example, (), ())
    example.save()
    return example


def make_published(site, title="Vätersamstag", **fields):
    """An example that everybody reads."""
    example = make_example(site, title, state="published", **fields)
    tags = tags_of(example, ())
    return PublishedExample.objects.create(
        example=example,
        site=site,
        county_id=site.county_id,
        slug=slug_of(example),
        title=example.title,
        lead=example.lead,
        house=example.house,
        county_name=site.county.name,
        types=example.types,
        tags=tags,
        action_field=example.action_field,
        content=example.content,
        consent=example.consent,
        reviewed="geprüft von der Fachstelle im September 2026",
        published_on=timezone.localdate(),
        words=words_of(example, tags),
    )


def make_practice_figure(example, label="Väter, die wiederkommen", **fields):
    values = {"value": 8, "number": 11, "counted": "Juli 2026", **fields}
    return PracticeFigure.objects.create(example=example, site_id=example.site_id, label=label, **values)


def make_practice_medium(example, document, caption="Werkbank im Hof", **fields):
    return PracticeMedium.objects.create(example=example, site_id=example.site_id, document=document, caption=caption, **fields)
