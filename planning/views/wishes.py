"""What families say of their own accord: read, answered, put aside."""

from django.contrib import messages
from django.shortcuts import redirect

from planning.forms.wishes import WishAnswerForm
from planning.models import Wish
from planning.pages.wish_list import wish_crumbs, wish_list_page
from planning.services.wishes import answer_wish, set_aside
from sites.core.access import allow, fetch, rows
from sites.core.days import date_long
from sites.core.forms import Note, form_page, posted
from sites.core.pages import render_page

READ_BY_ALL, READ_BY_CODE = "Alle Familien lesen sie.", "Wer es geschrieben hat, liest sie mit dem Code."


@allow("wishes.view", reads=("sites.view",))
def wish_list(request, site):
    """What families say, newest first: answer it, take it up as a need, or put it aside."""
    return render_page(request, "planning/wish_list.html", wish_list_page(request, site))


@allow("wishes.change", "GET", "POST", reads=("sites.view",))
def wish_answer(request, pk):
    """What becomes of it: told to whoever wrote it, and of an idea to all families."""
    wish = fetch(request, rows(request, Wish).select_related("site"), pk=pk, lock=request.method == "POST")
    return form_page(
        request,
        WishAnswerForm(*posted(request), instance=wish, request=request),
        save=lambda form: answer_wish(access=request.access, wish=form.instance),
        done=lambda row: f"Ihre Antwort ist gespeichert. {READ_BY_ALL if row.public else READ_BY_CODE}",
        crumbs=wish_crumbs(wish.site_id),
        title="Antworten",
        pre=f"{wish.get_kind_display()} vom {date_long(wish.created)}",
        lead=f"„{wish.text}“",
        submit="Antwort speichern",
        note=Note("Ist ein Bedarf daraus geworden, sehen Familien auch die Angebote, die ihn beantworten.") if wish.kind == Wish.Kind.IDEA else "",
        audience="wishes.view",
    )


@allow("wishes.change", "POST")
def wish_set_aside(request, pk):
    """Put a wish aside, or back among the new ones."""
    wish = fetch(request, Wish, pk=pk, lock=True, need=None)
    back = request.POST.get("back") == "1"
    set_aside(access=request.access, wish=wish, day=None if back else request.access.today)
    messages.success(request, "Der Wunsch steht wieder bei den neuen." if back else "Der Wunsch ist zur Seite gelegt.")
    return redirect("planning:wish_list", wish.site_id)
