"""The forms of the practice library: an example, its numbers and pictures, the words of a review."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import Q

from planning.models import ActionField, Term
from processes.models import PracticeExample, PracticeFigure, PracticeMedium
from sites.core.forms import Form, ModelForm, Part
from sites.forms.records import PaperField

TO_ALL = "Nach der Prüfung sichtbar für alle, auch ohne Anmeldung. Bitte keine Namen von Familien, Kindern oder Fachkräften."


class ExampleForm(ModelForm):
    """What was tried out, in the words of the house."""

    AUDIENCE = {"title": TO_ALL}
    NEEDED = {"failed": "hilft anderen am meisten"}
    LOOK = {"types": "chips", "themes": "chips"}
    LAYOUT = (
        Part(("title", "lead", "why", "goals", "steps")),
        Part(("staff", "room", "money", "lead_time"), "Was man braucht"),
        Part(("failed",)),
        Part(("types", "groups", "themes", "action_field"), "Wie man es findet"),
    )
    types = forms.MultipleChoiceField(label="Art des Angebots", choices=PracticeExample.Type, widget=forms.CheckboxSelectMultiple)

    class Meta:
        model = PracticeExample
        fields = [
            "title", "lead", "why", "goals", "steps", "staff", "room", "money", "lead_time", "failed", "types", "groups", "themes", "action_field",
        ]  # fmt: skip
        widgets = {
            "steps": forms.Textarea(attrs={"rows": 6}),
            "why": forms.Textarea(attrs={"rows": 4}),
            "themes": forms.CheckboxSelectMultiple,
        }
        help_texts = {
            "steps": "Eine Zeile je Schritt, zum Beispiel: Drei Familien fragen: persönlich, an der Tür.",
            "lead": "Zum Beispiel: Aus einem Bedarf wurde ein Angebot, das ohne das Team weiterläuft.",
            "staff": "Zum Beispiel: 3 Stunden je Termin.",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        today = self.request.access.today
        known = Q(pk__in=self.instance.themes.values("pk")) if self.instance.pk else Q(pk__in=[])
        themes = Term.objects.filter(catalogue=Term.Catalogue.THEME)
        self.fields["themes"].queryset = themes.filter(Q(pk__in=Term.objects.on(today).values("pk")) | known)
        self.fields["action_field"].queryset = ActionField.objects.on(today)


class FigureForm(ModelForm):
    """One number of the house, with n."""

    LAYOUT = (Part(("label",)), Part(("value", "number"), pair=True), Part(("words", "counted")))

    class Meta:
        model = PracticeFigure
        fields = ["label", "value", "number", "words", "counted"]
        localized_fields = "__all__"
        help_texts = {
            "counted": "Zum Beispiel: Juli 2026.",
            "label": "Zum Beispiel: Familien, die wiederkommen.",
            "number": "Leer lassen, wenn es nichts zu vergleichen gibt. Unter fünf Befragten ließe sich erkennen, wer was gesagt hat.",
            "words": "Zum Beispiel: gefragt nach dem dritten Termin.",
        }


class MediumForm(ModelForm):
    """A picture or paper; where people can be recognised, their consent is needed."""

    PAST = ("consent_on",)
    AUDIENCE = {"upload": TO_ALL}
    UNGUARDED = ("kept_by",)
    LAYOUT = (Part(("upload", "caption", "people")), Part(("consent_on", "kept_by"), pair=True))
    field_order = ["upload", "caption", "people", "consent_on", "kept_by"]
    upload = PaperField(label="Bild oder Papier")

    class Meta:
        model = PracticeMedium
        fields = ["caption", "people", "consent_on", "kept_by"]
        help_texts = {
            "caption": "Steht unter dem Bild und wird vorgelesen.",
            "kept_by": "Die Funktion genügt, zum Beispiel: Leitung.",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["upload"].required = self.instance._state.adding


class ReviewForm(Form):
    """What the house should add."""

    note = forms.CharField(label="Was fehlt noch?", max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3}))


class LibraryFilter(Form):
    """Words, kind and theme."""

    q = forms.CharField(label="Suchen", required=False, max_length=100, widget=forms.TextInput(attrs={"type": "search"}))
    type = forms.ChoiceField(label="Art", required=False, choices=[("", "alle"), *PracticeExample.Type.choices])
    theme = forms.ChoiceField(label="Thema", required=False)

    def __init__(self, *args: Any, themes: Iterable[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["theme"].choices = [("", "alle"), *themes]


class ExampleFilter(Form):
    state = forms.ChoiceField(label="Stand", required=False, choices=[("", "alle"), *PracticeExample.State.choices])
