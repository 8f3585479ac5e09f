"""Tables on their way in: the list with the empty tables, reading one, what it would do, and the confirmation."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse

from planning.forms.imports import ColumnsForm, ImportForm
from planning.models import ImportRun
from planning.pages.import_detail import import_detail_page, with_page
from planning.pages.import_list import import_list_page
from planning.rules.imports.blank import blank
from planning.rules.imports.columns import COLUMNS
from planning.rules.imports.left import left_out
from planning.services.import_undoing import take_back
from planning.services.imports import accept_mends, apply_table, assign_columns, discard_table, head_of, keep_cell, leave_out, read_table
from sites.core import navigation
from sites.core.access import allow, fetch, rows
from sites.core.forms import carry_out, form_page, posted
from sites.core.lists import choice, number_in
from sites.core.numbers import with_noun
from sites.core.pages import render_page
from sites.core.sheets import KINDS, file_answer, file_name
from sites.models import County


def _county(request, pk: int) -> County:
    """A county whose tables this person may read in, or a 404."""
    # guard: import-county -> return fetch(request, County, pk=pk)
    return fetch(request, rows(request, County).filter(pk__in=request.access.reach("imports.make").places), pk=pk)


@allow("imports.make", reads=("sites.view",))
def import_list(request, county):
    """How tables come in, the empty tables, and the last ones, newest first."""
    county = _county(request, county)
    return render_page(request, "planning/import_list.html", import_list_page(request, county))


@allow("imports.make", reads=("sites.view",))
def import_template(request, county, kind, form):
    """An empty table of one kind, as a file of one kind."""
    county = _county(request, county)
    if kind not in COLUMNS or form not in KINDS:
        raise Http404
    name = file_name(ImportRun.Kind(kind).label, county.name)
    return file_answer(form, name, blank(form, kind, county, request.access.today))


@allow("imports.make", "GET", "POST", reads=("sites.view",))
def import_create(request, county):
    """Read a file; what it would do is shown next, nothing is written yet."""
    county = _county(request, county)
    initial = {"kind": choice(request, "kind", COLUMNS)}
    return form_page(
        request,
        ImportForm(*posted(request), request=request, initial=initial),
        save=lambda form: read_table(access=request.access, county=county, **form.cleaned_data),
        done="",
        to=lambda run: reverse("planning:import_detail", args=[run.pk]),
        crumbs=[navigation.IMPORTS.crumb(county.pk)],
        title="Tabelle einlesen",
        pre=county.name,
        lead="Danach sehen Sie, was neu wäre und was sich ändern würde. Geschrieben wird noch nichts.",
        submit="Einlesen und ansehen",
        audience="imports.make",
        note="Die Spalten stehen in der leeren Tabelle. Bitte keine Angaben zu Kindern oder Familien.",
    )


@allow("imports.make", reads=("sites.view",))
def import_detail(request, pk):
    """What a table would do, or has done: problems first, then row by row with old and new values."""
    run = fetch(request, with_page(request, rows(request, ImportRun).select_related("person")), pk=pk)
    return render_page(request, "planning/import_detail.html", import_detail_page(request, run, _county(request, run.place_id)))


def _run(request, pk: int) -> tuple[ImportRun, County]:
    """A table that is held until the answer is done, and its county."""
    run = fetch(request, ImportRun, pk=pk, lock=request.method == "POST")
    return run, _county(request, run.place_id)


@allow("imports.make", "GET", "POST", reads=("sites.view",))
def import_columns(request, pk):
    """What each column of a table holds, said by hand; it is kept for the next table."""
    run, county = _run(request, pk)
    if not run.grid:
        raise Http404
    return form_page(
        request,
        ColumnsForm(*posted(request), run=run, head=head_of(run), request=request),
        save=lambda form: assign_columns(access=request.access, run=run, county=county, **form.said()),
        done="Die Spalten sind zugeordnet. Die nächste Tabelle mit denselben Überschriften lesen wir genauso.",
        crumbs=[navigation.IMPORTS.crumb(county.pk), (run.get_kind_display(), reverse("planning:import_detail", args=[run.pk]))],
        title="Spalten zuordnen",
        pre=county.name,
        lead="Sagen Sie einmal, was in welcher Spalte steht. Was Sie „nicht lesen“ lassen, bleibt weg. Angenommene Vorschläge werden neu geprüft.",
        submit="Zuordnen und ansehen",
        audience="imports.make",
    )


@allow("imports.make", "POST", reads=("sites.view",))
def import_mend(request, pk):
    """Accept what we propose for one cell (?at=, ?column=), or every proposal."""
    run, county = _run(request, pk)
    cell = {"at": number_in(request, "at"), "column": request.GET.get("column", "")}
    carry_out(
        request,
        lambda: accept_mends(access=request.access, run=run, county=county, **cell),
        lambda count: f"{with_noun(count, 'Vorschlag ist', 'Vorschläge sind')} angenommen.",
    )
    return redirect("planning:import_detail", run.pk)


@allow("imports.make", "POST", reads=("sites.view",))
def import_keep(request, pk):
    """A cell is right as it stands, although it looks like a mistake."""
    run, county = _run(request, pk)
    at, column = number_in(request, "at") or 0, request.GET.get("column", "")
    carry_out(request, lambda: keep_cell(access=request.access, run=run, county=county, at=at, column=column), "Die Angabe bleibt, wie sie ist.")
    return redirect("planning:import_detail", run.pk)


@allow("imports.make", "POST", reads=("sites.view",))
def import_leave(request, pk):
    """Leave rows out (?which=wrong or hidden, one with ?at=), or take them in again (?which=back)."""
    run, county = _run(request, pk)
    which, at = choice(request, "which", {"wrong", "hidden", "back"}) or "wrong", number_in(request, "at")
    words = "wieder dabei" if which == "back" else "weggelassen"
    carry_out(
        request,
        lambda: leave_out(access=request.access, run=run, county=county, which=which, at=at),
        lambda count: f"{with_noun(count, 'Eintrag ist', 'Einträge sind')} {words}.",
    )
    return redirect("planning:import_detail", run.pk)


@allow("imports.make", reads=("sites.view",))
def import_left(request, pk, form):
    """The rows that were left out, as a table that can be mended and read in again."""
    run, county = _run(request, pk)
    if form not in KINDS or not run.left_out:
        raise Http404
    name = file_name(f"{run.get_kind_display()} weggelassen", county.name)
    return file_answer(form, name, left_out(form, run))


@allow("imports.make", "POST", reads=("sites.view",))
def import_take_back(request, pk):
    """Take a table back whole, while its rows are untouched."""
    run, _ = _run(request, pk)
    carry_out(request, lambda: take_back(access=request.access, run=run), "Die Tabelle ist zurückgenommen. Der Bestand ist, wie er vorher war.")
    return redirect("planning:import_detail", run.pk)


@allow("imports.make", "POST", reads=("sites.view",))
def import_apply(request, pk):
    """Write the table: all of it or nothing, and only as it was shown."""
    run, county = _run(request, pk)
    try:
        written = apply_table(access=request.access, run=run, county=county)
    except ValidationError as error:
        messages.error(request, error.message)
        return redirect("planning:import_detail", run.pk)
    if written:
        messages.success(request, f"Die Tabelle ist übernommen: {run.creates} neu, {run.updates} geändert, {run.unchanged} unverändert.")
    else:
        messages.warning(
            request, "Noch nicht übernommen: Seit Sie die Vorschau gesehen haben, hat sich etwas geändert. Bitte sehen Sie sie noch einmal an."
        )
    return redirect("planning:import_detail", run.pk)


@allow("imports.make", "POST", reads=("sites.view",))
def import_discard(request, pk):
    """Throw away a table that was not written."""
    run = fetch(request, rows(request, ImportRun).defer("rows", "grid"), pk=pk, lock=True)
    done = f"Die Tabelle „{run.filename}“ ist verworfen. Am Bestand hat sich nichts geändert."
    if carry_out(request, lambda: discard_table(access=request.access, run=run), done):
        return redirect("planning:import_list", run.place_id)
    return redirect("planning:import_detail", run.pk)
