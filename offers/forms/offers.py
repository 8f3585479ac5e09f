"""The only place for the forms of an offer: what it answers, what it rests on, and the filter of the list."""

import re
from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.db.models import Count, Q

from offers.models import Offer, OfferType
from offers.rules.commissions import is_commissioned
from offers.rules.concerned import families_at, told, what_closing_means
from offers.rules.dates import dates_outside, dropped_dates, planned_after
from planning.models import ActionField, Goal, LegalBasis, Measure, Need
from sites.core.access import rows
from sites.core.forms import Form, ModelForm, Part
from sites.core.numbers import with_noun

NO_COMMISSION = (
    "Für „{}“ fehlt der Auftrag des Jugendamtes. Bitte tragen Sie ein, wer ihn wann erteilt hat, zum Beispiel „Jugendamt Ilm-Kreis, 3.2.2026“, "
    "oder wählen Sie eine andere Grundlage."
)


#: The room and the partner come from the register or stand as text, never both.
OR_TEXT = "Aus dem Verzeichnis oder als Text: Hier schreiben Sie, was nicht im Verzeichnis steht; wählen können Sie unter „Für wen und mit wem“."
CHOSEN = "{} aus dem Verzeichnis: {}. Ändern können Sie die Wahl unter „Für wen und mit wem“; dieses Feld bleibt dann leer."
IN_REGISTER = (
    "{} ist schon aus dem Verzeichnis gewählt: {}. Bitte lassen Sie dieses Feld leer, oder nehmen Sie unter „Für wen und mit wem“ die Wahl zurück."
)


def _named(days: list[date]) -> str:
    return ", ".join(f"{day:%d.%m.%Y}" for day in days[:5]) + (f" und {len(days) - 5} weitere" if len(days) > 5 else "")


class NeedChoices(forms.ModelMultipleChoiceField):
    """Needs with the number of their offers: the least served first."""

    def label_from_instance(self, need):
        if not need.number:
            return f"{need.title} – noch kein Angebot"
        return f"{need.title} – {need.number} Angebot{'e' if need.number > 1 else ''}"


class OfferForm(ModelForm):
    """An offer: what it answers, what it rests on, where and by whom. Only §§ 17/18 without a commission are refused (R090)."""

    LOOK = {"types": "chips"}
    LAYOUT: tuple[Part, ...] = (Part(("title", "types", "needs", "goal", "text")), Part(("starts", "ends"), pair=True))
    HELP = {"needs": "needs", "types": "bbbb", "legal_bases": "bases", "where": "arranged"}
    NEEDED = {"commission": "nötig, wenn eine der Grundlagen ihn verlangt und das Jugendamt ihn nicht eingetragen hat"}
    AUDIENCE = {
        "text": "Sichtbar für alle, wenn das Angebot auf der Familienseite steht. Bitte keine Namen von Kindern oder Eltern.",
        "executor_name": "Sichtbar für Team, Träger, Prozessbegleitung und Elternvertretung.",
        "commission": "Sichtbar für Team, Träger, Prozessbegleitung und Elternvertretung.",
    }
    types = forms.MultipleChoiceField(label="Art des Angebots", choices=OfferType, widget=forms.CheckboxSelectMultiple)
    needs = NeedChoices(label="Welche Bedarfe greift es auf?", queryset=None, required=False, widget=forms.CheckboxSelectMultiple)
    field_order = ["title", "types", "needs", "goal", "text", "starts", "ends", "where", "room", "expected", "executor", "executor_name"]

    class Meta:
        model = Offer
        fields = [
            "title", "types", "goal", "text", "starts", "ends", "where", "room", "expected", "executor", "executor_name",
            "legal_bases", "commission", "action_field", "measure", "concept_section", "public",
        ]  # fmt: skip
        localized_fields = "__all__"
        help_texts = {"room": OR_TEXT, "executor_name": OR_TEXT}
        widgets: dict[str, Any] = {"legal_bases": forms.CheckboxSelectMultiple}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        offer, today = self.instance, self.request.access.today
        linked = list(offer.need_links.values_list("need_id", flat=True)) if offer.pk else []
        needs = rows(self.request, Need).filter(site=offer.site_id).filter(Q(closed_on__isnull=True) | Q(pk__in=linked))
        self.fields["needs"].queryset = needs.annotate(number=Count("offer_links", filter=Q(offer_links__offer__starts__isnull=False))).order_by(
            "number", "-urgent", "-found_on", "pk"
        )
        self.goals = self._listed("goal", rows(self.request, Goal).filter(site=offer.site_id), empty="noch kein Ziel")
        self.measures = self._listed("measure", rows(self.request, Measure).filter(site=offer.site_id), empty="keine Angabe")
        bases, fields = LegalBasis.objects.on(today), ActionField.objects.on(today)
        if offer.pk:  # what was chosen under an older edition stays choosable
            bases |= LegalBasis.objects.filter(pk__in=offer.legal_bases.all())
            fields |= ActionField.objects.filter(pk=offer.action_field_id)
            self.initial["needs"] = linked
        self.bases = self._listed("legal_bases", bases.distinct())
        self.action_fields = self._listed("action_field", fields.distinct(), empty="Bitte wählen")
        if not offer.pk:
            self.initial["legal_bases"] = [basis.pk for basis in self.bases if re.search(r"§\s*16([^0-9]|$)", basis.citation)]
            self.initial["action_field"] = self.proposed_field()
            self.initial["starts"] = today
        for text, chosen, in_register in self._chosen():
            self.fields[text].help_text = CHOSEN.format(chosen, in_register)

    def _listed(self, name: str, found: Any, empty: str | None = None) -> list[Any]:
        """The rows one may choose, asked once however often the page names them."""
        listed, field = list(found), self.fields[name]
        field.queryset = found
        field.choices = [*([("", empty)] if empty else []), *((row.pk, field.label_from_instance(row)) for row in listed)]
        return listed

    def proposed_field(self, number: int = 3) -> int | None:
        """What is proposed while nobody has said one."""
        return default_field(self.measures, self.action_fields, self.request.access.today.year, number)

    def _chosen(self) -> list[tuple[str, str, str]]:
        """The texts that are not needed because the register says it: field, what is chosen there, its name."""
        offer = self.instance
        found = (("room", "Raum", offer.venue), ("executor_name", "Partner*in", offer.partner))
        return [(text, what, row.name) for text, what, row in found if row]

    def clean(self):
        data = super().clean() or {}
        for text, chosen, in_register in self._chosen():
            if data.get(text) and not (text == "executor_name" and data.get("executor") == Offer.Executor.FREELANCER):
                self.add_error(text, IN_REGISTER.format(chosen, in_register))
        strict = [basis.citation for basis in data.get("legal_bases") or () if basis.needs_commission]
        day = data.get("starts") or self.request.access.today
        if strict and not data.get("commission", "").strip() and not is_commissioned(self.instance.site, day):
            self.add_error("commission", NO_COMMISSION.format(strict[0]))
        if self.instance.pk:
            self._refuse_outside(*dates_outside(self.instance, data.get("starts"), data.get("ends")))
            self._ask_about_changes(data)
        return data

    def _refuse_outside(self, before: list[date], after: list[date]) -> None:
        """No date lies outside the days of its offer."""
        if before:
            self.add_error("starts", f"Davor gibt es schon Termine: {_named(before)}. Bitte wählen Sie einen früheren Tag.")
        if after:
            self.add_error("ends", f"Danach gibt es schon Zahlen: {_named(after)}. Bitte wählen Sie einen späteren Tag.")

    def _ask_about_changes(self, data: dict[str, Any]) -> None:
        """Before it is saved: which planned dates an earlier end takes along, and what becomes of families that have signed up."""
        offer, today, said, yes = self.instance, self.request.access.today, [], "Ja, so ist es gemeint."
        if data.get("ends") and (days := dropped_dates(offer, data["ends"], today)):
            named = _named(days)
            dates = with_noun(len(days), "geplanter Termin entfällt", "geplante Termine entfallen")
            said += [f"{dates} damit: {named}.", told(families_at(planned_after(offer, data["ends"], today)))]
            said, yes = [*said, "Bitte bestätigen Sie das, oder wählen Sie einen späteren Tag für „bis“."], f"Ja, {dates}."
        said.append(what_closing_means(offer, open_to_all=False, hidden=offer.public and not data.get("public"), today=today))
        if any(said):
            self.ask(" ".join(filter(None, said)), yes)


def default_field(measures: Iterable[Measure], fields: Iterable[ActionField], year: int, number: int = 3) -> int | None:
    """The main action field of the measure of a year, else the one of this number (R104)."""
    of_year = [one.action_field_id for one in measures if one.funding_year == year]
    known = [field.pk for field in fields if field.number == number]
    return next(iter([*of_year, *known]), None)


class OfferFilter(Form):
    """What narrows the list of a site's offers."""

    q = forms.CharField(label="Wort", required=False, max_length=100, widget=forms.TextInput(attrs={"type": "search"}))
    type = forms.ChoiceField(label="Art", required=False, choices=[("", "alle"), *OfferType.choices])
    state = forms.ChoiceField(
        label="Zeitraum", required=False, choices=[("", "laufende und geplante"), ("draft", "Entwürfe"), ("ended", "beendete"), ("all", "alle")]
    )
