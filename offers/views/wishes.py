"""The idea box of a family page, without an account and without a name; and what the house has heard and does."""

from django.contrib.auth.decorators import login_not_required
from django.core import signing
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, gettext_noop
from django.views.decorators.csrf import csrf_exempt

from offers.forms.wishes import CodeForm, WishForm
from offers.pages import family_page as families
from offers.pages.heard import heard_page, idea_way
from planning.services.wishes import answer_to, new_wish_code, send_wish
from sites.core.access import open_view
from sites.core.forms import form_page, posted, status_of
from sites.core.gone import nothing_lost
from sites.core.limits import limit_sending
from sites.core.pages import render_page

TOO_MANY = gettext_noop("Heute sind hier schon sehr viele Ideen angekommen. Bitte versuchen Sie es morgen noch einmal.")
UNKNOWN = gettext_noop("Diesen Code kennen wir hier nicht. Bitte sehen Sie nach, ob alle Zeichen stimmen.")
SALT = "wish-code"


@login_not_required
@open_view("GET", "POST")
@nothing_lost("text", "contact")
def wish_form(request, slug):
    """Say an idea, a concern or an offer to the house; after sending the page thanks and gives a code for the answer."""
    page = families.find(slug)
    if page is None:  # guard: wish-page -> if False:
        raise Http404
    address = reverse("offers:wish_form", args=[slug])
    return form_page(
        request,
        WishForm(*posted(request), request=request),
        save=lambda form: _send(request, slug, form),
        done="",
        to=lambda code: f"{address}?sent={signing.dumps(code, salt=SALT)}",  # long enough for the log to leave it out
        template="offers/wish_form.html",
        page=page,
        code=_code_in(request),
    )


def _code_in(request) -> str:
    """The code that the page after sending shows; of another address nothing."""
    try:
        return str(signing.loads(request.GET.get("sent", ""), salt=SALT, max_age=60 * 60))
    except signing.BadSignature:
        return ""


def _send(request, slug: str, form: WishForm) -> str:
    """Keep what people say; what a machine has typed is thanked for and forgotten."""
    data, code = form.cleaned_data, new_wish_code()
    if data["website"]:
        return code
    limit_sending(request, "wish", slug, most=30)  # a whole evening of parents in the house's network
    if not send_wish(slug=slug, text=data["text"], kind=data["kind"], code=code, contact=data["contact"], today=request.access.today):
        raise ValidationError(gettext(TOO_MANY))
    return code


@csrf_exempt  # it changes nothing, and needs no cookie
@login_not_required
@open_view("GET", "POST")
@nothing_lost("code")
def wish_look(request, slug):
    """The answer to what one has said oneself, with the code that was given after sending."""
    page = families.find(slug)
    if page is None:
        raise Http404
    form, found = CodeForm(*posted(request), request=request), None
    if form.is_bound and form.is_valid():
        found = answer_to(slug=slug, code=form.cleaned_data["code"])  # of 31¹² codes nobody guesses one
        if found is None:
            form.add_error("code", gettext(UNKNOWN))
    way = idea_way(found) if found else None
    return render(request, "offers/wish_look.html", {"page": page, "form": form, "idea": way}, status=status_of(form))


@login_not_required
@open_view()
def heard(request, slug):
    """What the house has heard and what it does."""
    page = families.find(slug)
    if page is None:
        raise Http404
    return render_page(request, "offers/heard.html", heard_page(page, request.access.today))
