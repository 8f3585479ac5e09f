"""The only place for the fields of dates: how often, until when, where; and all days written out before anything is saved."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import blake2s
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from offers.models import Offer
from offers.rules.dates import IN_WEEKS, MAX_DATES, UNDERSTOOD, WITHOUT_END, Pattern, Rhythm, by_week
from offers.rules.left_out import left_out
from offers.services.planning import Planned, refuse_dates
from sites.core.access import rows
from sites.core.days import DAYS, date_long, dayname, valid_on
from sites.core.numbers import with_noun
from sites.models import Partner, Room, SiteKita

YEARS = 5
MANY_YEARS = "Dieses Datum liegt mehr als fünf Jahre entfernt. Bitte prüfen Sie das Jahr."


@dataclass(frozen=True)
class Line:
    """A day of a series as it is shown before saving: `reason` says why it is proposed as left out."""

    day: date
    reason: str
    is_chosen: bool

    @property
    def words(self) -> str:
        return f"{dayname(self.day)}, {date_long(self.day)}"

    @property
    def kept(self) -> str:
        """What its box says: that it falls away and why, or nothing."""
        return f"entfällt, {self.reason}" if self.reason and not self.is_chosen else self.reason


@dataclass(frozen=True)
class Preview:
    """All days of a series. `of`: which series was shown; `seen`: which choice of its days, so that the next click saves exactly that."""

    lines: list[Line]
    standing: bool
    of: str
    seen: str

    @property
    def chosen(self) -> list[date]:
        return [line.day for line in self.lines if line.is_chosen]

    @property
    def left_out(self) -> dict[date, str]:
        """What falls away: with its reason, or because it was ticked off."""
        return {line.day: line.reason or "ausgelassen" for line in self.lines if not line.is_chosen}

    @property
    def count(self) -> int:
        """How many rows are planned: dates, or weeks of standing hours."""
        return len(by_week(self.chosen)) if self.standing else len(self.chosen)

    @property
    def count_words(self) -> str:
        return with_noun(self.count, "Woche", "Wochen") if self.standing else with_noun(self.count, "Termin", "Termine")


def _digest(*parts: object) -> str:
    return blake2s("|".join(map(str, parts)).encode(), digest_size=8).hexdigest()


class DaysField(forms.CharField):
    """Single days, typed one after the other, by comma, semicolon or line."""

    widget = forms.Textarea(attrs={"rows": 2})

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        one, found, wrong = forms.DateField(localize=True), [], []
        for part in text.replace(";", " ").replace(",", " ").split():
            try:
                found.append(one.clean(part))
            except ValidationError:
                wrong.append(part[:20])
        if wrong:
            named = ", ".join(f"„{part}“" for part in wrong[:3])
            raise ValidationError(f"Das ist kein Datum: {named}. Bitte schreiben Sie jeden Tag mit Jahr, zum Beispiel 16.1.2027.")
        if len(found) > UNDERSTOOD:
            raise ValidationError(f"Das sind {with_noun(len(found), 'Tag', 'Tage')}, höchstens {MAX_DATES} sind auf einmal möglich.")
        return tuple(found)


def places_of(request, offer: Offer, chosen: Room | None = None) -> list[tuple[str, Any]]:
    """Where else a date can be: another room, another house of the Verbund, a partner with an address; `chosen` stays choosable."""
    today, site = request.access.today, offer.site_id
    usable = Room.objects.in_use(today) | (Room.objects.filter(pk=chosen.pk) if chosen else Room.objects.none())
    rooms = [(f"room:{room.pk}", room.name) for room in rows(request, usable).filter(site=site)]
    links = rows(request, SiteKita).filter(valid_on(today), site=site).select_related("kita__municipality").order_by("-leading", "kita__sort_key")
    kitas = [(f"kita:{link.kita_id}", _at(link.kita.name, link.kita.address)) for link in links]
    partners = [(f"partner:{one.pk}", _at(one.name, one.address)) for one in rows(request, Partner).filter(site=site).exclude(address="")]
    groups = (("Räume", rooms), ("Häuser des Verbundes", kitas if len(kitas) > 1 else []), ("Partner*innen", partners))
    return [("", "wie das Angebot"), *((title, found) for title, found in groups if found)]


def _at(name: str, address: str) -> str:
    return ", ".join(filter(None, [name, address]))[:160]


class PlaceFields(forms.Form):
    """A place of its own for dates: chosen, or written. `offer` says whose rooms and houses are proposed."""

    request: Any
    elsewhere = forms.ChoiceField(label="Woanders als sonst?", required=False)
    place = forms.CharField(
        label="Oder ein anderer Ort, mit Adresse", max_length=160, required=False, help_text="Zum Beispiel: Bibliothek, Am Markt 3."
    )

    def offer_places(self, offer: Offer, chosen: Room | None = None) -> None:
        """Fill the choice."""
        self.fields["elsewhere"].choices = places_of(self.request, offer, chosen)

    def own_place(self) -> dict[str, Any]:
        """What was chosen as fields of a date: `venue` and `place`, never both."""
        kind, _, key = self.cleaned_data.get("elsewhere", "").partition(":")
        if kind == "room":
            return {"venue": rows(self.request, Room).get(pk=key), "place": ""}
        labels = {value: label for _, group in self.fields["elsewhere"].choices if isinstance(group, list) for value, label in group}
        return {"venue": None, "place": labels[f"{kind}:{key}"] if kind else self.cleaned_data.get("place", "")}

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("elsewhere") and data.get("place"):
            self.add_error("place", "Bitte wählen Sie den Ort aus oder schreiben Sie ihn, nicht beides.")
        return data


class DatesFields(PlaceFields):
    """When: first time, until, how often, from and to. What is a series, or falls on a day that is proposed as left out, is shown before saving."""

    held_on = forms.DateField(label="Zum ersten Mal", localize=True)
    until = forms.DateField(label="Längstens bis", required=False, localize=True, help_text="Leer lassen für einen einzelnen Termin.")
    rhythm = forms.ChoiceField(label="Wie oft?", choices=Rhythm, required=False)
    starts_at = forms.TimeField(label="Von")
    ends_at = forms.TimeField(label="Bis", help_text="Vor dem Beginn heißt: am nächsten Tag.")
    every = forms.IntegerField(label="Alle wie viele Wochen?", min_value=1, max_value=26, required=False)
    weekdays = forms.TypedMultipleChoiceField(
        label="Auch an diesen Wochentagen", choices=list(enumerate(DAYS, 1)), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    days = DaysField(label="Weitere einzelne Tage", required=False, max_length=6000, help_text="Zum Beispiel: 16.1.2027, 20.2.2027.")
    preview: Preview | None = None
    is_unseen = False

    def start_dates(self, offer: Offer, *, required: bool = True) -> None:
        """Whose dates they are; `required`: there has to be a first one."""
        self.offer = offer
        self.offer_places(offer)
        if not required:
            for name in ("held_on", "starts_at", "ends_at"):
                self.fields[name].required = False

    def plausible(self, day: date) -> None:
        if abs(day.year - self.request.access.today.year) > YEARS:
            raise forms.ValidationError(MANY_YEARS)

    def is_valid(self) -> bool:
        """Also seen: what nobody has seen is shown, and saved by the next click."""
        return super().is_valid() and not self.is_unseen

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("held_on"):
            self._check_hours(data)
            if pattern := self._pattern(data):
                self._look_at(pattern, data)
        return data

    def _check_hours(self, data: dict[str, Any]) -> None:
        for name in ("starts_at", "ends_at"):
            if not data.get(name) and name not in self.errors:
                self.add_error(name, f"Bitte füllen Sie „{self.fields[name].label}“ aus.")
        if data.get("starts_at") and data.get("starts_at") == data.get("ends_at"):
            self.add_error("ends_at", "Beginn und Ende sind dieselbe Uhrzeit. Bitte prüfen Sie beide.")

    def _pattern(self, data: dict[str, Any]) -> Pattern | None:
        """What was typed as a pattern, or None with the error at its field."""
        first, until = data["held_on"], data.get("until")
        rhythm = data.get("rhythm") or (Rhythm.SINGLE if data.get("days") else Rhythm.WEEKLY if until else Rhythm.ONCE)
        if self.errors.keys() & {"until", "rhythm", "every", "weekdays", "days"}:
            return None
        refused = ""
        if until and until < first:
            refused, name = "Das Ende der Reihe liegt vor dem ersten Termin. Bitte wählen Sie einen späteren Tag.", "until"
        elif rhythm == Rhythm.ONCE and until and until > first:
            refused, name = "Bis zu einem Tag sind es mehrere Termine. Bitte wählen Sie, wie oft, oder lassen Sie „Längstens bis“ leer.", "rhythm"
        elif rhythm not in WITHOUT_END and not until:
            refused, name = "Bitte sagen Sie, bis wann die Reihe längstens geht.", "until"
        elif rhythm == Rhythm.WEEKS and not data.get("every"):
            refused, name = "Bitte sagen Sie, alle wie viele Wochen.", "every"
        elif rhythm == Rhythm.SINGLE and not data.get("days"):
            refused, name = "Bitte schreiben Sie die weiteren Tage auf.", "days"
        elif data.get("weekdays") and rhythm not in IN_WEEKS:
            refused, name = "Mehrere Wochentage gehen nur bei einer Reihe von Wochen.", "weekdays"
        if refused:
            self.add_error(name, refused)
            return None
        return Pattern(rhythm, first, until, data.get("every") or 1, tuple(data.get("weekdays") or ()), data.get("days") or ())

    def _look_at(self, pattern: Pattern, data: dict[str, Any]) -> None:
        found, standing = pattern.dates(), pattern.rhythm == Rhythm.STANDING
        if not found:
            self.add_error("until", f"Bis dahin gibt es keinen Tag: {pattern.words()}. Bitte wählen Sie einen späteren Tag.")
            return
        firsts = [week[0] for week in by_week(found)] if standing else found
        if len(firsts) > MAX_DATES:
            number = ("mehr als " if len(found) > UNDERSTOOD else "") + with_noun(min(len(firsts), UNDERSTOOD), "Termin", "Termine")
            upto = f"Das reicht bis zum {firsts[MAX_DATES - 1]:%d.%m.%Y}."
            text = f"Das wären {number}, höchstens {MAX_DATES} sind auf einmal möglich. {upto}"
            self.add_error("days" if pattern.rhythm == Rhythm.SINGLE else "until", text)
            return
        for day in (found[0], found[-1]):
            if abs(day.year - self.request.access.today.year) > YEARS:
                self.add_error("days", MANY_YEARS)
                return
        reasons = left_out(self.offer.site_id, found)
        self._show(found, reasons, data, pattern, standing=standing)

    def _show(self, found: Sequence[date], reasons: dict[date, str], data: dict[str, Any], pattern: Pattern, *, standing: bool) -> None:
        if len(found) == 1 and reasons and not standing:  # nothing to choose from: a question
            self.ask(f"Am {date_long(found[0])} ist sonst kein Termin ({reasons[found[0]]}). Bitte bestätigen Sie das.", "Ja, auch an diesem Tag.")
            reasons = {}
        of = _digest(pattern, data.get("starts_at"), data.get("ends_at"))
        ticked = set(self.data.getlist("day")) if self.data.get("of") == of else None
        lines = [Line(day, reasons.get(day, ""), day not in reasons if ticked is None else day.isoformat() in ticked) for day in found]
        seen = _digest(of, [line.day for line in lines if line.is_chosen])
        self.preview, self.rhythm_words = Preview(lines, standing, of, seen), pattern.words()
        if not self.errors:
            try:
                refuse_dates(self.dated_offer(data), self.preview.chosen, data["starts_at"])
            except ValidationError as error:
                self._refused(error)
                return
            # guard: seen-first -> self.is_unseen = False
            self.is_unseen = (len(lines) > 1 or bool(reasons)) and self.data.get("seen") != seen

    def dated_offer(self, data: dict[str, Any]) -> Offer:
        """Whose days limit the dates."""
        return self.offer

    def _refused(self, error: ValidationError) -> None:
        for name, errors in (error.error_dict if hasattr(error, "error_dict") else {None: error.messages}).items():
            self.add_error(name, errors)

    @property
    def submit_words(self) -> str:
        """The button says how many."""
        return f"{self.preview.count_words} anlegen" if self.preview else "Termine anlegen"

    def planned(self) -> Planned | None:
        """What was chosen, or None where no first date was typed."""
        if self.preview is None:
            return None
        data, preview = self.cleaned_data, self.preview
        return Planned(
            days=preview.chosen,
            starts_at=data["starts_at"],
            ends_at=data["ends_at"],
            rhythm=self.rhythm_words,
            left_out=preview.left_out,
            standing=preview.standing,
            **self.own_place(),
        )
