"""Rows for tests: steps, versions of the concept, what the team brings in."""

from datetime import timedelta

from django.utils import timezone

from planning.models import Contribution
from processes.models import ActionStep, Concept


def make_step(site, title="Leseraum zusagen lassen", **fields):
    values = {"owner": "Jana Seidel", "due": timezone.localdate() + timedelta(days=14), **fields}
    return ActionStep.objects.create(site=site, title=title, **values)


def make_concept(site, version=1, **fields):
    """A version in work; `released=True`: one that holds."""
    today = timezone.localdate()
    released = {"state": "released", "released_on": today} if fields.pop("released", False) else {}
    values = {"begun_on": today, "changes": "Eltern planen mit, welche Angebote es gibt.", **released, **fields}
    return Concept.objects.create(site=site, version=version, **values)


def make_contribution(site, author, text="Beim Abholen bleiben viele stehen und reden.", **fields):
    values = {"kind": "observation", "written_on": timezone.localdate(), **fields}
    return Contribution.objects.create(site=site, author=author, text=text, **values)
