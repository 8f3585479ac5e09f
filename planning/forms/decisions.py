"""The forms of decisions: about a case, the step to a next phase, the correction, taking back, and the one that lies outside the application."""

from datetime import date, timedelta
from typing import ClassVar

from django import forms
from django.core.exceptions import ValidationError

from planning.forms.cases import CASE
from planning.models import AgendaItem, Decision, Plan, Resolution
from planning.rules.departures import PLANNING, continuation_due
from planning.services.decisions import REASON_MISSING, kinds_for
from sites.core.access import rows
from sites.core.forms import Form, ModelForm
from sites.core.roles import Role
from sites.models import Membership, OrganisationForm, Phase, User

AFTER = "Sichtbar für Ämter, Träger, Team, Prozessbegleitung und Elternvertretung."
RECENT = timedelta(days=3 * 366)
NO_FORM = "Bitte wählen Sie mindestens eine Organisationsform. Mehrere zusammen sind eine Mischform."


SURE = "Ja, die Entscheidung gilt wirklich ab {:%d.%m.%Y}."
MONTH = timedelta(days=31)


def _check_due(form, begins: date | None) -> None:
    due = form.cleaned_data.get("next_due")
    if begins and due and due <= begins:
        form.add_error("next_due", "Die nächste Entscheidung liegt vor dem Tag, ab dem diese gilt. Bitte geben Sie einen späteren Tag an.")


class _Paper(ModelForm):
    """What every decision rests on: body, date, number."""

    PAST, PLAUSIBLE, FIRST_YEAR, AHEAD = ("decided_on",), ("decided_on", "effective_from"), 2008, 3
    #: The decision a refusal is about: the page leads to it.
    standing: Decision | None = None

    class Meta:
        model = Decision
        fields = ["body", "decided_on", "number"]
        localized_fields = "__all__"
        labels = {"decided_on": "Datum"}

    def clean_number(self):
        return " ".join(self.cleaned_data["number"].split())

    def ask_about(self, day: date | None, decided_on: date | None, *, begun: date | None = None, may_be_past: bool = False) -> None:
        """Ask once about a day of effect in a year that is neither the decision's nor the next, before the case, or long before today."""
        if not day or not decided_on:
            return
        found = []
        if day.year not in {decided_on.year, decided_on.year + 1}:
            found.append(f"Entschieden wurde am {decided_on:%d.%m.%Y}.")
        if begun and day < begun:
            found.append(f"Der Antrag wurde erst am {begun:%d.%m.%Y} begonnen.")
        if not may_be_past and day < self.request.access.today - MONTH:
            found.append("Das liegt mehr als einen Monat zurück.")
        if found:
            self.ask(f"Wirklich {day:%d.%m.%Y}? {' '.join(found)} Bitte prüfen Sie „gilt ab“ oder bestätigen Sie den Tag.", SURE.format(day))

    def validate_constraints(self):
        """The services say which decision stands against this one, and how that one is corrected."""


class ResolvedForm(_Paper):
    """A decision on a plan that may rest on a resolution already entered: body, date and number come from there."""

    AUDIENCE = {"reasons": AFTER, "departure_reason": AFTER, "conditions": AFTER}
    HELP = {"plan": "integrated", "next_due": "rhythm"}
    begun: date | None = None  # when the case began that is decided
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

    def __init__(self, *args, county: int, plans: list[dict], item: AgendaItem | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        today = self.request.access.today
        known = rows(self.request, Resolution).filter(place=county, kind=Resolution.Kind.SITES, body__kind__in=Decision.Body.values)
        self.fields["resolution"].queryset = known.filter(decided_on__gte=today - RECENT).select_related("body")
        self.fields["resolution"].empty_label = "keiner, ich trage ihn ein"
        self.fields["plan"].queryset = Plan.objects.filter(place=county)
        self.fields["plan"].choices = [("", "keiner"), *((plan["pk"], f"{plan['title']}, {plan['version']}") for plan in plans)]
        if not self.initial.get("plan"):
            self.initial["plan"] = next((plan["pk"] for plan in plans if plan["stands"] and plan["kind"] in PLANNING), None)
        if item:
            self._take_from(item)
        self.fields["departure_reason"].error_messages["required"] = REASON_MISSING
        if self.is_bound and self.data.get("resolution"):
            for name in ("body", "decided_on", "number"):
                self.fields[name].required = False

    def _take_from(self, item: AgendaItem) -> None:
        """What was typed at the meeting is not typed again: body, date, number, and the resolution where it stands in the list."""
        meeting = item.meeting
        known = self.fields["resolution"].queryset.filter(body=meeting.body_id, decided_on=meeting.held_on)
        only = known[0] if len(known) == 1 else None
        number = only.number if only else f"TOP {item.number}"
        taken = {"resolution": only, "body": meeting.body.kind, "decided_on": meeting.held_on, "number": number}
        self.initial.update(taken)
        self.instance.agenda_item = item

    def clean(self):
        data = super().clean() or {}
        if resolution := data.get("resolution"):
            data |= {"body": resolution.body.kind, "decided_on": resolution.decided_on, "number": resolution.number}
        _check_due(self, data.get("effective_from"))
        self.ask_about(data.get("effective_from"), data.get("decided_on"), begun=self.begun)
        return data


def refusal(form: _Paper, error: ValidationError) -> ValidationError:
    """The refusal of a service at the fields of a form of decisions, which keeps the decision that stands against it."""
    form.standing = getattr(error, "standing", None)
    if not hasattr(error, "error_dict"):
        return error
    names = {"forms": "site_forms", **({} if "funding_year" in form.fields else {"funding_year": "effective_from"})}
    return ValidationError({names.get(name, name): errors for name, errors in error.error_dict.items()})


class DecisionForm(ResolvedForm):
    """The decision about an application; departures from the recommendations ask for a reason and never stop it."""

    HELP = {**ResolvedForm.HELP, "coordinator_fte": "post"}
    UNSPOKEN = ("kind",)
    site_forms = forms.MultipleChoiceField(label="Organisationsform", choices=OrganisationForm, required=False, widget=forms.CheckboxSelectMultiple)

    class Meta(ResolvedForm.Meta):
        fields = ["kind", *ResolvedForm.Meta.fields, "funding_year", "coordinator_fte"]
        widgets = {"kind": forms.RadioSelect(), **ResolvedForm.Meta.widgets}
        labels = {**ResolvedForm.Meta.labels, "funding_year": "Förderjahr"}

    def __init__(self, *args, application, phase: str | None, departures: list[str], **kwargs):
        self.begun = application.begun
        today = kwargs["request"].access.today
        begin = date(today.year + today.month // 12, today.month % 12 + 1, 1)
        begins = application.wanted_start if application.wanted_start and application.wanted_start > today else begin
        allowed = kinds_for(phase)
        initial = {
            "effective_from": begins,
            "site_forms": application.forms,
            "coordinator_fte": application.coordinator_fte,
            "funding_year": begins.year,
            "next_due": continuation_due(application.dues, begins),
        }
        super().__init__(*args, county=application.site.county_id, plans=application.plans, initial=initial, **kwargs)
        self.departures = departures
        self.fields["kind"].choices = [choice for choice in Decision.Kind.choices if choice[0] in allowed]
        chosen = self.data.get("kind") if self.is_bound else allowed[0]
        self.fields["site_forms"].required = chosen in {Decision.Kind.ESTABLISH, Decision.Kind.CONTINUE}
        self.fields["departure_reason"].required = chosen != Decision.Kind.REJECT
        self.fields["site_forms"].error_messages["required"] = NO_FORM
        if not departures:
            del self.fields["departure_reason"]

    def clean(self):
        data = super().clean() or {}
        if data.get("kind") in {Decision.Kind.END, Decision.Kind.REJECT}:
            data["next_due"] = None
        elif begins := data.get("effective_from"):
            data["funding_year"] = data.get("funding_year") or begins.year
        self.instance.forms = data.get("site_forms") or []
        return data


class AdvanceForm(ResolvedForm):
    """The step of a site to its next phase, taken by a body like every other decision."""

    HELP = {**ResolvedForm.HELP, "phase": "phase-phase"}
    NEEDED = {**ResolvedForm.NEEDED, "departure_reason": "nötig, sobald es Hinweise gibt"}

    class Meta(ResolvedForm.Meta):
        fields = ["phase", *ResolvedForm.Meta.fields]
        widgets = {"phase": forms.RadioSelect(), **ResolvedForm.Meta.widgets}
        labels = {**ResolvedForm.Meta.labels, "phase": "Welcher Übergang?"}

    def __init__(self, *args, phases: tuple[str, ...], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["phase"].choices = [(phase, words) for phase, words in Decision.ADVANCES.items() if phase in phases]
        self.fields["phase"].required = True
        if len(phases) == 1:
            self.initial["phase"] = phases[0]


class CorrectionForm(_Paper):
    """A slip in a decision: what was written stays, the new wording replaces it; another day, form or post is set anew at the site."""

    AUDIENCE = {"reasons": AFTER, "conditions": AFTER, "note": CASE}
    site_forms = forms.MultipleChoiceField(label="Organisationsform", choices=OrganisationForm, required=False, widget=forms.CheckboxSelectMultiple)
    note = forms.CharField(label="Was wird berichtigt?", max_length=500, help_text="Zum Beispiel: Nummer hatte einen Zahlendreher.")

    class Meta(_Paper.Meta):
        fields = [
            "body", "decided_on", "number", "effective_from", "coordinator_fte", "reasons", "departure_reason", "conditions", "funding_year",
            "plan", "next_due",
        ]  # fmt: skip
        widgets = ResolvedForm.Meta.widgets
        labels = {**_Paper.Meta.labels, "next_due": ResolvedForm.Meta.labels["next_due"]}

    def __init__(self, *args, old: Decision, **kwargs):
        initial = {name: getattr(old, name) for name in self.Meta.fields} | {"site_forms": old.forms, "plan": old.plan_id}
        super().__init__(*args, instance=Decision(site_id=old.site_id), initial=initial, prefix="fix", **kwargs)
        self.old = old
        self.fields["plan"].queryset = Plan.objects.filter(place=old.site.county_id)
        self.fields["plan"].empty_label = "keiner"
        if "fte" not in old.effects:
            del self.fields["site_forms"], self.fields["coordinator_fte"]
        elif old.forms:
            self.fields["site_forms"].required = True
            self.fields["site_forms"].error_messages["required"] = NO_FORM
        if not old.departures:
            del self.fields["departure_reason"]
        elif old.kind != Decision.Kind.REJECT:
            self.fields["departure_reason"].required = True

    def clean(self):
        data = super().clean() or {}
        day, decided_on, old = data.get("effective_from"), data.get("decided_on"), self.old
        _check_due(self, day)
        if (day, decided_on) != (old.effective_from, old.decided_on):
            self.ask_about(day, decided_on, begun=old.application.begun if old.application else None, may_be_past=day == old.effective_from)
        self.instance.forms = data.get("site_forms", old.forms)
        for name in {"coordinator_fte", "departure_reason"} - set(self.fields):
            setattr(self.instance, name, getattr(old, name))
        return data


class TakeBackForm(Form):
    """Why a decision is taken back; its site is then as it was before."""

    AUDIENCE = {"reason": AFTER}
    reason = forms.CharField(
        label="Warum nehmen Sie die Entscheidung zurück?", max_length=2000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Zum Beispiel: Der Ausschuss hat sie auf die nächste Sitzung vertagt.",
    )  # fmt: skip


class SignatoryForm(ModelForm):
    """Who signs the letter: the planners of the county today, without a choice who has decided."""

    class Meta:
        model = Decision
        fields = ["signatory"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        today, county = self.request.access.today, self.instance.site.county_id
        # guard: signatory -> planners = Membership.objects.all()
        planners = Membership.objects.on(today).filter(place=county, role=Role.SOCIAL_PLANNER)
        entered = self.instance.recorded_by  # stands on the first line already
        others = User.objects.filter(pk__in=planners.values("user"), is_active=True).exclude(pk=entered.pk)
        self.fields["signatory"].queryset = others.order_by("name")
        self.fields["signatory"].label_from_instance = lambda person: person.name
        self.fields["signatory"].empty_label = f"{entered.name} (hat die Entscheidung eingetragen)"


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

    def clean(self):
        data = super().clean() or {}
        self.ask_about(data.get("effective_from"), data.get("decided_on"), may_be_past=True)
        return data
