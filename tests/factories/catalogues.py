"""Rows for tests: lists and editions, criteria, links."""

from datetime import date

from planning.models import CriterionNote, Edition, Link, Term


def term(catalogue: str, code: str) -> Term:
    """An entry that the edition of 2021 brings along."""
    return Term.objects.get(edition__code="2021", catalogue=catalogue, code=code)


def make_edition(code="2027", starts=date(2027, 1, 1), **fields):
    values = {"title": "Fachliche Empfehlungen, zweite Fassung", "published": starts, **fields}
    return Edition.objects.create(code=code, starts=starts, **values)


def make_link(**fields):
    values = {"title": "Landesprogramm", "url": "https://landesprogramm.example/", **fields}
    return Link.objects.create(**values)


def make_note(site, code="from_needs", **fields):
    values = {"standing": "lived", "how": "Jedes Angebot nennt seinen Bedarf.", "noted_on": date(2026, 5, 4), **fields}
    return CriterionNote.objects.create(site=site, criterion=term("criterion", code), **values)
