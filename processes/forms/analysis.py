"""The forms of an analysis: a round, one of its parts with figures, the view of a circle on the fields, a finding."""

from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS

from planning.models import Goal, Term
from processes.models import AnalysisPart, AnalysisRound, Conditions, FieldRating, Finding
from processes.models.analysis import FEWEST_PARENTS
from processes.services.analysis import Said
from sites.core.access import rows
from sites.core.forms import Form, ModelForm, Part

HOUSE = "Sichtbar für Team, Träger und Prozessbegleitung, nach der Freigabe auch für die Ämter und die Elternvertretung. Bitte keine Namen."
FEW_PARENTS = "Unter fünf Antworten bleibt der Blick der Eltern verborgen. Bitte tragen Sie ihn ein, sobald fünf Eltern geantwortet haben."
MANY_FIGURES, SPARE = 8, 3
#: Parts that live from figures and from what is there already.
WITH_FIGURES = frozenset({"infrastructure", "population", "offers"})
WITHOUT_TEXT = frozenset({"ratings", "findings"})
#: Questions to begin with. None of them has to be answered, and no part comes first (R195).
QUESTIONS = {
    "state": "Wie arbeitet das Haus heute? Was gelingt gut, was kostet Kraft, was gibt es schon für Familien?",
    "needs": "Was brauchen Familien, Eltern und Kinder? Woher wissen Sie es?",
    "infrastructure": "Was gibt es im Ort: Wege, Busse, Plätze, Ärzt*innen, Ämter, Vereine? Was fehlt?",
    "population": "Wer lebt hier, und was ändert sich?",
    "offers": "Welche Angebote für Familien gibt es im Ort schon, von wem, wann und wo?",
    "cooperations": "Mit wem arbeitet das Haus schon zusammen, und wie eng?",
    "networks": "In welchen Netzwerken ist das Haus, welche gibt es noch?",
    "families": "In welchen Formen leben die Familien? Was brauchen sie deshalb?",
    "conditions": "Was bringt das Haus mit? Jedes Haus beginnt woanders.",
    "failures": "Was haben Sie versucht, das nicht gelungen ist? Was haben Sie daraus gelernt?",
}


class AnalysisRoundForm(ModelForm):
    """A round: its days and who takes part."""

    HELP = {"begun_on": "analysis"}
    PAST = ("begun_on", "discussed_on")
    AUDIENCE = {"authors": "Kreise und Funktionen, keine Namen. " + HOUSE.removesuffix(" Bitte keine Namen.")}

    copied = forms.BooleanField(label="Mit den Texten der letzten Runde beginnen", required=False, initial=True)

    class Meta:
        model = AnalysisRound
        fields = ["begun_on", "authors", "facilitated", "discussed_on"]
        help_texts = {
            "authors": "Zum Beispiel: Team, Elternbeirat, Steuerungsteam.",
            "discussed_on": "Der Tag, an dem Team, Eltern und Steuerungsteam ihre Blicke nebeneinander gelegt haben.",
        }

    def __init__(self, *args, last: AnalysisRound | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance._state.adding:
            del self.fields["discussed_on"]
        if last is None:
            del self.fields["copied"]
        else:
            self.fields["copied"].help_text = f"Sie ändern, was sich seit {last} geändert hat. Die Einschätzungen beginnen von vorn."


class FigureForm(Form):
    """One fact with its source and day. An empty line is no line."""

    PAST = ("day",)
    label = forms.CharField(label="Was", max_length=160, required=False)
    value = forms.DecimalField(label="Wie viel", max_digits=9, decimal_places=1, min_value=0, required=False, localize=True)
    source = forms.CharField(label="Quelle", max_length=160, required=False)
    day = forms.DateField(label="Stand vom", required=False)

    def clean(self):
        data = super().clean()
        if any(data.get(name) not in (None, "") for name in self.fields):
            for name, ask in (("label", "Was ist es?"), ("source", "Woher wissen Sie es?"), ("day", "Von welchem Tag ist die Angabe?")):
                if data.get(name) in (None, "") and name not in self.errors:
                    self.add_error(name, f"{ask} Bitte ergänzen Sie es, oder leeren Sie die Zeile.")
        return data

    def _refuse_overtaken(self) -> None:
        super()._refuse_overtaken()
        self.errors.pop(NON_FIELD_ERRORS, None)


FigureLines = forms.formset_factory(FigureForm, extra=0, max_num=60, absolute_max=60)


class AnalysisPartForm(ModelForm):
    """The text of a part, and where it lives from them its facts with source and day: `lines`."""

    AUDIENCE = {"text": HOUSE}

    class Meta:
        model = AnalysisPart
        fields = ["text"]
        widgets = {"text": forms.Textarea(attrs={"rows": 8})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["text"].help_text = QUESTIONS.get(self.instance.kind, "")
        self.lines: Any = None
        if self.instance.kind in WITH_FIGURES:
            given = list(self.instance.figures.values("label", "value", "source", "day"))
            empty: list[dict[str, Any]] = [{}] * max(SPARE, MANY_FIGURES - len(given))
            shared = {"request": self.request, "edits": self.edits}
            self.lines = FigureLines(self.data if self.is_bound else None, initial=[*given, *empty], prefix="figures", form_kwargs=shared)

    def clean(self):
        super().clean()
        if self.lines is not None:
            if not self.lines.is_valid():
                self.add_error(None, "Bitte prüfen Sie die Angaben mit Quelle.")
            self.is_overtaken = any(line.is_overtaken for line in self.lines)
        return self.cleaned_data

    def figures(self) -> list[dict[str, Any]]:
        """The lines that say something, ready to be saved."""
        return [dict(line.cleaned_data) for line in self.lines or () if line.cleaned_data.get("label")]


class ConditionsForm(AnalysisPartForm):
    """What a house brings along: two figures, the rest in words; every line may stay empty (R194)."""

    OTHERS = ("rooms", "provider", "team", "location", "attitude", "motivation", "resources", "knowledge", "parents", "actors")
    UNGUARDED = ("provider",)
    LAYOUT = (Part(("text",)), Part(("children", "staff"), "Größe", pair=True), Part(OTHERS, "In Worten"))

    def __init__(self, *args, instance: AnalysisPart, **kwargs):
        self.conditions = getattr(instance, "conditions", None) or Conditions(site_id=instance.site_id, part=instance)
        names = ("children", "staff", *self.OTHERS)
        fields: dict[str, Any] = {field.name: field.formfield() for field in Conditions._meta.concrete_fields if field.name in names}
        vars(self).update(base_fields={**self.base_fields, **fields})
        super().__init__(*args, instance=instance, initial={name: getattr(self.conditions, name) for name in names}, **kwargs)

    def filled(self) -> Conditions:
        """The row with what was typed."""
        for name in ("children", "staff", *self.OTHERS):
            setattr(self.conditions, name, self.cleaned_data[name])
        return self.conditions


class RatingForm(Form):
    """How one view sees the five fields: a level in words for each, "nicht gefragt" where nobody was asked; never a number (R215)."""

    AUDIENCE = {"basis": HOUSE}
    people = forms.IntegerField(label="Wie viele haben eingeschätzt (n)?", min_value=0, max_value=5000, required=False)
    basis = forms.CharField(
        label="Grundlage", max_length=200, required=False, help_text="Zum Beispiel: Befragung in drei Sprachen; Gruppengespräch im Elterncafé."
    )

    def __init__(self, *args, part: AnalysisPart, view: str, terms: list[Term], **kwargs):
        self.part, self.view = part, view
        self.growth = [term for term in terms if term.catalogue == Term.Catalogue.GROWTH_FIELD]
        self.levels = [term for term in terms if term.catalogue == Term.Catalogue.GROWTH_LEVEL]
        stored = {one.field_id: one for one in part.ratings.filter(view=view)}
        first = next(iter(stored.values()), None)
        initial: dict[str, Any] = {"people": first.people if first else None, "basis": first.basis if first else ""}
        for term in self.growth:
            one = stored.get(term.pk)
            initial |= {f"{term.code}-level": str(one.level_id or "") if one else "", f"{term.code}-words": one.words if one else ""}
        vars(self).update(base_fields={**self.base_fields, **self._asked()})
        super().__init__(*args, initial=initial, edits=part, **kwargs)
        if view == FieldRating.View.COMMON:
            del self.fields["people"]

    def _asked(self) -> dict[str, Any]:
        """A level and some words for every field of the edition."""
        choices = [("", "nicht gefragt"), *((str(level.pk), f"{level.label}: {level.text}") for level in self.levels)]
        fields: dict[str, Any] = {}
        for term in self.growth:
            fields[f"{term.code}-level"] = forms.ChoiceField(
                label=f"{term.number} {term.label}", choices=choices, required=False, widget=forms.RadioSelect
            )
            words = forms.CharField(label=f"Feld {term.number} in Worten", max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 2}))
            fields[f"{term.code}-words"] = words
        return fields

    def clean(self):
        data = super().clean()
        says = any(one.level or one.words for one in self.said().values())
        for name in ("people", "basis"):
            if not says and data.get(name):
                self.add_error(name, "Zu welchem Feld gehört das? Bitte wählen Sie unten eine Stufe, oder leeren Sie diese Angabe.")
        few = data.get("people") is None or data["people"] < FEWEST_PARENTS
        if self.view == FieldRating.View.PARENTS and says and few and "people" not in self.errors:  # guard: few-parents -> if False:
            self.add_error("people", FEW_PARENTS)
        return data

    def said(self) -> dict[int, Said]:
        """What was said to each field, by its key."""
        data = self.cleaned_data
        return {term.pk: Said(int(data.get(f"{term.code}-level") or 0) or None, data.get(f"{term.code}-words", "")) for term in self.growth}


class FindingForm(ModelForm):
    """What a round has shown, and the goal that follows: one that stands, or a new one at once (R196)."""

    UNSPOKEN = ("field",)
    AUDIENCE = {"words": HOUSE}
    PLAUSIBLE = ("new_due",)
    AHEAD = 10
    NEEDED = {"new_step": "nötig bei einem neuen Ziel", "new_due": "nötig bei einem neuen Ziel"}
    LAYOUT = (Part(("words", "field", "goal")), Part(("new_goal", "new_step", "new_due"), "Oder gleich ein neues Ziel vereinbaren", folded=True))

    new_goal = forms.CharField(label="Wer – verändert was – bis wann", max_length=160, required=False)
    new_step = forms.TypedChoiceField(
        label="Stufe der Wirkungstreppe", choices=[("", ""), *Goal.Step.choices], coerce=int, empty_value=None, required=False
    )
    new_due = forms.DateField(label="bis", required=False)

    class Meta:
        model = Finding
        fields = ["words", "field", "goal"]
        help_texts = {"words": "In einem Satz, zum Beispiel: 14 von 23 Eltern kennen den Weg für Ideen nicht."}

    def __init__(self, *args, terms: list[Term], may_agree: bool, **kwargs):
        super().__init__(*args, **kwargs)
        fields = [term.pk for term in terms if term.catalogue == Term.Catalogue.GROWTH_FIELD]
        self.fields["field"].queryset = Term.objects.filter(pk__in=fields)
        self.fields["field"].empty_label = "zu keinem der fünf Felder"
        self.fields["goal"].queryset = rows(self.request, Goal).filter(site=self.instance.site_id)
        self.fields["goal"].empty_label = "noch kein Ziel"
        self.fields["new_step"].choices = [("", "Bitte wählen"), *Goal.Step.choices]
        if not may_agree:
            for name in ("new_goal", "new_step", "new_due"):
                del self.fields[name]

    def clean(self):
        data = super().clean()
        if data.get("new_goal"):
            if data.get("goal"):
                self.add_error("new_goal", "Bitte wählen Sie oben ein Ziel oder vereinbaren Sie hier ein neues, nicht beides.")
            for name, ask in (("new_step", "Auf welcher Stufe liegt das Ziel?"), ("new_due", "Bis wann soll es erreicht sein?")):
                if not data.get(name) and name not in self.errors:
                    self.add_error(name, ask)
            if data.get("new_due") and data["new_due"] < self.request.access.today:
                self.add_error("new_due", "Ein neues Ziel endet nicht vor heute.")
        return data

    def agreed(self) -> Goal | None:
        """The new goal that was typed, not yet saved."""
        data = self.cleaned_data
        if not data.get("new_goal"):
            return None
        today = self.request.access.today
        return Goal(site_id=self.instance.site_id, title=data["new_goal"], step=data["new_step"], starts=today, due=data["new_due"])
