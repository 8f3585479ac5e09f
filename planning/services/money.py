"""What changes a measure's money and the county's rule for the own share."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction

from planning.models import FundingRule, PlanEntry
from sites.core.access import Access
from sites.core.days import valid_on
from sites.core.journal import record
from sites.core.numbers import exact


def rule_of(county: int, day) -> FundingRule | None:
    """The county's rule of a day; rules are set for everybody, so everybody may read them."""
    return FundingRule.objects.on(day).filter(place_id=county).first()


def is_in_plan(site, day) -> bool:
    """Whether a valid plan of the county names the site with its money (R108)."""
    return PlanEntry.objects.filter(valid_on(day, "plan__"), site_id=site.pk, funded=True).exists()


@transaction.atomic
def remove_line(*, access: Access, line) -> None:
    """Take a line out; the entry keeps what it said."""
    what = line.title if hasattr(line, "title") else str(line.source)
    text = f"{line._meta.verbose_name} „{what}“ entfernt"[:200]
    record(access, line.measure, "money", text=text, planned=str(line.planned), actual=str(line.actual or ""))
    type(line).objects.filter(pk=line.pk).delete()


@transaction.atomic
def change_rule(*, access: Access, form) -> FundingRule:
    """A new rule for the own share ends the one before; two rules never overlap."""
    rule = form.instance
    before = FundingRule.objects.select_for_update().filter(place_id=rule.place_id, ends__isnull=True).first()
    if before and rule.starts <= before.starts:
        raise ValidationError({"starts": f"Die Regel davor gilt erst ab {before.starts:%d.%m.%Y}. Bitte wählen Sie einen späteren Tag."})
    if before:
        FundingRule.objects.filter(pk=before.pk).update(ends=rule.starts - timedelta(days=1))
    rule.validate_constraints()
    rule.save()
    record(access, rule, "rule", text=f"Eigenanteil: {exact(rule.own_share)} % {rule.get_base_display()} ab {rule.starts:%d.%m.%Y}")
    return rule
