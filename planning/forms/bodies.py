"""Forms of bodies: the body, its members, meetings with minutes, agenda."""

from planning.forms.plans import PaperForm
from planning.models import AgendaItem, Body, BodyMember, Meeting
from sites.core.access import rows
from sites.core.forms import ModelForm
from sites.models import Site

AT_COUNTY = "Sichtbar für Sozialplanung, Jugendamt und Kita-Fachberatung."
AT_SITE = "Sichtbar für Team, Träger, Prozessbegleitung, Elternvertretung und Ämter. Bitte keine Namen von Kindern."


class _AtPlace(ModelForm):
    """The audience at the fields of PLACED_AUDIENCE: offices for the county's bodies, house and offices for those of a site."""

    PLACED_AUDIENCE: tuple[str, ...] = ()

    def __init__(self, *args, at_county: bool, **kwargs):
        super().__init__(*args, **kwargs)
        for name in self.PLACED_AUDIENCE:
            if name in self.fields:
                self.fields[name].audience = AT_COUNTY if at_county else AT_SITE


class BodyForm(_AtPlace):
    """A body of a county or of a house: its place says which kinds there are."""

    PLACED_AUDIENCE = ("text",)

    PERIOD = ("starts", "ends")

    class Meta:
        model = Body
        fields = ["kind", "name", "text", "starts", "ends"]

    def __init__(self, *args, at_county: bool, **kwargs):
        super().__init__(*args, at_county=at_county, **kwargs)
        kinds = [kind for kind in Body.Kind if (kind in Body.OF_COUNTY) == at_county]
        self.fields["kind"].choices = [(kind.value, kind.label) for kind in kinds]
        self.quote("kind", "county-bodies" if at_county else "steering-team")
        example = "Beirat für Sozialplanung" if at_county else "Steuerungsteam, Treffen von Leitung und Koordination"
        self.fields["name"].help_text = f"Zum Beispiel: {example}."


class BodyMemberForm(_AtPlace):
    """Who sits in a body, for which side, from when to when."""

    PLACED_AUDIENCE = ("name", "email")
    PERIOD = ("starts", "ends")

    class Meta:
        model = BodyMember
        fields = ["name", "organisation", "function", "email", "starts", "ends"]
        help_texts = {"function": "Zum Beispiel: Vorsitz, Stellvertretung, Beratung."}


class MeetingForm(_AtPlace, PaperForm):
    """A meeting; the minutes may follow later."""

    PLACED_AUDIENCE = ("upload",)
    HELP = {"digital": "digital"}

    class Meta:
        model = Meeting
        fields = ["held_on", "starts_at", "where", "digital", "open_to_families"]
        help_texts = {"where": "Raum und Anschrift, oder die Adresse der Videokonferenz."}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["upload"].label = "Protokoll"
        if kwargs["at_county"]:  # families are invited by their house
            del self.fields["open_to_families"]


class AgendaItemForm(_AtPlace):
    """One item; at a county it names the site it is about."""

    PLACED_AUDIENCE = ("result",)

    class Meta:
        model = AgendaItem
        fields = ["number", "title", "site", "result"]
        help_texts = {"result": "Was gesagt wurde, auch von Beteiligten ohne Zugang, und was daraus folgt."}

    def __init__(self, *args, at_county: bool, **kwargs):
        super().__init__(*args, at_county=at_county, **kwargs)
        if at_county:
            self.fields["site"].queryset = rows(self.request, Site).filter(county=self.instance.place_id)
            self.fields["site"].empty_label = "keinen bestimmten"
        else:
            del self.fields["site"]
