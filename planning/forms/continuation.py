"""The forms of many decisions under one resolution, and what narrows their list."""

from dataclasses import dataclass

from django import forms
from django.core.exceptions import ValidationError

from planning.forms.decisions import AFTER, ResolvedForm
from sites.core.forms import Form

BOTH = "Bitte wählen Sie für „{}“ entweder Fortführen oder Beenden."


@dataclass(frozen=True)
class RowState:
    """What is ticked and written in the row of a site, and what is wrong with it."""

    continued: bool
    ended: bool
    reason: str
    error: str


class _ManyForm(ResolvedForm):
    """The paper of many decisions; its ticks stand in the rows of the list. `names`: the rows that may be ticked."""

    TICKS: tuple[str, ...] = ()
    NEEDED = {**ResolvedForm.NEEDED, "departure_reason": "nötig, sobald etwas Angekreuztes Hinweise hat"}

    class Meta(ResolvedForm.Meta):
        labels = {**ResolvedForm.Meta.labels, "departure_reason": "Warum trotz der Hinweise?"}

    def __init__(self, *args, names: dict[int, str], **kwargs):
        super().__init__(*args, **kwargs)
        self.names = names
        for name in self.TICKS:
            self.fields[name].choices = list(names.items())

    def _ticked(self, name: str) -> set[int]:
        sent = self.data.getlist(name) if self.is_bound else []
        return {int(pk) for pk in sent if pk.isascii() and pk.isdigit() and int(pk) in self.names}


class AdmissionForm(_ManyForm):
    """The resolution under which several Kitas are taken up."""

    TICKS = ("chosen",)
    chosen = forms.TypedMultipleChoiceField(coerce=int, widget=forms.MultipleHiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["chosen"].error_messages["required"] = "Bitte kreuzen Sie mindestens eine Kita an."

    def clean(self):
        data = super().clean()
        if begins := data.get("effective_from"):
            self.instance.funding_year = begins.year
        return data

    def is_ticked(self, pk: int) -> bool:
        return pk in self._ticked("chosen")


class ContinuationForm(_ManyForm):
    """The resolution that all ticked sites rest on; a site that ends has a reason of its own.

    The ticks `continued` and `ended` and the field `end_reason_<pk>` stand in the rows of the list.
    """

    TICKS = ("continued", "ended")
    continued = forms.TypedMultipleChoiceField(coerce=int, required=False, widget=forms.MultipleHiddenInput)
    ended = forms.TypedMultipleChoiceField(coerce=int, required=False, widget=forms.MultipleHiddenInput)

    class Meta(_ManyForm.Meta):
        labels = {**_ManyForm.Meta.labels, "reasons": "Begründung für die Fortführung"}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for pk in self._ticked("ended"):
            reason = forms.CharField(label=f"Warum endet „{self.names[pk]}“?", max_length=3000)
            reason.error_messages["required"] = f"Bitte schreiben Sie, warum „{self.names[pk]}“ endet."
            reason.audience = AFTER
            self.fields[f"end_reason_{pk}"] = reason
        self.fields["reasons"].required = bool(self._ticked("continued")) or not self._ticked("ended")

    def clean(self):
        data = super().clean()
        continued, ended = set(data.get("continued") or ()), set(data.get("ended") or ())
        if not continued and not ended and not {"continued", "ended"} & set(self.errors):
            raise ValidationError("Bitte kreuzen Sie mindestens einen Standort an.")
        if both := continued & ended:
            raise ValidationError([BOTH.format(self.names[pk]) for pk in sorted(both)])
        return data

    def chosen(self) -> dict:
        """What the service needs beside the paper."""
        data = self.cleaned_data
        return {"continued": set(data["continued"]), "ended": {pk: data[f"end_reason_{pk}"] for pk in data["ended"]}}

    def row_state(self, pk: int) -> RowState:
        """Of one site, after a refusal as it was sent."""
        name = f"end_reason_{pk}"
        return RowState(
            continued=pk in self._ticked("continued"),
            ended=pk in self._ticked("ended"),
            reason=self.data.get(name, "") if self.is_bound else "",
            error=str(next(iter(self.errors.get(name, ())), "")) if self.is_bound else "",
        )


class ContinuationFilter(Form):
    """Which funding year, and which of its sites."""

    year = forms.ChoiceField(label="Förderjahr", required=False)
    show = forms.ChoiceField(label="Auswahl", required=False, choices=[("", "alle Standorte"), ("open", "noch ohne Entscheidung")])

    def __init__(self, *args, years: list[str], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["year"].choices = [(year, year) for year in years]
