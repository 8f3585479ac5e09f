"""The form of what became of the referrals of a month: numbers, never families."""

from django import forms

from offers.models import ReferralCount
from sites.core.forms import Form


class OutcomeForm(Form):
    """One row of a month: how many arrived, how many did not go; together never more than were passed on."""

    LOOK = {"arrived": "counter", "not_gone": "counter"}
    arrived = forms.IntegerField(label="Angekommen", min_value=0, max_value=9999)
    not_gone = forms.IntegerField(label="Nicht hingegangen", min_value=0, max_value=9999)

    def __init__(self, *args, row: ReferralCount, **kwargs):
        self.row = row
        super().__init__(*args, prefix=str(row.pk), initial={"arrived": row.arrived, "not_gone": row.not_gone}, edits=row, **kwargs)

    def clean(self):
        data = self.cleaned_data
        both = data.get("arrived", 0) + data.get("not_gone", 0)
        if both > self.row.number:
            self.add_error(
                "not_gone",
                f"{self.row.partner.name}: Angekommen und nicht hingegangen sind zusammen {both}, vermittelt wurden {self.row.number}. "
                "Bitte prüfen Sie die beiden Zahlen.",
            )
        return data
