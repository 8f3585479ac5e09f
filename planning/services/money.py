"""What changes a measure's money and the county's rule for the own share."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction

from planning.models import FundingRule
from sites.core.access import Access
from sites.core.journal import record
from sites.core.numbers import exact


@transaction.atomic
def change_rule(*, access: Access, rule: FundingRule) -> FundingRule:
    """A new rule for the own share ends the one before; two rules never overlap."""
    before = FundingRule.objects.select_for_update().filter(place_id=rule.place_id, ends__isnull=True).first()
    if before and rule.starts <= before.starts:
        raise ValidationError({"starts": f"Die Regel davor gilt erst ab {before.starts:%d.%m.%Y}. Bitte wählen Sie einen späteren Tag."})
    if before:
        FundingRule.objects.filter(pk=before.pk).update(ends=rule.starts - timedelta(days=1))
    rule.validate_constraints()
    rule.save()
    record(access, rule, "rule", text=f"Eigenanteil: {exact(rule.own_share)} % {rule.get_base_display()} ab {rule.starts:%d.%m.%Y}")
    return rule
