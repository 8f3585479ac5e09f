"""The only place for what all forms share: errors that speak, layout, versions so that nobody overwrites anybody, and the page of a form."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from hashlib import blake2s
from typing import Any

from django import forms
from django.contrib import messages as page_messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models.fields import BLANK_CHOICE_LABEL
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext

from sites.core import journal, languages, notes, once
from sites.core.days import FIRST_YEAR, clock_time, date_long
from sites.core.fields import LIMITS, MESSAGES, READ, fields_of_constraints
from sites.core.numbers import is_number, with_noun
from sites.core.passages import passages
from sites.core.phones import phone_number
from sites.core.removal import OVERTAKEN as REMOVED_TOO_LATE
from sites.core.removal import REMOVE, Removal
from sites.core.rights import ACTIONS, roles_with

SURE, MARKS = "sure", "marks"
DEFAULT_ROWS = forms.Textarea().attrs["rows"]  # of the framework; a few sentences need fewer
OVERTAKEN = (
    "{who} hat diese Angaben inzwischen gespeichert ({when}). Ihre Eingaben stehen noch in den Feldern; wo sie abweichen, steht darunter, was "
    "jetzt gespeichert ist. Speichern Sie noch einmal, wenn Ihre Fassung gelten soll."
)
WITHOUT_VERSION = (
    "Diese Seite war noch aus der Zeit vor einer Aktualisierung der Anwendung. Ihre Eingaben stehen noch in den Feldern; wo sie abweichen, steht "
    "darunter, was jetzt gespeichert ist. Speichern Sie noch einmal, wenn Ihre Fassung gelten soll."
)
CHANGED_MEANWHILE = "Hier steht inzwischen etwas anderes. Bitte vergleichen Sie."
END_FIRST = "Das Ende liegt vor dem Beginn. Bitte prüfen Sie beide Angaben."
WRONG_YEAR = "Bitte prüfen Sie das Jahr: möglich sind {} bis {}."


def _name_no_choice(field: Any) -> None:
    """The first line of a select when nothing is chosen: the framework has no German word for it."""
    words = gettext("Bitte wählen") if field.required else gettext("keine Angabe")
    if isinstance(field, forms.ModelChoiceField):
        if field.empty_label == BLANK_CHOICE_LABEL:
            field.empty_label = words
    elif (choices := list(field.choices)) and choices[0] == ("", BLANK_CHOICE_LABEL):
        field.choices = [("", words), *choices[1:]]


@dataclass(frozen=True)
class Part:
    """Fields that stand together: under a heading, side by side (`pair`), or `folded` away under the heading until one of them is in use."""

    names: tuple[str, ...]
    title: str = ""
    pair: bool = False
    folded: bool = False


class Speaking(forms.BaseForm):
    """Errors that name the field, what is wrong and what is right; help texts with their paragraph; the audience at the field.

    HELP = {"permit_number": "permit"} shows "Was die Fachlichen Empfehlungen dazu sagen": the passage of this name (sites.models.Passage).
    AUDIENCE = {"note": "Sichtbar für Team und Leitung."} is printed under the field.
    NEEDED = {"needs_text": "für das Einreichen nötig"} stands where "freiwillig" would: what may stay empty here, but not for the next step, or
    not in every case. Empty words say nothing, for a choice whose first line is an answer.
    UNSPOKEN are answers somebody has to give: nothing is chosen beforehand, whatever the model proposes.
    LAYOUT = (Part(("starts", "ends"), pair=True), …) groups the fields; those it does not name follow.
    UNGUARDED are texts that are meant to name somebody; every other free text is looked through for what tells of one person (sites.core.personal).
    PAST are days that have been; PERIOD names a beginning and its end, which is not before it. The year of every day that is typed has to be
    plausible: PLAUSIBLE ones as the form says it (`plausible`), ANY_YEAR ones are limited otherwise.

    A form that changes something carries marks of what it showed. `edits` is the row it changes (a model form knows its own); a save on
    an older state is refused at the fields that differ, with what is stored now, and nothing that was typed is lost. Where the fresh form
    proposes something (`initial`) that is not stored yet, `stored` says what is.
    """

    HELP: dict[str, str] = {}
    AUDIENCE: dict[str, Any] = {}  # text, or a message of several languages
    NEEDED: dict[str, Any] = {}
    UNSPOKEN: tuple[str, ...] = ()
    LAYOUT: tuple[Part, ...] = ()
    UNGUARDED: tuple[str, ...] = ()
    PAST: tuple[str, ...] = ()
    PLAUSIBLE: tuple[str, ...] = ()
    ANY_YEAR: tuple[str, ...] = ()
    FIRST_YEAR, AHEAD = FIRST_YEAR, 10
    PERIOD: tuple[str, ...] = ()
    fields: dict[str, Any]
    initial: dict[str, Any]

    def __init__(self, *args: Any, request: Any = None, edits: Any = None, stored: dict[str, Any] | None = None, **kwargs: Any) -> None:
        self.request, self.is_overtaken, self._stored, self.asked = request, False, stored or {}, ""
        super().__init__(*args, **kwargs)
        instance = getattr(self, "instance", None)
        self.edits = edits if edits is not None or instance is None or instance._state.adding else instance
        for name, field in self.fields.items():
            field.error_messages["required"] = gettext("Bitte füllen Sie „%(field)s“ aus.") % {"field": field.label or name}
            for kind, messages in MESSAGES.items():
                if isinstance(field, kind):
                    field.error_messages.update({code: gettext(text) for code, text in messages.items()})
            if isinstance(field, forms.ChoiceField):
                _name_no_choice(field)
            for kind, read in READ.items():
                if isinstance(field, kind):
                    vars(field)["to_python"] = partial(read, field)
            if isinstance(field, forms.DateField):
                field.widget.attrs.setdefault("placeholder", "TT.MM.JJJJ")
            field.widget.attrs.pop("maxlength", None)  # browsers cut a pasted text there, without a word
            if isinstance(field.widget, forms.Textarea) and field.widget.attrs["rows"] == DEFAULT_ROWS:
                field.widget.attrs["rows"] = 3
            field.is_note = name not in self.UNGUARDED and notes.is_free_text(field) and notes.is_inside(request)
            field.validators += [not_in_future] if name in self.PAST else []
            field.validators += [self.plausible] if name in self.PLAUSIBLE else []
            field.validators += [phone_number] if name == "phone" else []
            field.audience = self.AUDIENCE.get(name, "")
            field.needed = self.NEEDED.get(name)
            if name in self.UNSPOKEN and self.edits is None:
                self._leave_open(name, field, kwargs.get("initial") or {})
        for name, passage in self.HELP.items():
            self.quote(name, passage)

    def _leave_open(self, name: str, field: Any, proposed: dict[str, Any]) -> None:
        """Nothing is chosen, unless the page has a reason of its own to propose it."""
        if name not in proposed:
            self.initial.pop(name, None)
            field.initial = None
        if isinstance(field.widget, forms.Select) and not isinstance(field.widget, forms.RadioSelect) and field.choices[0][0]:
            field.choices = [("", "Bitte wählen"), *field.choices]

    def quote(self, name: str, passage: str) -> None:
        """Show a passage of the recommendations beside a field; where a page has no such field, or the edition no such passage, nothing."""
        if name in self.fields:
            self.fields[name].recommendation = passages(self.request).get(passage)

    def plausible(self, day: date) -> None:
        """A typing error in the year is the usual cause of days far away."""
        _check_year(day, self.FIRST_YEAR, self.AHEAD)

    def marks(self) -> str:
        """What is stored now, field by field: "title:9f3c21ab due:…"; empty when the form changes nothing that stands already."""
        return " ".join(f"{name}:{_mark(self.fields[name], value)}" for name, value in self._now().items()) if self.edits is not None else ""

    def _now(self) -> dict[str, Any]:
        stored, initial = self._stored, self.get_initial_for_field
        return {name: stored.get(name, initial(field, name)) for name, field in self.fields.items() if not field.disabled}

    def add_error(self, field: str | None, error: Any) -> None:
        for name, errors in error.error_dict.items() if hasattr(error, "error_dict") else [(field, getattr(error, "error_list", ()))]:
            for one in errors:
                if isinstance(one.message, Promise) and one.code in LIMITS:
                    one.message = gettext(LIMITS[one.code])
                    if "max" in one.params:
                        one.params["digits"] = with_noun(one.params["max"], "Ziffer", "Ziffern")
                if one.params and not isinstance(one.message, Promise):
                    one.params = {key: _limit(name, value) for key, value in one.params.items()}
        super().add_error(field, error)

    def clean(self) -> dict[str, Any]:
        super().clean()  # the form beside brings it
        data: dict[str, Any] = self.cleaned_data
        for name in self._other_days():
            try:
                _check_year(data[name], Speaking.FIRST_YEAR, Speaking.AHEAD)
            except ValidationError as error:
                self.add_error(name, error)
        if self.PERIOD:
            first, last = self.PERIOD
            if data.get(first) and data.get(last) and data[last] < data[first]:
                self.add_error(last, END_FIRST)
        return data

    def _other_days(self) -> list[str]:
        """The days typed here that the form does not speak of; what stands already is nobody's slip now."""
        limited = {*self.PLAUSIBLE, *self.ANY_YEAR}
        days = [name for name in self.fields if isinstance(self.cleaned_data.get(name), date) and name not in limited]
        return [name for name in days if self.cleaned_data[name] != self.initial.get(name)]

    def ask(self, question: str, yes: str) -> None:
        """What is likely a slip, or takes something along: refused once with a question; who means it ticks the box that stands there then."""
        self.asked, answered = yes, bool(self.data.get(self.add_prefix(SURE)))
        if not answered or self.errors:
            self.show_box()
        if not answered:
            self.add_error(SURE, question)

    def show_box(self) -> None:
        """What was answered with yes is not asked again because something else is refused."""
        if self.asked:
            self.fields[SURE] = forms.BooleanField(label=self.asked, required=False)

    def full_clean(self) -> None:
        super().full_clean()
        if self.is_bound and self.edits is not None:  # guard: version -> if False:
            self._refuse_overtaken()

    def _refuse_overtaken(self) -> None:
        """Compare field by field: what somebody else has changed since this page was opened, and what was typed here instead."""
        text = self.data.get(self.add_prefix(MARKS), "")
        shown = dict(pair.partition(":")[::2] for pair in text.split())
        for name, value in self._now().items():
            field = self.fields[name]
            if shown.get(name) != _mark(field, value) and field.has_changed(value, self[name].data):
                self.is_overtaken = True
                field.stored_words = _in_words(field, value)
                self.add_error(name, CHANGED_MEANWHILE)
        if self.is_overtaken:
            last = journal.last_entry(self.edits)
            who, when = (last.person_label, _moment(last.at)) if last else ("Jemand anderes", "eben")
            self.add_error(None, OVERTAKEN.format(who=who, when=when) if text or once.FIELD in self.data else WITHOUT_VERSION)


def _check_year(day: date, first: int, ahead: int) -> None:
    last = timezone.localdate().year + ahead
    if not first <= day.year <= last:
        raise ValidationError(WRONG_YEAR.format(first, last))


def _limit(name: str | None, value: Any) -> Any:
    """A limit as it is written in the language of the page, 0,25 or 5.000; a year has no point, and what was typed may have any length."""
    return languages.exact(value) if is_number(value) and -(10**12) < value < 10**12 and "year" not in (name or "") else value


def _moment(at: datetime) -> str:
    local = timezone.localtime(at)
    return f"{date_long(local)}, {clock_time(local.time())} Uhr"


def _mark(field: forms.Field, value: Any) -> str:
    """A short digest of what a field shows; rows count by their keys, several in any order."""
    plain = field.prepare_value(value)
    parts = sorted(map(str, plain)) if isinstance(plain, list | tuple | set) else [str("" if plain is None else plain)]
    return blake2s("\x1f".join(parts).encode(errors="surrogatepass"), digest_size=4).hexdigest()


def _in_words(field: Any, value: Any) -> str:
    """A stored value as people read it in the field: labels of choices, names of rows, German numbers and days."""
    plain = field.prepare_value(value)
    chosen = [plain] if not isinstance(plain, list | tuple | set) else list(plain)
    if isinstance(field, forms.BooleanField):
        return "ja" if plain else "nein"
    if hasattr(field, "choices"):
        labels = {str(key): str(label) for key, label in field.widget.choices if not isinstance(label, list | tuple)}
        words = [labels.get(str(one), str(one)) for one in chosen if one not in (None, "")]
    else:
        words = [str(field.widget.format_value(one)) for one in chosen if one not in (None, "")]
    return ", ".join(words) or "nichts"


class Form(Speaking, forms.Form):
    pass


class ModelForm(Speaking, forms.ModelForm):
    def validate_constraints(self) -> None:
        """Also the constraints that join fields of the form with the place the view has set: the database would refuse them later.

        What a constraint says stands at the last field it speaks of: at the end of a time, at the consent to a fee.
        """
        try:
            self.instance.validate_constraints(exclude=set(self.errors))
        except ValidationError as error:
            found = error.update_error_dict({})
            where = fields_of_constraints(self.instance, list(self.fields))
            placed = [(where.get(str(one.message), name), one) for name, errors in found.items() for one in errors]
            self._update_errors(ValidationError({name: [one for at, one in placed if at == name] for name, _ in placed}))


def form_page(
    request: HttpRequest,
    form: Speaking,
    *,
    save: Callable[[Any], Any],
    done: str | Callable[[Any], str],
    to: Any = None,
    back: str = "",
    crumbs: Sequence[tuple[str, str]] = (),
    title: str = "",
    pre: str = "",
    lead: str = "",
    submit: str = "Speichern",
    why_not: str = "",
    audience: str = "",
    note: "Note | str" = "",
    removal: Removal | None = None,
    warning: str | Callable[[Any], str] = "",
    template: str = "row_form.html",
    **context: Any,
) -> HttpResponse:
    """The answer of a form: 200 fresh, 422 refused with everything entered, 409 overtaken by somebody else; else save, one message, and on.

    `save(form)` returns the row; its ValidationError lands at its fields. `done`: the message, or a function of the row (empty: it has said
    something itself); `warning`: likewise, what to think of now that it is saved. `to`: where it leads, an address, a row with a page, or a
    function of the saved row; without it `back`. `crumbs`: the way to the page, with itself where it is called otherwise than `title`;
    `back` is its last address unless given.
    `audience`: an action of the rights table or words. `note`: a sentence under the fields. `why_not`: why this person cannot send it; the button
    says so, and what is sent nevertheless is refused with it. `removal`: the row this form changes, when it can be taken away here.
    """
    back = back or (crumbs[-1][1] if crumbs else "")
    removal = removal if removal and not removal.row._state.adding and not why_not else None
    if request.method == "POST" and removal and REMOVE in request.POST:
        gone = carry_out(request, lambda: _remove(request, form, removal), str)
        return redirect((removal.to or back) if gone else request.get_full_path())
    if request.method == "POST" and form.is_valid():
        try:
            if why_not:  # guard: why-not -> if False:
                raise ValidationError(why_not)
            with transaction.atomic():
                row = save(form)
        except ValidationError as error:
            refuse(form, error)
        else:
            if text := done(row) if callable(done) else done:
                page_messages.success(request, text)
            if text := warning(row) if callable(warning) else warning:
                page_messages.warning(request, text)
            for text in notes.hints_after_saving(form):
                page_messages.warning(request, text)
            return redirect((to(row) if callable(to) else to) or back)
    page: dict[str, Any] = {"title": title, "pre": pre, "lead": lead, "submit": submit, "why_not": why_not, "back": back, "removal": removal}
    page |= {"crumbs": [*crumbs, (title, "")] if crumbs and crumbs[-1][1] else crumbs}
    page |= {"audience": roles_with(audience) if audience in ACTIONS else audience}
    page |= {"note": note if isinstance(note, Note) else Note(note)}
    return render(request, template, {"form": form, **page, **context}, status=status_of(form))


def _remove(request: Any, form: Speaking, removal: Removal) -> str:
    if request.POST.get(form.add_prefix(MARKS), "") != form.marks():  # guard: removed-as-seen -> if False:
        raise ValidationError(REMOVED_TOO_LATE)
    return removal.take(request.access)


def carry_out(request, act: Callable[[], Any], done: str | Callable[[Any], str]) -> bool:
    """What a button asks for, without a form: `act`, and one message that it is done (`done`, or a function of the answer) or why it is not."""
    try:
        answer = act()
    except ValidationError as error:
        page_messages.error(request, " ".join(error.messages))
        return False
    if text := done(answer) if callable(done) else done:
        page_messages.success(request, text)
    return True


def offer_undo(request, text: str, url: str) -> None:
    """What was done and the way back, on the next page: a message with a small form in it."""
    page_messages.success(request, render_to_string("components/undo_bar.html", {"text": text, "url": url}, request=request), extra_tags="undo")


@dataclass(frozen=True)
class Note:
    """A sentence under the fields, with the way to what it speaks of: label and address."""

    text: str
    way: tuple[str, str] = ("", "")


def status_of(form: Speaking) -> int:
    """200 fresh, 422 refused, 409 overtaken by somebody else."""
    refused = form.is_bound and form.errors  # asks the form, where nobody has yet
    return 409 if form.is_overtaken else 422 if refused else 200


def not_in_future(day: date) -> None:
    """For facts: what has not happened yet cannot be logged."""
    if day > timezone.localdate():
        raise ValidationError("Das Datum liegt in der Zukunft. Bitte geben Sie ein, wann es war.")


def postcode(text: str) -> str:
    """Five digits or nothing."""
    if text and not (len(text) == 5 and text.isascii() and text.isdigit()):
        raise ValidationError("Eine Postleitzahl hat fünf Ziffern, zum Beispiel 98693.")
    return text


def refuse(form: Speaking, error: ValidationError) -> None:
    """The refusal of a service at the fields it names; what names no field of the form stands above it."""
    by_field = error.error_dict if hasattr(error, "error_dict") else {None: error.messages}
    form.show_box()
    for name, errors in by_field.items():
        form.add_error(name if name in form.fields else None, errors)


def posted(request: HttpRequest) -> tuple[Any, Any]:
    """What a form is bound to: form = NeedForm(*posted(request), …); nothing when the page is fresh."""
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)
