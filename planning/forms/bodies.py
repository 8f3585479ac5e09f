"""Forms of bodies: the body, its members, who shares it, meetings with minutes, agenda."""

from django import forms

from planning.forms.plans import PaperForm
from planning.models import AgendaItem, Body, BodyMember, BodyNotice, Meeting
from sites.core.access import rows
from sites.core.days import date_long
from sites.core.forms import Form, ModelForm, Part
from sites.models import Site

MINUTES_LATER = "Die Sitzung ist erst am {}. Ein Protokoll gibt es danach."

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
    UNGUARDED = ("organiser",)
    PERIOD = ("starts", "ends")

    class Meta:
        model = Body
        fields = ["kind", "name", "text", "organiser", "starts", "ends", "target"]
        help_texts = {
            "organiser": "Das Steuerungsteam organisiert die Kita, zum Beispiel die Koordination.",
            "target": "Für das Steuerungsteam nennen die Empfehlungen zum Beispiel vier. Leer: Sie bekommen keine Hinweise.",
        }

    def __init__(self, *args, at_county: bool, **kwargs):
        super().__init__(*args, at_county=at_county, **kwargs)
        kinds = [kind for kind in Body.Kind if (kind in Body.OF_COUNTY) == at_county]
        self.fields["kind"].choices = [(kind.value, kind.label) for kind in kinds]
        self.quote("kind", "county-bodies" if at_county else "steering-team")
        example = "Beirat für Sozialplanung" if at_county else "Steuerungsteam, Treffen von Leitung und Koordination"
        self.fields["name"].help_text = f"Zum Beispiel: {example}."
        if at_county:
            del self.fields["target"], self.fields["organiser"]


class BodyMemberForm(_AtPlace):
    """Who sits in a body, for which side, from when to when."""

    PLACED_AUDIENCE = ("name", "email")
    PERIOD = ("starts", "ends")

    class Meta:
        model = BodyMember
        fields = ["name", "organisation", "function_of", "function", "email", "starts", "ends"]
        help_texts = {"function": "Zum Beispiel: Vorsitz, Stellvertretung, Beratung."}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.body.kind != Body.Kind.STEERING_TEAM:
            del self.fields["function_of"]


class BodySharesForm(Form):
    """Which other houses share a steering team: those of the same county."""

    houses = forms.MultipleChoiceField(label="Häuser, die dieses Steuerungsteam teilen", required=False, widget=forms.CheckboxSelectMultiple)
    AUDIENCE = {"houses": "Leitung und Koordination dieser Häuser lesen Termine, Tagesordnung und Protokolle. Ändern können sie nichts."}

    def __init__(self, *args, houses, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["houses"].choices = [(str(pk), name) for pk, name in houses]


class BodyNoticeForm(ModelForm):
    """Why a hint about the meetings does not matter at present."""

    class Meta:
        model = BodyNotice
        fields = ["reason"]
        help_texts = {"reason": "Ein Satz genügt. Der Hinweis kommt nach der nächsten Sitzung wieder, spätestens nach vier Monaten."}


class MeetingCancelForm(Form):
    """Why a meeting does not take place."""

    note = forms.CharField(label="Warum fällt sie aus?", max_length=500)
    AUDIENCE = {"note": "Steht in der Absage an die Mitglieder."}


class MeetingForm(_AtPlace, PaperForm):
    """A meeting; the minutes may follow later."""

    PLACED_AUDIENCE = ("upload",)
    HELP = {"digital": "digital"}

    class Meta:
        model = Meeting
        fields = ["held_on", "starts_at", "ends_at", "where", "digital", "link", "open_to_families"]
        help_texts = {"where": "Raum und Anschrift."}

    LAYOUT = (Part(("held_on",)), Part(("starts_at", "ends_at"), pair=True), Part(("where", "digital", "link")))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["upload"].label = "Protokoll"
        if self.instance.state == Meeting.State.CLOSED:  # it stays as it was; a signed copy may follow
            for name in set(self.fields) - {"upload"}:
                del self.fields[name]
            return
        if kwargs["at_county"]:  # families are invited by their house
            del self.fields["open_to_families"]

    def clean(self):
        data = super().clean()
        held_on = data.get("held_on", self.instance.held_on)
        if data.get("upload") and held_on and held_on > self.request.access.today:
            self.add_error("upload", MINUTES_LATER.format(date_long(held_on)))
        return data


class AgendaItemForm(_AtPlace):
    """One item; at a county it names the site it is about."""

    PLACED_AUDIENCE = ("result",)
    UNGUARDED = ("owner",)
    LAYOUT = (Part(("number", "title", "site")), Part(("discussed", "result"), "Protokoll"), Part(("owner", "due"), pair=True))

    class Meta:
        model = AgendaItem
        fields = ["number", "title", "site", "discussed", "result", "owner", "due"]
        help_texts = {
            "discussed": "Was gesagt wurde, auch von Beteiligten ohne Zugang.",
            "result": "Ein Satz, der auch ohne die Diskussion zu verstehen ist.",
        }

    def __init__(self, *args, at_county: bool, **kwargs):
        super().__init__(*args, at_county=at_county, **kwargs)
        if at_county:
            self.fields["site"].queryset = rows(self.request, Site).filter(county=self.instance.place_id)
            self.fields["site"].empty_label = "keinen bestimmten"
        else:
            del self.fields["site"]

    def clean(self):
        data, day = super().clean(), self.instance.meeting.held_on
        if day > self.request.access.today:
            for name in ("discussed", "result"):
                if data.get(name):
                    self.add_error(name, MINUTES_LATER.format(date_long(day)))
        return data
