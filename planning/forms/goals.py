"""The forms of the thread: need, goal, indicator, value; and of the funded measure."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q

from planning.forms.assessments import BURDENS, METHODS, SOURCES, themes
from planning.forms.terms import GoalTerms
from planning.models import ActionField, Assessment, Goal, Indicator, IndicatorValue, Measure, Need, Plan, PlanGoal
from planning.services.goals import main_field
from planning.services.plans import report_due
from sites.core.access import rows
from sites.core.forms import ModelForm, not_in_future

HOUSE = "Sichtbar für Team, Träger, Prozessbegleitung und Elternvertretung. Bitte keine Namen von Familien."
IMPACT = (
    "„Im Fokus steht nicht die Anzahl der durchgeführten Angebote, sondern deren bedarfsgerechte Ausrichtung und Wirksamkeits-Wahrscheinlichkeit.“ "
    "Die Stufen 1 bis 3 beschreiben, was Sie tun; ab Stufe 4 ändert sich etwas bei den Familien."
)
SIGNS = "„ThEKiZ sollen die Wirkungsziele ihres Tuns beschreiben und deren Erreichung anhand von Indikatoren erkennen.“"
FIELDS = (
    "ThEKiZ werden hauptsächlich im Handlungsfeld 3 „Bildung im familiären Umfeld“ gefördert und sind ebenso den Handlungsfeldern 2, 5 und 6 "
    "zuzuordnen; über Kooperationen gibt es eine Schnittmenge zum Handlungsfeld 4."
)


class NeedForm(ModelForm):
    """A need with its source and how many said so."""

    HELP = {"source_group": ("3.3", SOURCES), "theme": ("4.1", BURDENS), "method": ("3.3", METHODS)}
    AUDIENCE = {"text": f"{HOUSE} Nach der Freigabe auch für die Ämter."}

    class Meta:
        model = Need
        fields = ["title", "text", "source_group", "theme", "method", "assessment", "found_on", "voices", "urgent", "closed_on"]
        localized_fields = "__all__"
        widgets = {"text": forms.Textarea(attrs={"rows": 4})}
        help_texts = {
            "title": "Zum Beispiel: Familien mit Babys haben keinen Treffpunkt.",
            "theme": "Danach ordnet der Landkreis, wo Angebote fehlen.",
            "voices": "Leer lassen, wenn niemand gezählt wurde.",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["theme"].choices = [("", "noch kein Thema"), *themes(self.request.access.today, self.instance.theme_id)]
        self.fields["assessment"].queryset = rows(self.request, Assessment).filter(place=self.instance.site_id)
        self.fields["assessment"].empty_label = "keine"

    def clean_found_on(self):
        return not_in_future(self.cleaned_data["found_on"])

    def clean_closed_on(self):
        return not_in_future(self.cleaned_data["closed_on"])

    def clean(self):
        super().clean()
        data = self.cleaned_data
        if data.get("closed_on") and data.get("found_on") and data["closed_on"] < data["found_on"]:
            self.add_error("closed_on", "Der Bedarf kann nicht erledigt sein, bevor er festgestellt wurde. Bitte prüfen Sie die Tage.")
        return data


class GoalForm(GoalTerms):
    """A goal on one of the seven steps, with help for its sentence (UF23): it rejects nothing and explains everything."""

    HELP = {"step": ("3.3", IMPACT), **GoalTerms.TERM_HELP}
    AUDIENCE = {"conclusion": HOUSE}

    class Meta:
        model = Goal
        fields = ["need", "title", "step", "starts", "due", "conclusion"]
        localized_fields = "__all__"
        widgets = {"step": forms.RadioSelect, "conclusion": forms.Textarea(attrs={"rows": 3})}
        help_texts = {
            "title": "Wer verändert was bis wann? Zum Beispiel: Familien aus dem Wohngebiet kennen bis Juli 2027 drei andere.",
            "conclusion": "Erst am Ende: Was behalten Sie, was ändern Sie?",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        needs = rows(self.request, Need).filter(site=self.instance.site_id)
        self.fields["need"].queryset = needs.filter(Q(closed_on__isnull=True) | Q(pk=self.instance.need_id))
        self.fields["need"].empty_label = "noch kein Bedarf"
        self.fields["step"].choices = Goal.Step.choices
        if not self.instance.pk:
            del self.fields["conclusion"]


class _Share(ModelForm):
    """A share is a number of a whole: both whole numbers, the part not larger than the whole."""

    PAIRS: tuple[str, ...] = ()

    def clean(self):
        super().clean()
        data = self.cleaned_data
        for name in self.PAIRS:
            part, whole = data.get(name), data.get(f"{name}_of")
            if whole == 0:
                self.add_error(f"{name}_of", "„von“ muss mindestens 1 sein. Lassen Sie es leer, wenn es kein Anteil ist.")
            elif part is not None and whole is not None and part > whole:
                self.add_error(name, f"{part} von {whole} geht nicht: Der Teil kann nicht größer sein als das Ganze.")
        return data


class IndicatorForm(_Share):
    """How we will know: baseline and target."""

    PAIRS = ("baseline", "target")
    HELP = {"title": ("3.3", SIGNS)}

    class Meta:
        model = Indicator
        fields = ["title", "unit", "baseline", "baseline_of", "baseline_on", "target", "target_of"]
        localized_fields = "__all__"
        labels = {"baseline_of": "von (Ausgang)", "target_of": "von (Ziel)"}
        help_texts = {
            "title": "Zum Beispiel: Eltern nennen neue Kontakte im Wohngebiet.",
            "unit": "zum Beispiel Eltern, Termine, Familien",
            "baseline_of": "Leer lassen, wenn es kein Anteil ist.",
            "target_of": "Leer lassen, wenn es kein Anteil ist.",
        }

    def clean_baseline_on(self):
        return not_in_future(self.cleaned_data["baseline_on"])


class ValueForm(_Share):
    """One measured value, with its n."""

    PAIRS = ("value",)

    class Meta:
        model = IndicatorValue
        fields = ["measured_on", "value", "value_of"]
        localized_fields = "__all__"
        help_texts = {"value_of": "Wie viele wurden gefragt oder gezählt (n)? Leer lassen, wenn es kein Anteil ist."}

    def clean_measured_on(self):
        return not_in_future(self.cleaned_data["measured_on"])


class EuroField(forms.DecimalField):
    """An amount as people write it: 33240,50 or 33.240,50."""

    def to_python(self, value):
        if isinstance(value, str) and re.fullmatch(r"\d{1,3}(\.\d{3})+(,\d*)?", value.strip()):
            value = value.replace(".", "")
        return super().to_python(value)


class MeasureForm(ModelForm):
    """The funded unit of a year: mainly action field 3, further fields beside it (R104, R105)."""

    grant = EuroField(label="Zuwendung in Euro", required=False, min_value=0, max_digits=10, decimal_places=2, localize=True)
    HELP = {"action_field": ("2.1", FIELDS)}

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
                "title": f"ThEKiZ {measure.site.name}"[:160],
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
