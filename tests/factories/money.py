"""Rows for tests: money of a measure."""

from decimal import Decimal

from planning.models import Cost, Funding, Term


def make_cost(measure, planned="1000.00", actual=None, *, kind="staff", title="Koordination", **fields):
    amounts = {"planned": Decimal(planned), "actual": None if actual is None else Decimal(actual)}
    return Cost.objects.create(measure=measure, site_id=measure.site_id, kind=kind, title=title, **amounts, **fields)


def make_funding(measure, planned="700.00", actual=None, *, source="lsz", **fields):
    amounts = {"planned": Decimal(planned), "actual": None if actual is None else Decimal(actual)}
    found = Term.objects.get(catalogue="funding_source", code=source)
    return Funding.objects.create(measure=measure, site_id=measure.site_id, source=found, **amounts, **fields)
