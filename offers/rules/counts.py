"""The only place for what the counts without a name tell: themes, where to first, the sums of a year. They know months, never moments."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import Case, F, IntegerField, OuterRef, QuerySet, Subquery, Sum, Value, When
from django.db.models.functions import Coalesce

from offers.models import ReferralCount, SupportCount
from planning.models import Term
from sites.core.days import SHORT_MONTHS
from sites.models import Partner

type Line = dict[str, Any]

S = Partner.Service
SHOWN = 30
#: What a family with this theme is likely to look for: code of the theme → services of a partner. It orders, it never hides.
FITTING: dict[str, tuple[str, ...]] = {
    "parenting": (S.COUNSELLING, S.FAMILY_EDUCATION),
    "encounter": (S.LEISURE,),
    "health_promotion": (S.HEALTH, S.PREVENTION, S.THERAPY),
    "child_protection": (S.COUNSELLING,),
    "prevention": (S.PREVENTION,),
    "poverty_prevention": (S.BENEFIT_APPLICATION, S.AUTHORITY_HELP),
    "social_participation": (S.LEISURE, S.BENEFIT_APPLICATION),
    "work_family_balance": (S.COUNSELLING,),
    "authorities": (S.AUTHORITY_HELP, S.BENEFIT_APPLICATION),
    "self_help": (S.SELF_HELP,),
    "family_forms": (S.COUNSELLING, S.SELF_HELP),
    "generations": (S.LEISURE,),
    "language": (S.FAMILY_EDUCATION, S.AUTHORITY_HELP),
    "separation": (S.COUNSELLING,),
    "transitions": (S.FAMILY_EDUCATION, S.COUNSELLING),
}


def entries(catalogue: str, today: date) -> dict[str, Term]:
    """The entries of a list that apply today, by the word they have in an address."""
    return {str(term.pk): term for term in Term.objects.on(today).filter(catalogue=catalogue)}


def ordered(partners: QuerySet[Partner], counts: QuerySet[ReferralCount], theme: Term, today: date) -> list[Partner]:
    """Partners in the order of the second tap: fitting services first (`fits` 0), then how often since last year (`times`)."""
    since = counts.filter(partner=OuterRef("pk"), month__gte=date(today.year - 1, 1, 1)).order_by()
    fitting = FITTING.get(theme.code)
    fits = Case(When(services__overlap=list(fitting), then=0), default=1) if fitting else Value(1)
    times = Coalesce(Subquery(since.values("partner").annotate(sum=Sum("number")).values("sum")), 0)
    found = partners.annotate(fits=fits, times=times).order_by("fits", "-times", "sort_key", "pk")
    return list(found.select_related(None)[: SHOWN + 1])


def year_table(counts: QuerySet[ReferralCount], year: int) -> dict[str, Any]:
    """The referrals of a year with their sums, sorted three ways: by theme and partner, by partner, by who referred (R067). One query."""
    sums = {name: Sum(name) for name in ("arrived", "not_gone")}
    rows = (
        counts.filter(month__year=year, number__gt=0)
        .order_by()
        .values("theme", "partner", "referred_by", label=F("theme__label"), name=F("partner__name"))
        .annotate(referred=Sum("number"), **sums)
        .order_by("theme__number", "theme", "partner__sort_key", "partner", "referred_by")
    )
    found = [dict(row) for row in rows]
    themes = [{"label": group[0]["label"], "rows": _by(group, "partner"), **_added(group)} for group in _groups(found, "theme")]
    functions = [{**row, "name": ReferralCount.ReferredBy(row["referred_by"]).label} for row in _by(found, "referred_by")]
    partners = sorted(_by(found, "partner"), key=lambda row: -row["referred"])
    heads = ["Wohin", "Vermittelt:n", "Angekommen:n", "Nicht hingegangen:n"]
    return {"heads": heads, "themes": themes, "partners": partners, "functions": functions, **_added(found)}


def _groups(rows: Sequence[Line], key: str) -> list[list[Line]]:
    """The rows in groups of the same value, in the order in which each value first appears."""
    found: dict[Any, list[Line]] = {}
    for row in rows:
        found.setdefault(row[key], []).append(row)
    return list(found.values())


def _by(rows: Sequence[Line], key: str) -> list[Line]:
    """One row per value of a column, with sums."""
    return [{**group[0], **_added(group)} for group in _groups(rows, key)]


def _added(rows: Sequence[Line]) -> dict[str, int]:
    return {name: sum(row[name] for row in rows) for name in ("referred", "arrived", "not_gone")}


def months_of(counts: QuerySet[ReferralCount]) -> list[Line]:
    """The months of the last two years with referrals, newest first, each with how many have no outcome yet; one query."""
    open_ones = Sum(F("number") - F("arrived") - F("not_gone"), output_field=IntegerField())
    found = counts.filter(number__gt=0).order_by().values("month").annotate(referred=Sum("number"), unknown=open_ones)
    return [dict(row) for row in found.order_by("-month")[:24]]


def support_table(counts: QuerySet[SupportCount], kinds: Sequence[Term], year: int) -> dict[str, Any]:
    """The year's support by kind and month with both sums, and what was `counted`, newest month first. One query.

    An ended kind that was counted keeps its row.
    """
    found = list(counts.filter(month__year=year, number__gt=0).select_related("kind"))
    known = {term.pk: term for term in [*kinds, *(row.kind for row in found)]}
    numbers = {(row.kind_id, row.month.month): row.number for row in found}
    rows: list[Line] = [{"kind": term, "cells": [numbers.get((pk, month), 0) for month in range(1, 13)]} for pk, term in known.items()]
    for row in rows:
        row["sum"] = sum(row["cells"])
    columns = [sum(row["cells"][at] for row in rows) for at in range(12)]
    heads = ["Art", *(f"{month}:n" for month in SHORT_MONTHS), "Zusammen:n"]
    return {"heads": heads, "rows": rows, "columns": columns, "sum": sum(columns), "counted": found}
