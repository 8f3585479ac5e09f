"""The forms of the thread from a need on: goal, indicator, measured value."""

from django import forms
from django.db.models import Max, Min, Q

from planning.forms.needs import HOUSE
from planning.forms.terms import GoalTerms
from planning.models import Goal, GoalReview, Indicator, IndicatorKind, IndicatorValue, Need
from planning.rules.goals import EXPLAINED
from sites.core.access import rows
from sites.core.forms import ModelForm, Part
from sites.core.numbers import exact

MORE = "Weitere Einordnung: grundlegende Ziele, Leistungsfeld, Lebensbereiche, Themen, Aufgaben der Koordination"


class GoalForm(GoalTerms):
    """A goal on one of the seven steps, with help for its sentence (UF23): it rejects nothing and explains everything."""

    HELP = {"step": "impact", **GoalTerms.TERM_HELP}
    LAYOUT = (
        Part(("need", "title", "step")),
        Part(("starts", "due"), pair=True),
        Part(("specific_goals",)),
        Part(("set_with",), "Wer hat mit am Ziel gearbeitet?", folded=True),
        Part(("service_fields", "settings", "cross_cutting", "themes", "general_goals", "coordination"), MORE, folded=True),
    )

    set_with = forms.MultipleChoiceField(
        label="Diese Funktionen", choices=Goal.SetWith, required=False, widget=forms.CheckboxSelectMultiple, help_text="Funktionen, keine Namen."
    )

    class Meta:
        model = Goal
        fields = ["need", "title", "step", "starts", "due", "set_with"]
        widgets = {"step": forms.RadioSelect}
        help_texts = {
            "title": "Wer verändert was bis wann? Zum Beispiel: Familien aus dem Wohngebiet kennen bis Juli 2027 drei andere.",
            "step": "Fragen Sie: Wessen Leben ist am Ende anders, und worin? Ab Stufe 4 sprechen wir von Wirkung.",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        needs = rows(self.request, Need).filter(site=self.instance.site_id)
        self.fields["need"].queryset = needs.filter(Q(closed_on__isnull=True) | Q(pk=self.instance.need_id))
        self.fields["need"].empty_label = "noch kein Bedarf"
        self.fields["step"].choices = [(step.value, f"{step.label}: {EXPLAINED[step]}") for step in Goal.Step]


WHOLE = "Bitte als ganze Zahl eingeben, zum Beispiel 12."


class _Measured(ModelForm):
    """Figures of one kind: counts and shares are whole numbers, the part is not larger than the whole, a scale value lies on its scale."""

    FIGURES: tuple[str, ...] = ()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in self.FIGURES:  # 12 and 3,4 as they were entered, not 12,0
            if (figure := self.initial.get(name)) is not None:
                self.initial[name] = int(figure) if figure == int(figure) else figure
            self.fields[name].widget.attrs.update(inputmode="decimal", autocomplete="off")

    def clean(self):
        super().clean()
        data = self.cleaned_data
        kind = data.get("kind", self.instance.kind)
        scale = tuple(data.get(name, getattr(self.instance, name)) for name in ("lowest", "highest"))
        for name in self.FIGURES:
            if data.get(name) is not None and f"{name}_of" not in self.errors:
                self._check(name, kind, data[name], data.get(f"{name}_of"), scale)
        return data

    def _check(self, name, kind, figure, whole, scale):
        if kind == IndicatorKind.SCALE:
            if not scale[0] <= figure <= scale[1]:
                self.add_error(name, f"Die Skala geht von {scale[0]} bis {scale[1]}. Bitte geben Sie einen Wert dazwischen ein, zum Beispiel 3,4.")
        elif figure % 1:
            self.add_error(name, WHOLE)
        if kind != IndicatorKind.SHARE:
            if whole is not None:
                self.add_error(f"{name}_of", "Ein „von“ gibt es nur bei einem Anteil. Wählen Sie „Anteil“ oder lassen Sie das Feld leer.")
        elif whole is None:
            self.add_error(f"{name}_of", "Ein Anteil braucht das Ganze: wie viele von wie vielen?")
        elif whole == 0:
            self.add_error(f"{name}_of", "„von“ muss mindestens 1 sein.")
        elif figure > whole:
            self.add_error(name, f"{exact(figure)} von {whole} geht nicht: Der Teil kann nicht größer sein als das Ganze.")


class IndicatorForm(_Measured):
    """How we will know: what is measured, baseline and target of one kind, and which direction is better."""

    FIGURES = ("baseline", "target")
    HELP = {"title": "signs"}
    NEEDED = dict.fromkeys(("baseline_of", "target_of"), "nötig bei einem Anteil")
    PAST = ("baseline_on",)
    PLAUSIBLE = ("next_on",)
    LAYOUT = (
        Part(("title", "unit", "kind")),
        Part(("lowest", "highest"), pair=True),
        Part(("direction",)),
        Part(("baseline", "baseline_of"), pair=True),
        Part(("baseline_on",)),
        Part(("target", "target_of"), pair=True),
        Part(("way", "source", "responsible", "next_on"), "Wie und wann gemessen wird", folded=True),
    )

    class Meta:
        model = Indicator
        fields = [
            "title", "unit", "kind", "lowest", "highest", "direction", "baseline", "baseline_of", "baseline_on", "target", "target_of",
            "way", "source", "responsible", "next_on",
        ]  # fmt: skip
        localized_fields = "__all__"
        widgets = {"kind": forms.RadioSelect, "direction": forms.RadioSelect}
        labels = {"baseline_of": "von (Ausgang)", "target_of": "von (Ziel)"}
        help_texts = {
            "title": "Zum Beispiel: Eltern nennen neue Kontakte im Wohngebiet.",
            "unit": "zum Beispiel Eltern, Termine, Familien, Punkte",
            "lowest": "Zählt nur bei einer Skala.",
            "highest": "Zählt nur bei einer Skala.",
            "source": "Zum Beispiel: Feedbackbogen im Elterncafé, 38 Antworten.",
            "responsible": "Eine Funktion, kein Name: zum Beispiel Koordination.",
            "baseline_of": "Nur bei einem Anteil.",
            "target_of": "Nur bei einem Anteil.",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices, self.fields["direction"].choices = IndicatorKind.choices, Indicator.Direction.choices
        found = {"low": Min("value"), "high": Max("value"), "first": Min("measured_on")}
        measured = self.instance.values.aggregate(**found) if self.instance.pk else dict.fromkeys(found)
        self.measured, self.first = (measured["low"], measured["high"]), measured["first"]
        if measured["low"] is not None:  # the values are of this kind, too
            self.fields["kind"].disabled = True
            self.fields["kind"].help_text = "Es gibt schon Messwerte dieser Art. Für eine andere Art legen Sie ein neues Zeichen fest."

    def clean(self):
        data = super().clean()
        day = data.get("baseline_on")
        if day and self.first and day > self.first and "baseline_on" in self.changed_data:
            self.ask(
                f"Wirklich {day:%d.%m.%Y}? Der erste Messwert ist vom {self.first:%d.%m.%Y}. Bitte prüfen Sie den Tag oder bestätigen Sie ihn.",
                f"Ja, der Ausgangswert ist vom {day:%d.%m.%Y}.",
            )
        lowest, highest, (low, high) = data.get("lowest"), data.get("highest"), self.measured
        if lowest is None or highest is None or data.get("kind") != IndicatorKind.SCALE:
            return data
        if highest <= lowest:
            self.add_error("highest", "Die Skala endet vor ihrem Beginn. Bitte prüfen Sie beide Angaben.")
        elif low is not None and not lowest <= low <= high <= highest:
            self.add_error("lowest", f"Gemessen wurde schon von {exact(low)} bis {exact(high)}. Die Skala muss diese Werte enthalten.")
        return data


class ValueForm(_Measured):
    """One measured value of the kind of its indicator; a share with its n."""

    FIGURES = ("value",)
    NEEDED = {"value_of": "nötig bei einem Anteil"}
    LAYOUT = (Part(("measured_on",)), Part(("value", "value_of"), pair=True))
    PAST = ("measured_on",)

    class Meta:
        model = IndicatorValue
        fields = ["measured_on", "value", "value_of"]
        localized_fields = "__all__"
        help_texts = {"value_of": "Wie viele wurden gefragt oder gezählt (n)?"}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        value = self.instance
        if value.kind == IndicatorKind.SHARE:
            self.fields["value_of"].required = True
        else:
            del self.fields["value_of"]
        if value.kind == IndicatorKind.SCALE:
            self.fields["value"].help_text = f"Auf der Skala von {value.lowest} bis {value.highest}, mit höchstens einer Stelle nach dem Komma."

    def clean(self):
        data = super().clean()
        day, baseline_on = data.get("measured_on"), self.instance.indicator.baseline_on
        if day and day < baseline_on and (self.edits is None or "measured_on" in self.changed_data):
            self.ask(
                f"Wirklich {day:%d.%m.%Y}? Der Ausgangswert ist vom {baseline_on:%d.%m.%Y}. Bitte prüfen Sie den Tag oder bestätigen Sie ihn.",
                f"Ja, gemessen wurde am {day:%d.%m.%Y}.",
            )
        return data


class ReviewForm(ModelForm):
    """What was seen and what follows: two sentences and a decision; more only for those who want to (R246)."""

    AUDIENCE = dict.fromkeys(("seen", "conclusion"), HOUSE)
    PAST = ("held_on",)
    UNSPOKEN = ("outcome",)
    LAYOUT = (
        Part(("held_on", "seen", "conclusion", "outcome")),
        Part(("helped", "hindered"), "Mehr dazu, wenn Sie möchten", folded=True),
    )

    class Meta:
        model = GoalReview
        fields = ["held_on", "seen", "conclusion", "outcome", "helped", "hindered"]
        localized_fields = "__all__"
        widgets = {
            "outcome": forms.RadioSelect,
            "seen": forms.Textarea(attrs={"rows": 2}),
            "conclusion": forms.Textarea(attrs={"rows": 2}),
            "helped": forms.Textarea(attrs={"rows": 2}),
            "hindered": forms.Textarea(attrs={"rows": 2}),
        }
        help_texts = {
            "seen": "Ein Satz genügt: Was sagen die Zeichen, was sagen Familien und Team?",
            "conclusion": "Ein Satz genügt. Er steht danach als Schluss am roten Faden.",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["outcome"].choices = GoalReview.Outcome.choices
