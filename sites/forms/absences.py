"""The form of an absence in the team."""

from sites.core.access import rows
from sites.core.forms import ModelForm, Part
from sites.forms.choosing import ProposingInput
from sites.models import Absence, Post

NO_ILLNESS = (
    "Zum Beispiel: Fortbildung in Erfurt, oder: vier Stunden frei für das Steuerungsteam. Bitte nie einen Grund, der mit Gesundheit zu tun hat: "
    "Dann bleibt das Feld leer, und im Plan steht „nicht im Haus“."
)


class AbsenceForm(ModelForm):
    """Who of the team is away, from when to when, what for, and who takes over."""

    LAYOUT = (Part(("name",)), Part(("starts", "ends"), pair=True), Part(("text", "substitute")))
    PLAUSIBLE = PERIOD = ("starts", "ends")
    AHEAD = 2

    class Meta:
        model = Absence
        fields = ["name", "starts", "ends", "text", "substitute"]
        localized_fields = "__all__"
        widgets = {"name": ProposingInput, "substitute": ProposingInput}
        help_texts = {"name": "Wer eine Funktion im Haus hat, wird vorgeschlagen. Jeder andere Name geht auch.", "text": NO_ILLNESS}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        team = rows(self.request, Post.objects.on(self.request.access.today)).filter(site=self.instance.site_id).order_by("name")
        names = list(dict.fromkeys(team.values_list("name", flat=True)))
        for field in ("name", "substitute"):
            self.fields[field].widget.proposals = names
