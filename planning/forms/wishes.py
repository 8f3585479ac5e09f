"""The answer of a house to what a family has said."""

from django import forms

from planning.models import Wish
from sites.core.forms import ModelForm, Part


class WishAnswerForm(ModelForm):
    """What becomes of it, in words: a no has a reason and a day on which it is looked at again."""

    AUDIENCE = {"answer": "Wer es geschrieben hat, liest die Antwort mit dem Code. Bitte keine Namen.", "public": "Sichtbar für alle Familien."}
    NEEDED = {"answer": "bei einem Nein nötig", "look_again_on": "bei einem Nein nötig"}
    PLAUSIBLE = ("look_again_on",)
    AHEAD = 3
    LAYOUT = (Part(("outcome", "answer", "decided_by")), Part(("became", "look_again_on", "public")))

    class Meta:
        model = Wish
        fields = ["outcome", "answer", "decided_by", "became", "look_again_on", "public"]
        localized_fields = "__all__"
        widgets = {"answer": forms.Textarea(attrs={"rows": 4})}
        help_texts = {
            "decided_by": "Zum Beispiel: Steuerungsteam, Leitung.",
            "became": "Was schon daraus wurde oder wird. Zum Beispiel: Bau am 13. März, Helfer*innen willkommen.",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.kind != Wish.Kind.IDEA:  # guard: concern-stays -> if False:
            del self.fields["public"]

    def clean(self):
        data = super().clean()
        if data.get("outcome") == Wish.Outcome.DECLINED:
            if not data.get("answer") and "answer" not in self.errors:
                self.add_error("answer", "Zu einem Nein gehört ein Grund. Bitte schreiben Sie ihn auf.")
            if not data.get("look_again_on") and "look_again_on" not in self.errors:
                self.add_error("look_again_on", "Wann sehen Sie es sich wieder an? Bitte geben Sie einen Tag an.")
        if data.get("outcome") == Wish.Outcome.NEW:
            data["public"] = False
        return data

    def validate_constraints(self) -> None:
        """The day of the answer comes with the saving; what is missing is said at the fields."""
