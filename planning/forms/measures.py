"""The form of a funded measure."""

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q

from planning.forms.money import EuroField
from planning.models import ActionField, Measure, Plan, PlanGoal
from planning.rules.measures import main_field
from planning.services.plans import report_due
from sites.core.forms import ModelForm


class MeasureForm(ModelForm):
    """The funded unit of a year: mainly action field 3, further fields beside it (R104, R105)."""

    grant = EuroField(label="Zuwendung in Euro", required=False, min_value=0, max_digits=10, decimal_places=2, localize=True)
    HELP = {"action_field": "fields"}

    class Meta:
        model = Measure
        fields = [
            "funding_year", "project_class", "title", "file_number", "recipient",
            "action_field", "further_fields", "plan_goal", "grant", "report_due",
        ]  # fmt: skip
        localized_fields = "__all__"
        widgets = {"further_fields": forms.CheckboxSelectMultiple, "funding_year": forms.NumberInput}
        help_texts = {
            "recipient": "Wer die Zuwendung am Ende bekommt, meist der Träger der Kita.",
            "report_due": "Leer lassen: dann gilt die Frist des Landkreises für Förderjahr und Projektart, sonst der 31. März danach.",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        today, measure = self.request.access.today, self.instance
        fields = ActionField.objects.on(today)
        if measure.pk:  # what was chosen under an older edition stays choosable
            fields |= ActionField.objects.filter(Q(pk=measure.action_field_id) | Q(pk__in=measure.further_fields.values("pk")))
        else:
            self.initial = {
                **self.initial,
                "funding_year": today.year,
                "title": self.initial.get("title") or f"ThEKiZ {measure.site.name}"[:160],
                "action_field": main_field(today).pk,
            }
        self.fields["report_due"].required = False
        valid = Q(place=measure.site.county_id, plan__in=Plan.objects.on(today))
        goals = PlanGoal.objects.filter(valid | Q(pk=measure.plan_goal_id))
        self.fields["plan_goal"].queryset = goals.select_related("plan").order_by("plan", "number", "pk")
        self.fields["plan_goal"].empty_label = "noch keins"
        self.fields["funding_year"].localize = self.fields["funding_year"].widget.is_localized = False
        self.fields["action_field"].queryset = self.fields["further_fields"].queryset = fields.distinct()
        self.fields["action_field"].empty_label = None

    def clean(self):
        super().clean()
        data = self.cleaned_data
        if data.get("action_field") and data["action_field"] in (data.get("further_fields") or ()):
            raise ValidationError({"further_fields": "Das Hauptfeld ist schon genannt. Bitte wählen Sie hier nur die anderen Felder."})
        if data.get("funding_year") and data.get("project_class") and not data.get("report_due") and "report_due" not in self.errors:
            data["report_due"] = report_due(self.instance.site.county_id, data["funding_year"], data["project_class"])
        if data.get("report_due") and data.get("funding_year") and data["report_due"].year < data["funding_year"]:
            self.add_error("report_due", "Der Sachbericht kann nicht vor dem Förderjahr fällig sein. Bitte prüfen Sie das Jahr.")
        return data
