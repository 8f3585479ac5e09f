"""The only place for the second page of an offer: for whom and with whom it is, what it is about and what marks it."""

from typing import Any

from django import forms

from offers.models import Offer
from planning.forms.terms import TermField, TermGroups
from planning.models import Term
from sites.core.access import rows
from sites.core.forms import Part
from sites.models import Partner, Post, Room

List = Term.Catalogue
HOUSE = "Sichtbar für Team, Träger, Prozessbegleitung und Elternvertretung."
WHOLE_FAMILY = "„Die ganze Familie und deren Bedarfe werden in den Blick genommen.“"
TARGET = (
    "„Zielgruppe von ThEKiZ sind Familien und ihre Kinder, welche die Kindertageseinrichtung besuchen und/oder im Sozialraum der Einrichtung "
    "leben.“ Ein ThEKiZ ist ein Ort der Begegnung, der „sich auch für Familien aus dem Sozialraum öffnet“ (1.2)."
)
GENERATIONS = (
    "„Der intra- und intergenerative Erfahrungsraum beschreibt die Möglichkeit für Familien, Erfahrungen zwischen verschiedenen Altersgruppen und "
    "innerhalb einer Altersgruppe zu sammeln.“"
)
ADDITIONAL = (
    "Die Kita „ergänzt ihren Bildungs- Erziehungs- und Betreuungsauftrag, um zusätzliche Angebote der Begegnung, Beratung, Bildung und Begleitung "
    "für Familien“. Nur zusätzliche Angebote zählen für das ThEKiZ."
)
LINGER = (
    "„Durch ihre Angebotsstruktur sind sie geeignete Orte des Verweilens für Familien.“ Offene Angebote ohne Anmeldung zählen genauso: Unterstützung "
    "wird dort angefragt, „wo ein niedrigschwelliger Zugang gewährleistet ist“."
)
COUNSELLING = (
    "„In einem ThEKiZ werden Beratungen zu Erziehungs- und Lebensfragen angeboten. […] Es werden Räume der Kita und/oder des Sozialraumes genutzt.“ "
    "Hier stehen Ort, wer und ob ein Termin nötig ist; was besprochen wird, steht nirgends."
)
THEMES = (
    "ThEKiZ geben „als integrierte Anlaufstellen im Sozialraum […] wichtige Anregungen und Impulse für eine verantwortungsvolle, selbstbestimmte und "
    "gesunde Lebensführung“. „Ganzheitliche Angebote der Gesundheitsförderung, Kinderschutz, Prävention und Armutsprävention sowie Teilhabe bilden "
    "einen Teil des ganzheitlichen Konzeptes“."
)
SETTINGS = (
    "Ziel ist es, „die Entwicklungsbedingungen für Kinder in ihrer Lebenswelt, d.h. in der Einrichtung, der Familie, der Nachbarschaft und in ihrem "
    "Wohnumfeld nachhaltig zu verbessern“."
)
CROSS_CUTTING = "„Fachliche Anforderungen wie Kinderschutz, Partizipation und Inklusion sind ohne eine Öffnung in den Sozialraum nicht umsetzbar.“"
FIELDS_OF_SERVICE = "„Diese drei Leistungsfelder werden in einem ThEKiZ wirkungsorientiert umgesetzt.“"
MONEY = (
    "„Zusätzlich können Leistungen der Kommunen im Rahmen ihrer Programme zur Kinder- und Familienfreundlichkeit sowie Sonderprogramme des Bundes "
    "(z. B. Frühe Hilfen)“ und Mittel nach dem Präventionsgesetz „einbezogen werden“."
)
DAILY = (
    "„Kindertageseinrichtungen mit täglichem Zugang und direkter Verbindung zu Familien sind daher der optimale Ausgangspunkt zur Etablierung "
    "von ThEKiZ.“"
)
MARKS = (
    "Angebote „sind gekennzeichnet durch niedrigschwellige Zugänge, Familienorientierung, Wohnortnähe und einer Ausrichtung am besonderen Bedarf "
    "aller Familien des Sozialraums“."
)
TUNED = (
    "„Das ThEKiZ vernetzt sich mit anderen Einrichtungen aus dem Sozialraum, stimmt seine Angebote ab und kooperiert wirkungsvoll mit ihnen.“ So "
    "werden Angebote „in lokale Strukturen und in ein sozialraumorientiertes Gesamtkonzept“ eingebettet (1.5)."
)
OUTSIDE = "Räume im Sozialraum „sind nicht Bestandteil der Betriebserlaubnis der Kindertageseinrichtung“."
EXTERNAL = "„Externe Fachkräfte und Dienstleister*innen kooperieren hierfür mit dem ThEKiZ.“"
HELPERS = (
    "„Die Angebote können auch von Kooperations- und Netzwerkpartner*innen des Sozialraums und durch geeignete ehrenamtliche Unterstützer*innen und "
    "Honorarkräfte durchgeführt werden.“"
)
LAWFUL = "Die Eignung klären Sie nach den Regeln Ihres Trägers. Hier steht nur, ob sie geklärt ist, kein Name und keine Unterlage."


class RoomChoices(forms.ModelChoiceField):
    def label_from_instance(self, room):
        return f"{room.name} (gehört nicht zur Betriebserlaubnis)" if room.external else room.name


class ClassificationForm(TermGroups):
    """For whom and with whom an offer is. It refuses nothing that can be told; what is missing becomes a hint at the offer."""

    LAYOUT = (
        Part(("audience", "origin", "generations", "by_appointment", "additional"), "Für wen"),
        Part(("themes", "settings", "cross_cutting", "service_fields"), "Worum es geht"),
        Part(("low_threshold", "family_orientation", "closeness", "special_needs"), "Was es auszeichnet"),
        Part(
            ("venue", "carried_by", "partner", "tuned_with", "volunteers", "volunteers_suitable", "freelance_contract", "money"),
            "Wo und mit wem",
        ),
    )
    LOOK = dict.fromkeys(("audience", "themes", "settings", "cross_cutting", "service_fields", "money"), "chips")
    HELP = {
        "audience": ("1.2", WHOLE_FAMILY), "origin": ("1.5", TARGET), "generations": ("Präambel, Fußnote 2", GENERATIONS),
        "additional": ("1.2", ADDITIONAL), "by_appointment": ("1.2", LINGER), "themes": ("1.2", THEMES), "settings": ("Präambel", SETTINGS),
        "cross_cutting": ("Präambel", CROSS_CUTTING), "service_fields": ("1.2", FIELDS_OF_SERVICE), "money": ("1.6", MONEY),
        "low_threshold": ("1.2", DAILY), "special_needs": ("1.2", MARKS), "tuned_with": ("1.2", TUNED), "venue": ("2.5", OUTSIDE),
        "partner": ("1.2", EXTERNAL), "carried_by": ("1.2", COUNSELLING), "volunteers": ("3.3", HELPERS),
    }  # fmt: skip
    AUDIENCE = {"tuned_with": HOUSE, "freelance_contract": HOUSE}
    audience = forms.MultipleChoiceField(label="Für wen", choices=Offer.Audience, required=False, widget=forms.CheckboxSelectMultiple)
    themes = TermField("Themen", List.THEME, help_text="Vorgeschlagen sind die Themen der Bedarfe, auf die das Angebot antwortet.")
    settings = TermField("Lebensbereiche, die besser werden", List.SETTING)
    cross_cutting = TermField("Querschnittsanforderungen", List.CROSS_CUTTING)
    service_fields = TermField("Leistungsfeld", List.SERVICE_FIELD)
    money = TermField("Wer gibt Geld dazu?", List.FUNDING_SOURCE)

    class Meta:
        model = Offer
        fields = [
            "audience", "origin", "generations", "additional", "by_appointment", "low_threshold", "family_orientation", "closeness", "special_needs",
            "venue", "partner", "carried_by", "tuned_with", "volunteers", "volunteers_suitable", "freelance_contract",
        ]  # fmt: skip
        localized_fields = "__all__"
        field_classes = {"venue": RoomChoices}
        widgets: dict[str, Any] = {"origin": forms.RadioSelect, "generations": forms.RadioSelect}
        widgets |= {name: forms.Textarea(attrs={"rows": 2}) for name in ("low_threshold", "family_orientation", "closeness", "special_needs")}
        help_texts = {
            "low_threshold": "Zum Beispiel: ohne Anmeldung, kostenlos, die Kinder dürfen mit.",
            "family_orientation": "Zum Beispiel: Uhrzeit nach den Wünschen der Eltern, Geschwister willkommen.",
            "closeness": "Zum Beispiel: fünf Minuten zu Fuß, hält am Bus.",
            "special_needs": "Zum Beispiel: leichte Sprache, stufenlos, mit Übersetzung.",
            "tuned_with": "Mit wem haben Sie Thema und Zeit abgesprochen? Zum Beispiel: Familienzentrum Nord, im Januar.",
            "by_appointment": "Ohne Häkchen ist es offen: einfach kommen.",
            "volunteers": "Wie viele helfen mit? Nur die Zahl, keine Namen.",
            "volunteers_suitable": LAWFUL,
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        offer, today = self.instance, self.request.access.today
        self.fields["generations"].choices = [("", "nicht festgelegt"), *Offer.Generations.choices]
        venues = rows(self.request, Room.objects.in_use(today) | Room.objects.filter(pk=offer.venue_id))
        posts = rows(self.request, Post.objects.on(today) | Post.objects.filter(pk=offer.carried_by_id))
        for name, choices in (("venue", venues), ("partner", rows(self.request, Partner)), ("carried_by", posts)):
            self.fields[name].queryset = choices.filter(site=offer.site_id)
            self.fields[name].empty_label = "keine Angabe"
        for name, text in self._written():
            self.fields[name].help_text = f"Aus dem Verzeichnis oder als Text: Ihre Wahl ersetzt „{getattr(offer, text)}“."
        if not self.initial["themes"]:  # family education answers the themes of the families (R043)
            known = {value for value, _ in self.fields["themes"].choices}
            self.initial["themes"] = sorted({link.need.theme_id for link in offer.need_links.select_related("need")} & known)

    def _written(self) -> list[tuple[str, str]]:
        """What stands as text until it is chosen from the register: the choice, its text."""
        offer = self.instance
        found = [("venue", "room")] if offer.room else []
        return found + ([("partner", "executor_name")] if offer.executor_name and offer.executor != Offer.Executor.FREELANCER else [])

    def clean(self):
        data = super().clean() or {}
        for name, text in self._written():
            if data.get(name):  # the choice says it better; the entry keeps what was written
                self.initial[text], data[text] = getattr(self.instance, text), ""
                self.changed_data.append(text)
                setattr(self.instance, text, "")
        return data
