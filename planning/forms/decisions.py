"""The forms of decisions: about a case, about many sites under one resolution, the correction, and the one that lies outside the application."""

from datetime import date, timedelta
from typing import ClassVar

from django import forms

from planning.forms.cases import CASE
from planning.models import Decision, Plan, Resolution
from planning.rules.departures import PLANNING, continuation_due
from planning.services.decisions import REASON_MISSING, kinds_for
from sites.core.access import rows
from sites.core.forms import ModelForm
from sites.models import OrganisationForm, Phase

AFTER = "Sichtbar für Ämter, Träger, Team, Prozessbegleitung und Elternvertretung."
RECENT = timedelta(days=3 * 366)
NO_FORM = "Bitte wählen Sie mindestens eine Organisationsform. Mehrere zusammen sind eine Mischform."


def _check_due(form, begins: date | None) -> None:
    due = form.cleaned_data.get("next_due")
    if begins and due and due <= begins:
        form.add_error("next_due", "Die nächste Entscheidung liegt vor dem Tag, ab dem diese gilt. Bitte geben Sie einen späteren Tag an.")


class _Paper(ModelForm):
    """What every decision rests on: body, date, number."""

    PAST, PLAUSIBLE, FIRST_YEAR, AHEAD = ("decided_on",), ("decided_on", "effective_from"), 2008, 3

    class Meta:
        model = Decision
        fields = ["body", "decided_on", "number"]
        localized_fields = "__all__"
        labels = {"decided_on": "Datum"}

    def clean_number(self):
        return " ".join(self.cleaned_data["number"].split())


class ResolvedForm(_Paper):
    """A decision on a plan that may rest on a resolution already entered: body, date and number come from there."""

    AUDIENCE = {"reasons": AFTER, "departure_reason": AFTER, "conditions": AFTER}
    HELP = {"plan": "integrated", "next_due": "rhythm"}
    NEEDED = {"resolution": ""}

    class Meta(_Paper.Meta):
        fields = ["resolution", "body", "decided_on", "number", "effective_from", "reasons", "departure_reason", "conditions", "plan", "next_due"]
        widgets: ClassVar[dict[str, forms.Widget]] = {
            "reasons": forms.Textarea(attrs={"rows": 3}),
            "departure_reason": forms.Textarea(attrs={"rows": 2}),
            "conditions": forms.Textarea(attrs={"rows": 2}),
        }
        labels = {**_Paper.Meta.labels, "resolution": "Beschluss aus der Liste", "next_due": "Über die Fortführung entscheiden bis"}
        help_texts = {"resolution": "Gremium, Datum und Nummer werden daraus übernommen."}

    def __init__(self, *args, county: int, plans: list[dict], **kwargs):
        super().__init__(*args, **kwargs)
        today = self.request.access.today
        known = rows(self.request, Resolution).filter(place=county, kind=Resolution.Kind.SITES, body__kind__in=Decision.Body.values)
        self.fields["resolution"].queryset = known.filter(decided_on__gte=today - RECENT).select_related("body")
        self.fields["resolution"].empty_label = "keiner, ich trage ihn ein"
        self.fields["plan"].queryset = Plan.objects.filter(place=county)
        self.fields["plan"].choices = [("", "keiner"), *((plan["pk"], f"{plan['title']}, {plan['version']}") for plan in plans)]
        if not self.initial.get("plan"):
            self.initial["plan"] = next((plan["pk"] for plan in plans if plan["stands"] and plan["kind"] in PLANNING), None)
        self.fields["departure_reason"].error_messages["required"] = REASON_MISSING
        if self.is_bound and self.data.get("resolution"):
            for name in ("body", "decided_on", "number"):
                self.fields[name].required = False

    def clean(self):
        data = super().clean() or {}
        if resolution := data.get("resolution"):
            data |= {"body": resolution.body.kind, "decided_on": resolution.decided_on, "number": resolution.number}
        _check_due(self, data.get("effective_from"))
        return data


class DecisionForm(ResolvedForm):
    """The decision about an application; departures from the recommendations ask for a reason and never stop it."""

    HELP = {**ResolvedForm.HELP, "coordinator_fte": "post"}
    UNSPOKEN = ("kind",)
    site_forms = forms.MultipleChoiceField(label="Organisationsform", choices=OrganisationForm, required=False, widget=forms.CheckboxSelectMultiple)
    coordinator_fte = forms.DecimalField(
        label="Koordination in VZÄ", required=False, min_value=0, max_value=5, max_digits=3, decimal_places=2, localize=True
    )

    class Meta(ResolvedForm.Meta):
        fields = ["kind", *ResolvedForm.Meta.fields, "funding_year"]
        widgets = {"kind": forms.RadioSelect(), **ResolvedForm.Meta.widgets}
        labels = {**ResolvedForm.Meta.labels, "funding_year": "Förderjahr"}

    def __init__(self, *args, application, phase: str | None, departures: list[str], **kwargs):
        super().__init__(*args, county=application.site.county_id, plans=application.plans, **kwargs)
        self.departures, allowed = departures, kinds_for(phase)
        self.fields["kind"].choices = [choice for choice in Decision.Kind.choices if choice[0] in allowed]
        chosen = self.data.get("kind") if self.is_bound else allowed[0]
        self.fields["site_forms"].required = chosen in {Decision.Kind.ESTABLISH, Decision.Kind.CONTINUE}
        self.fields["departure_reason"].required = chosen != Decision.Kind.REJECT
        self.fields["site_forms"].error_messages["required"] = NO_FORM
        if not departures:
            del self.fields["departure_reason"]
        today = self.request.access.today
        begin = date(today.year + today.month // 12, today.month % 12 + 1, 1)
        begins = application.wanted_start if application.wanted_start and application.wanted_start > today else begin
        self.initial = {
            **self.initial,
            "effective_from": begins,
            "site_forms": application.forms,
            "coordinator_fte": application.coordinator_fte,
            "funding_year": begins.year,
            "next_due": continuation_due(application.dues, begins),
        }

    def clean(self):
        data = super().clean() or {}
        if data.get("kind") in {Decision.Kind.END, Decision.Kind.REJECT}:
            data["next_due"] = None
        elif begins := data.get("effective_from"):
            data["funding_year"] = data.get("funding_year") or begins.year
        return data


class CorrectionForm(_Paper):
    """A slip of the pen in a decision: what was written stays, the new wording replaces it."""

    AUDIENCE = {"reasons": AFTER, "conditions": AFTER, "note": CASE}
    note = forms.CharField(label="Was wird berichtigt?", max_length=500, help_text="Zum Beispiel: Nummer hatte einen Zahlendreher.")

    class Meta(_Paper.Meta):
        fields = ["body", "decided_on", "number", "reasons", "departure_reason", "conditions", "funding_year", "next_due"]
        widgets = ResolvedForm.Meta.widgets
        labels = {**_Paper.Meta.labels, "next_due": ResolvedForm.Meta.labels["next_due"]}

    def __init__(self, *args, old: Decision, **kwargs):
        initial = {name: getattr(old, name) for name in self.Meta.fields}
        super().__init__(*args, instance=Decision(site_id=old.site_id, effective_from=old.effective_from), initial=initial, prefix="fix", **kwargs)
        if not old.departures:
            del self.fields["departure_reason"]
        elif old.kind != Decision.Kind.REJECT:
            self.fields["departure_reason"].required = True

    def clean(self):
        data = super().clean() or {}
        _check_due(self, self.instance.effective_from)
        return data


class PhaseForm(_Paper):
    """A phase whose decision lies outside the application."""

    AUDIENCE = {"reasons": AFTER}
    phase = forms.ChoiceField(label="Phase", choices=[choice for choice in Phase.choices if choice[0] != Phase.INTERESTED], widget=forms.RadioSelect)
    HELP = {"phase": "phase-phase"}
    field_order = ["phase", "effective_from", "body", "decided_on", "number", "reasons"]

    class Meta(_Paper.Meta):
        fields = ["body", "decided_on", "number", "effective_from", "reasons"]
        labels = {"decided_on": "Datum", "effective_from": "Phase gilt ab", "reasons": "Anmerkung"}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reasons"].required = False
