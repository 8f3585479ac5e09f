"""Forms of reports (a chapter, the reason of a step, a county's LSZ report, what narrows lists) and of a handover."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from planning.models import Goal, Need
from reporting.models import CHAPTERS, RETURNS, Report
from sites.core.access import Request, rows
from sites.core.flow import NOTE_MISSING
from sites.core.forms import Form, Part
from sites.core.numbers import number
from sites.models import County, Membership, User

MOST_LINES = 500  # of a chapter: each may become a line of a list, and thousands of them would take minutes to lay out


class ChapterForm(Form):
    """The text of a chapter."""

    AUDIENCE = {
        "text": "Sichtbar für Koordination, Leitung und Träger. Der Landkreis liest ihn erst nach dem Einreichen, und dann als feste Fassung."
    }
    text = forms.CharField(label="Ihr Text", max_length=20000, widget=forms.Textarea(attrs={"rows": 16, "data-guard": "1"}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].error_messages["required"] = "Ihr Text ist leer. Gibt es nichts zu berichten, genügt ein Satz, der das sagt."

    def clean_text(self) -> str:
        text: str = self.cleaned_data["text"].replace("\r\n", "\n").strip()
        if (lines := text.count("\n") + 1) > MOST_LINES:  # guard: chapter-lines -> if False:
            raise forms.ValidationError(f"Ihr Text hat {number(lines)} Zeilen. Auf Papier passen höchstens {number(MOST_LINES)} in ein Kapitel.")
        return text


class StepForm(Form):
    """The reason of a step, and the chapters meant where the report goes back. Only submitting again without a changed text asks for one there."""

    LABELS = {
        "submit": "Warum reichen Sie ihn unverändert wieder ein?",
        "take_back": "Warum nehmen Sie das Einreichen zurück?",
        "take_back_return": "Warum nehmen Sie die Rückgabe zurück?",
    }

    AUDIENCE = {"note": "Sichtbar für alle, die den Sachbericht lesen."}
    MAILED = "Sichtbar für alle, die den Sachbericht lesen; die Mail an Koordination, Leitung und einen früheren Träger nennt ihn."
    note = forms.CharField(label="Was soll ergänzt werden?", max_length=2000, widget=forms.Textarea(attrs={"rows": 4}))
    chapters = forms.MultipleChoiceField(
        label="In welchen Kapiteln?",
        required=False,
        choices=[(key, f"{number} {title}") for number, (key, title) in enumerate(CHAPTERS, 1)],
        help_text="Diese Kapitel sind danach wieder offen.",
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, step: str, **kwargs: Any) -> None:
        super().__init__(*args, auto_id=f"{step}_%s", **kwargs)
        note, self.step = self.fields["note"], step
        note.required, note.needed, note.label = Report.flow[step].note, "", self.LABELS.get(step, note.label)
        note.error_messages["required"] = NOTE_MISSING
        note.audience = self.MAILED if step in RETURNS else note.audience
        if step not in RETURNS:
            del self.fields["chapters"]


class ReportFilterForm(Form):
    """What narrows the list of Sachberichte."""

    q = forms.CharField(label="Standort oder Aktenzeichen", required=False, max_length=100)
    state = forms.ChoiceField(label="Stand", required=False, choices=[("", "alle"), *Report.State.choices])
    year = forms.ChoiceField(label="Jahr", required=False)

    def __init__(self, *args: Any, years: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["year"].choices = [("", "alle"), *((year, year) for year in years)]


class LszFilterForm(Form):
    """What narrows the list of LSZ reports."""

    year = forms.ChoiceField(label="Jahr", required=False)

    def __init__(self, *args: Any, years: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["year"].choices = [("", "alle"), *((year, year) for year in years)]


class LszForm(Form):
    """Which county, which year; only counties within reach are offered."""

    county = forms.ModelChoiceField(County.objects.none(), label="Landkreis oder kreisfreie Stadt", empty_label=None)
    year = forms.TypedChoiceField(label="Jahr", coerce=int)

    def __init__(self, *args: Any, request: Request, **kwargs: Any) -> None:
        super().__init__(*args, request=request, **kwargs)
        counties = County.objects.filter(request.access.q("lsz.make", County))  # guard: lsz-county -> counties = County.objects.all()
        this_year = request.access.today.year
        self.fields["county"].queryset = counties
        self.fields["year"].choices = [(year, str(year)) for year in range(this_year, this_year - 4, -1)]
        self.fields["year"].initial = this_year - 1


class SiteFilterForm(Form):
    """What narrows the list of sites; the year is the one whose figures are shown. A filter with nothing to choose stays away."""

    MORE = "form municipality field report"  # shown when asked for
    q = forms.CharField(label="Name oder Ort", required=False, max_length=100, widget=forms.TextInput(attrs={"type": "search"}))
    phase = forms.ChoiceField(label="Phase", required=False)
    provider = forms.ChoiceField(label="Träger", required=False)
    year = forms.ChoiceField(label="Jahr", required=False)
    form = forms.ChoiceField(label="Form", required=False)
    municipality = forms.ChoiceField(label="Gemeinde", required=False)
    field = forms.ChoiceField(label="Handlungsfeld der Maßnahme", required=False)
    report = forms.ChoiceField(label="Sachbericht des Jahres", required=False)
    ended = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, choices: Mapping[str, Mapping[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, options in choices.items():
            self.fields[name].choices = options.items() if name == "year" else [("", "Alle"), *options.items()]
            if not options:
                del self.fields[name]


class HandoverForm(Form):
    """`leaving`: the memberships that this person may end; `people`: who of the house can go on."""

    refused = "Noch ist nichts übergeben"
    LAYOUT = (Part(("leaver", "leaves_on"), pair=True), Part(("successor", "words")))
    PLAUSIBLE = ("leaves_on",)
    UNGUARDED = ("words",)
    AUDIENCE = {"words": "Sichtbar für Träger, Leitung und Koordination. Bitte keine Namen von Familien."}
    leaver = forms.ChoiceField(label="Wer geht?")
    leaves_on = forms.DateField(label="Letzter Tag", help_text="Der Zugang endet an diesem Tag um 24 Uhr.")
    successor = forms.ChoiceField(
        label="Wer übernimmt?",
        help_text="Zur Wahl stehen Personen des Hauses. Wer die Rolle noch nicht hat, bekommt sie und nimmt sie auf der Startseite an.",
    )
    words = forms.CharField(
        label="Was die neue Person wissen sollte", max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Zum Beispiel: wo Schlüssel und Ordner liegen, was gerade läuft, wen sie zuerst anruft.",
    )  # fmt: skip

    def __init__(self, *args, leaving: list[Membership], people: list[User], **kwargs):
        super().__init__(*args, **kwargs)
        self.leaving, self.people = {str(one.pk): one for one in leaving}, {str(one.pk): one for one in people}
        asked = [(key, f"{one.user.name}, {one.get_role_display()}") for key, one in self.leaving.items()]
        self.fields["leaver"].choices = [("", "Bitte wählen"), *asked]
        self.fields["successor"].choices = [("", "Bitte wählen"), *((key, one.name) for key, one in self.people.items())]

    def clean_leaves_on(self) -> date:
        day: date = self.cleaned_data["leaves_on"]
        if day < self.request.access.today:
            raise ValidationError("Der Tag liegt in der Vergangenheit. Bitte geben Sie heute oder einen späteren Tag an.")
        return day

    def clean(self):
        data = super().clean()
        leaver, successor = self.leaving.get(data.get("leaver", "")), self.people.get(data.get("successor", ""))
        if leaver and successor and leaver.user_id == successor.pk:
            self.add_error("successor", "Wer geht und wer übernimmt, sind zwei Personen.")
        return data


class TakeOverForm(Form):
    """What a house fills when it takes a practice example over."""

    PLAUSIBLE = ("first",)
    NEEDED = {"need": "", "goal": ""}
    need = forms.ModelChoiceField(
        Need.objects.none(), label="Bedarf", required=False, help_text="Ohne Bedarf geht es auch, dann steht eine Lücke im roten Faden."
    )
    goal = forms.ModelChoiceField(Goal.objects.none(), label="Ziel", required=False)
    first = forms.DateField(label="Erster Termin", required=False)
    changed = forms.CharField(
        label="Was machen Sie anders?", max_length=300, required=False, help_text="Lesen alle, ohne den Namen Ihres Hauses.", widget=forms.Textarea
    )

    def __init__(self, *args: Any, site: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["need"].queryset = rows(self.request, Need).filter(site=site)
        self.fields["goal"].queryset = rows(self.request, Goal).filter(site=site)
        self.fields["need"].empty_label, self.fields["goal"].empty_label = "noch keiner", "noch keins"
