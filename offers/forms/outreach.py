"""The forms of staying in touch: families of a week, ways to them, consents, the plan and the worksheet."""

from offers.models import ConsentNote, ContactChannel, CrisisAnswer, CrisisBasic, Offer, OutreachWeek
from sites.core.access import rows
from sites.core.forms import ModelForm, Part

IN_HOUSE = "Sichtbar für Team, Träger und Prozessbegleitung."
NO_NAMES = "Bitte keine Namen und nichts, woran man eine Familie erkennt."


class OutreachWeekForm(ModelForm):
    """Families, not contacts: how many there are and how many of them were reached this week."""

    LOOK = {"families": "counter", "reached": "counter"}

    class Meta:
        model = OutreachWeek
        fields = ["reached", "families"]
        help_texts = {
            "reached": "Zählen Sie auf der Abhakliste jede Familie einmal, auch wenn Sie mehrmals gesprochen haben.",
            "families": "Alle, mit denen das Haus in Verbindung bleiben will.",
        }


class ContactChannelForm(ModelForm):
    """Four questions of data protection, and what holds for families without this way. Unchecked may be kept; it warns."""

    LAYOUT = (
        Part(("title", "digital", "analogue_way")),
        Part(("purpose", "processor", "consent", "checked_on"), "Vier Fragen zum Datenschutz"),
    )
    PAST = ("checked_on",)
    HELP = {"title": "crisis-digital"}
    AUDIENCE = {"consent": IN_HOUSE}

    class Meta:
        model = ContactChannel
        fields = ["title", "digital", "analogue_way", "purpose", "processor", "consent", "checked_on"]
        localized_fields = "__all__"
        help_texts = {
            "title": "Zum Beispiel: Kita-App.",
            "processor": "Zum Beispiel: Anbieter der App, Vertrag zur Auftragsverarbeitung vom Mai 2026.",
            "consent": "Zum Beispiel: schriftlich bei der Aufnahme. Beim Telefon: nicht nötig.",
            "checked_on": "Mit der Datenschutzbeauftragten des Trägers. Leer, solange nicht geprüft ist.",
        }


class ConsentNoteForm(ModelForm):
    """For what there are consents, how many and who keeps the papers; there is no field for a name."""

    UNSPOKEN = ("kept_by",)
    AUDIENCE = {"purpose": f"{IN_HOUSE} {NO_NAMES}"}

    class Meta:
        model = ConsentNote
        fields = ["purpose", "offer", "number", "kept_by", "kept_until"]
        localized_fields = "__all__"
        help_texts = {
            "purpose": "Zum Beispiel: Bilder der Kinder im Schaukasten.",
            "number": "Nur die Zahl. Die Zettel bleiben im Haus.",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["offer"].queryset = rows(self.request, Offer).filter(site=self.instance.site_id)


class CrisisBasicForm(ModelForm):
    UNSPOKEN = ("done_by",)
    PAST = ("done_on",)
    AUDIENCE = {"how": IN_HOUSE}

    class Meta:
        model = CrisisBasic
        fields = ["how", "done_by", "done_on"]
        localized_fields = "__all__"

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance._state.adding:
            self.initial["done_on"] = self.request.access.today


class CrisisAnswerForm(ModelForm):
    AUDIENCE = {"text": f"{IN_HOUSE} {NO_NAMES}"}

    class Meta:
        model = CrisisAnswer
        fields = ["text", "offer"]
        help_texts = {"offer": "Sobald es ein Angebot dazu gibt."}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["offer"].queryset = rows(self.request, Offer).filter(site=self.instance.site_id)
        self.fields["offer"].empty_label = "noch keines"
