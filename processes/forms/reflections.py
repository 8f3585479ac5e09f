"""The forms of what a house thinks about: a reflection, and what did not work."""

from django import forms

from processes.models import LearningNote, Reflection
from sites.core.forms import ModelForm

INSIDE = "Sichtbar für Team, Leitung, Koordination und Prozessbegleitung. Bitte keine Namen von Kindern oder Familien."
DOORS = {
    LearningNote.Door.PRIVATE: "nur ich",
    LearningNote.Door.HOUSE: "das Haus: Team, Leitung und Koordination",
    LearningNote.Door.RELEASED: "auch Träger, Prozessbegleitung und Landkreis",
}


class ReflectionForm(ModelForm):
    """A conversation that looked back: with whom, when, what became clear, what follows (R249)."""

    UNSPOKEN = ("circle",)
    HELP = {"insights": "reflection"}
    PAST = ("held_on",)
    AUDIENCE = {"insights": INSIDE}

    class Meta:
        model = Reflection
        fields = ["circle", "held_on", "topic", "attitude", "insights", "consequences"]
        widgets = {
            "circle": forms.RadioSelect,
            "insights": forms.Textarea(attrs={"rows": 4}),
            "consequences": forms.Textarea(attrs={"rows": 3}),
        }
        help_texts = {
            "topic": "Zum Beispiel: Wie Eltern morgens bei uns ankommen.",
            "attitude": "Zum Beispiel: Wie wir Eltern sehen und ansprechen.",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["circle"].choices = Reflection.Circle.choices


class LearningNoteForm(ModelForm):
    """What did not work, and what changed by it; private unless its writer opens a door (R250)."""

    HELP = {"failed": "error-culture"}

    class Meta:
        model = LearningNote
        fields = ["failed", "changed", "door"]
        widgets = {
            "failed": forms.Textarea(attrs={"rows": 4}),
            "changed": forms.Textarea(attrs={"rows": 3}),
            "door": forms.RadioSelect,
        }
        help_texts = {
            "failed": "Zum Beispiel: Zum Elternabend um 16 Uhr kamen zwei Familien.",
            "door": "Sie können die Tür jederzeit weiter öffnen oder wieder schließen. Gezählt und verglichen wird hier nichts.",
        }

    def __init__(self, *args, may_release: bool, **kwargs):
        super().__init__(*args, **kwargs)
        is_open = may_release or self.instance.door == LearningNote.Door.RELEASED
        # guard: learning-doors -> doors = list(LearningNote.Door)
        doors = [door for door in LearningNote.Door if is_open or door != LearningNote.Door.RELEASED]
        self.fields["door"].choices = [(door.value, DOORS[door]) for door in doors]
