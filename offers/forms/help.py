"""The forms of the help directory."""

from offers.models import HelpEntry, HelpNumber
from sites.core.forms import ModelForm, Part

TO_ALL = "Sichtbar für alle, auch ohne Anmeldung."


class HelpEntryForm(ModelForm):
    """A place of help with its number."""

    LAYOUT = (Part(("kind", "title")), Part(("phone", "hours"), pair=True), Part(("address", "text")))
    UNSPOKEN = ("kind",)
    AUDIENCE = {"title": TO_ALL}

    class Meta:
        model = HelpEntry
        fields = ["kind", "title", "phone", "hours", "address", "text"]
        help_texts = {"phone": "Eine Nummer, an die jemand geht.", "hours": "Zum Beispiel: Tag und Nacht."}


class HelpNumberForm(ModelForm):
    """A number that holds everywhere."""

    PAST = ("checked_on",)

    class Meta:
        model = HelpNumber
        fields = ["title", "phone", "hours", "checked_on"]
        localized_fields = "__all__"
