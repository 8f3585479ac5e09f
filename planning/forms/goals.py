"""The forms of the thread from a need on: goal, indicator, measured value."""

from django import forms
from django.db.models import Q

from planning.forms.needs import HOUSE
from planning.forms.terms import GoalTerms
from planning.models import Goal, Indicator, IndicatorValue, Need
from sites.core.access import rows
from sites.core.forms import ModelForm, Part

IMPACT = (
    "„Im Fokus steht nicht die Anzahl der durchgeführten Angebote, sondern deren bedarfsgerechte Ausrichtung und Wirksamkeits-Wahrscheinlichkeit.“ "
    "Die Stufen 1 bis 3 beschreiben, was Sie tun; ab Stufe 4 ändert sich etwas bei den Familien."
)
MORE = "Weitere Einordnung: grundlegende Ziele, Leistungsfeld, Lebensbereiche, Themen"
SIGNS = "„ThEKiZ sollen die Wirkungsziele ihres Tuns beschreiben und deren Erreichung anhand von Indikatoren erkennen.“"


class GoalForm(GoalTerms):
    """A goal on one of the seven steps, with help for its sentence (UF23): it rejects nothing and explains everything."""

    HELP = {"step": ("3.3", IMPACT), **GoalTerms.TERM_HELP}
    AUDIENCE = {"conclusion": HOUSE}
    LAYOUT = (
        Part(("need", "title", "step")),
        Part(("starts", "due"), pair=True),
        Part(("conclusion",)),
        Part(("specific_goals",)),
        Part(("service_fields", "settings", "cross_cutting", "themes", "general_goals"), MORE, folded=True),
    )

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

    PAST = ("baseline_on",)
    PAIRS = ("baseline", "target")
    HELP = {"title": ("3.3", SIGNS)}
    LAYOUT = (
        Part(("title", "unit")),
        Part(("baseline", "baseline_of"), pair=True),
        Part(("baseline_on",)),
        Part(("target", "target_of"), pair=True),
    )

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


class ValueForm(_Share):
    """One measured value, with its n."""

    PAST = ("measured_on",)
    PAIRS = ("value",)
    LAYOUT = (Part(("measured_on",)), Part(("value", "value_of"), pair=True))

    class Meta:
        model = IndicatorValue
        fields = ["measured_on", "value", "value_of"]
        localized_fields = "__all__"
        help_texts = {"value_of": "Wie viele wurden gefragt oder gezählt (n)? Leer lassen, wenn es kein Anteil ist."}
