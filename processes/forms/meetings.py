"""Forms of a meeting that runs: what is said to an item, who is there, what goes onto the agenda, how it is closed."""

from django import forms

from planning.models import AgendaItem, Attendance, Meeting
from sites.core.forms import Form, ModelForm, Part

WHO = "Wer kümmert sich um den Beschluss? Oder kreuzen Sie an, dass keine Aufgabe daraus folgt."
WHEN = "Bis wann?"
DECIDED = "Was ist beschlossen? Eine Aufgabe ohne Beschluss versteht später niemand."


class MinutesForm(ModelForm):
    """One item in four fields: discussed, decided, who, until when."""

    UNGUARDED = ("owner",)
    PLAUSIBLE = ("due",)
    AHEAD = 5
    NEEDED = {"discussed": "", "result": "", "owner": "", "due": ""}  # four fields of a form, each as it comes up
    AUDIENCE = {"discussed": "Bitte keine Namen von Familien oder Kindern."}
    LAYOUT = (Part(("discussed", "result")), Part(("owner", "due"), "Wer macht es bis wann?", pair=True), Part(("no_task", "deferred")))

    class Meta:
        model = AgendaItem
        fields = ["discussed", "result", "owner", "due", "no_task", "deferred"]
        labels = {"deferred": "Zurückstellen: kommt in der nächsten Sitzung wieder"}
        help_texts = {"result": "Ein Satz, der auch ohne die Diskussion zu verstehen ist."}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["owner"].widget.attrs["list"] = "members"

    def clean(self):
        data = super().clean()
        owner, due = data.get("owner"), data.get("due")
        if self.errors or data.get("deferred"):
            return data
        if data.get("result") and not owner and not data.get("no_task"):
            self.add_error("owner", WHO)
        if owner and not due:
            self.add_error("due", WHEN)
        if owner and not data.get("result"):
            self.add_error("result", DECIDED)
        return data


class AttendanceForm(Form):
    """Who is there: one choice for each member of the day."""

    def __init__(self, *args, members, known, **kwargs):
        super().__init__(*args, **kwargs)
        for member in members:
            name = f"m{member.pk}"
            choices = [("", "offen"), *Attendance.How.choices]
            select = forms.Select(attrs={"class": "kern-form-input__select"})
            how = known.get(member.pk, "")
            self.fields[name] = forms.ChoiceField(label=member.name, choices=choices, required=False, initial=how, widget=select)

    def chosen(self) -> dict[int, str]:
        """The key of each member with how they were there; empty where nobody knows."""
        return {int(name[1:]): value for name, value in self.cleaned_data.items() if name[1:].isdigit()}


class AgendaChoiceForm(Form):
    """What of everything that is open goes onto the agenda."""

    chosen = forms.MultipleChoiceField(label="Was soll auf die Tagesordnung?", required=True, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args, proposed, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["chosen"].choices = [(one.origin, f"{one.title} ({one.words})") for one in proposed]
        self.fields["chosen"].error_messages["required"] = "Bitte kreuzen Sie mindestens einen Punkt an."


class MeetingCloseForm(ModelForm):
    """Who else was there, when a meeting is closed."""

    UNGUARDED = ("guests",)

    class Meta:
        model = Meeting
        fields = ["guests"]
        help_texts = {"guests": "Wer außer den Mitgliedern dabei war, zum Beispiel: Frau Lenz, Grundschule."}
