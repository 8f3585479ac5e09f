"""What a need rests on, in words; and the order in which needs stand."""

from datetime import date

from django.db.models import BigIntegerField, Case, Exists, ExpressionWrapper, F, OuterRef, Q, When
from django.db.models.expressions import CombinedExpression

from planning.models import Need
from sites.core.days import month_long


def source_of(need: Need) -> str:
    """How a need was found, and when: Elterngespräche, März 2026."""
    return f"{need.get_method_display()}, {month_long(need.found_on)}"


def urgent_first() -> "ExpressionWrapper[CombinedExpression]":
    """A key by which urgent needs come first, then the newest. It is wide: as a plain integer nothing would lie behind it, so no second page."""
    late = Case(When(urgent=True, then=0), default=10**12, output_field=BigIntegerField())
    return ExpressionWrapper(late - F("pk"), BigIntegerField())


def unanswered(day: date) -> Q:
    """Open needs that no offer of a day answers; as the county counts them (`thekiz_gaps`). Offers lie in an app above: by relation alone."""
    runs = Q(offers__ends__isnull=True) | Q(offers__ends__gte=day)
    answering = Need.objects.filter(runs, pk=OuterRef("pk"), offers__starts__lte=day)
    return Q(~Exists(answering), closed_on__isnull=True)
