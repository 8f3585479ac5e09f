"""The forms of decisions: the one inside the page of a case, its correction, and the one that lies outside the application."""

from datetime import date

from django import forms
from django.core.exceptions import ValidationError

from planning.forms.cases import CASE, POST
from planning.models import Decision
from planning.services import REASON_MISSING, kinds_for
from sites.forms import ModelForm, not_in_future
from sites.models import OrganisationForm, Phase

AFTER = "Sichtbar für Ämter, Träger, Team, Prozessbegleitung und Elternvertretung."
FIRST_YEAR = 2008
NO_FORM = "Bitte wählen Sie mindestens eine Organisationsform. Mehrere zusammen sind eine Mischform."


def _plausible(day: date, today: date) -> date:
    """A typing error in the year is the usual cause of days far away."""
    if not FIRST_YEAR <= day.year <= today.year + 3:
        raise ValidationError(f"Bitte prüfen Sie das Jahr: möglich sind {FIRST_YEAR} bis {today.year + 3}.")
    return day


class _Paper(ModelForm):
    """What every decision rests on: body, date, number."""

    class Meta:
        model = Decision
        fields = ["body", "decided_on", "number"]
        localized_fields = "__all__"
        labels = {"decided_on": "Datum"}

    def clean_decided_on(self):
        return _plausible(not_in_future(self.cleaned_data["decided_on"]), self.request.access.today)

    def clean_number(self):
        return " ".join(self.cleaned_data["number"].split())


class DecisionForm(_Paper):
    """The decision about an application; departures from the recommendations ask for a reason and never stop it."""

    AUDIENCE = {"reasons": AFTER, "departure_reason": AFTER}
    HELP = {"coordinator_fte": ("2.5", POST)}
    site_forms = forms.MultipleChoiceField(label="Organisationsform", choices=OrganisationForm, required=False, widget=forms.CheckboxSelectMultiple)
    coordinator_fte = forms.DecimalField(
        label="Koordination in VZÄ", required=False, min_value=0, max_value=5, max_digits=3, decimal_places=2, localize=True
    )

    class Meta(_Paper.Meta):
        fields = ["kind", "body", "decided_on", "number", "effective_from", "reasons", "departure_reason"]
        widgets = {
            "kind": forms.RadioSelect,
            "reasons": forms.Textarea(attrs={"rows": 3}),
            "departure_reason": forms.Textarea(attrs={"rows": 2}),
        }

    def __init__(self, *args, application, phase: str | None, departures: list[str], **kwargs):
        super().__init__(*args, **kwargs)
        self.departures, allowed = departures, kinds_for(phase)
        self.fields["kind"].choices = [choice for choice in Decision.Kind.choices if choice[0] in allowed]
        chosen = self.data.get("kind") if self.is_bound else allowed[0]
        self.fields["site_forms"].required = chosen in {Decision.Kind.ESTABLISH, Decision.Kind.CONTINUE}
        self.fields["departure_reason"].required = chosen != Decision.Kind.REJECT
        self.fields["site_forms"].error_messages["required"] = NO_FORM
        self.fields["departure_reason"].error_messages["required"] = REASON_MISSING
        if not departures:
            del self.fields["departure_reason"]
        today = self.request.access.today
        begin = date(today.year + today.month // 12, today.month % 12 + 1, 1)
        self.initial = {
            **self.initial,
            "kind": allowed[0],
            "effective_from": application.wanted_start if application.wanted_start and application.wanted_start > today else begin,
            "site_forms": application.forms,
            "coordinator_fte": application.coordinator_fte,
        }

    def clean_effective_from(self):
        return _plausible(self.cleaned_data["effective_from"], self.request.access.today)


class CorrectionForm(_Paper):
    """A slip of the pen in a decision: what was written stays, the new wording replaces it."""

    AUDIENCE = {"reasons": AFTER, "note": CASE}
    note = forms.CharField(label="Was wird berichtigt?", max_length=500, help_text="Zum Beispiel: Nummer hatte einen Zahlendreher.")

    class Meta(_Paper.Meta):
        fields = ["body", "decided_on", "number", "reasons", "departure_reason"]
        widgets = {"reasons": forms.Textarea(attrs={"rows": 3}), "departure_reason": forms.Textarea(attrs={"rows": 2})}

    def __init__(self, *args, old: Decision, **kwargs):
        initial = {name: getattr(old, name) for name in self.Meta.fields}
        super().__init__(*args, instance=Decision(site_id=old.site_id, effective_from=old.effective_from), initial=initial, prefix="fix", **kwargs)
        if not old.departures:
            del self.fields["departure_reason"]
        elif old.kind != Decision.Kind.REJECT:
            self.fields["departure_reason"].required = True


class PhaseForm(_Paper):
    """A phase whose decision lies outside the application."""

    AUDIENCE = {"reasons": AFTER}
    phase = forms.ChoiceField(label="Phase", choices=[choice for choice in Phase.choices if choice[0] != Phase.INTERESTED], widget=forms.RadioSelect)
    HELP = {
        "phase": (
            "3.2",
            "Drei Phasen: „Kita auf dem Weg zum ThEKiZ“ (etwa zwei Jahre), „ThEKiZ“ (Profil ist entwickelt und gesichert) und die Möglichkeit zur "
            "Konsultationseinrichtung; „empfohlen wird eine Konsultationseinrichtung pro Landkreis/kreisfreier Stadt“.",
        )
    }
    field_order = ["phase", "effective_from", "body", "decided_on", "number", "reasons"]

    class Meta(_Paper.Meta):
        fields = ["body", "decided_on", "number", "effective_from", "reasons"]
        labels = {"decided_on": "Datum", "effective_from": "Phase gilt ab", "reasons": "Anmerkung"}
        widgets = {"reasons": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reasons"].required = False

    def clean_effective_from(self):
        return _plausible(self.cleaned_data["effective_from"], self.request.access.today)
