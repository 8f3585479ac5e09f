"""The forms of a house's team: a day of learning, a count, a qualification, a strength."""

from processes.models import Qualification, Strength, TeamCount, TeamTraining
from sites.core.forms import ModelForm, Part


class TeamTrainingForm(ModelForm):
    """A session or training of the team: what about, how long, how many; never who."""

    UNSPOKEN = ("kind",)
    PAST = ("held_on",)
    LAYOUT = (Part(("kind", "title", "topic")), Part(("held_on", "hours"), pair=True), Part(("participants",)))
    AUDIENCE = {"title": "Sichtbar für Team, Träger und Prozessbegleitung. Bitte keine Namen."}

    class Meta:
        model = TeamTraining
        fields = ["kind", "title", "topic", "held_on", "hours", "participants"]
        localized_fields = "__all__"
        help_texts = {"title": "Zum Beispiel: Eltern als Expert*innen für ihre Kinder."}


class TeamCountForm(ModelForm):
    """How many are in the team today, how many of them have a training about ThEKiZ: two sums (R219)."""

    PAST = ("counted_on",)
    LAYOUT = (Part(("counted_on",)), Part(("people", "trained"), pair=True))

    class Meta:
        model = TeamCount
        fields = ["counted_on", "people", "trained"]

    def clean(self):
        data = super().clean()
        people, trained = data.get("people"), data.get("trained")
        if people is not None and trained is not None and trained > people:
            self.add_error("trained", f"Im Team sind {people}. Es können nicht mehr eine Fortbildung haben.")
        return data


class QualificationForm(ModelForm):
    """A profession or additional qualification with how many have it (R222)."""

    UNSPOKEN = ("kind",)
    AUDIENCE = {"name": "Sichtbar für Team, Träger und Prozessbegleitung. Nur Summen, keine Namen."}

    class Meta:
        model = Qualification
        fields = ["kind", "name", "people"]
        help_texts = {"name": "Zum Beispiel: Heilpädagog*in; Elternbegleiter*in; Marte Meo."}


class StrengthForm(ModelForm):
    """What a person likes to bring in, in the own words (R220)."""

    AUDIENCE = {"words": "Sichtbar für Team, Leitung und Koordination, mit Ihrem Namen. Freiwillig, und jederzeit wieder weg."}

    class Meta:
        model = Strength
        fields = ["words"]
        help_texts = {"words": "Zum Beispiel: Ich spreche Russisch. Ich baue gern mit Holz."}
