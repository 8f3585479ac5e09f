"""The idea box of a family page: what families wish, without an account and without a name."""

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext, gettext_noop

from offers.forms.wishes import WishForm
from offers.pages import family_page as families
from planning.services.wishes import send_wish
from sites.core.access import open_view
from sites.core.forms import form_page, posted
from sites.core.limits import limit_sending
from sites.core.lists import choice

TOO_MANY = gettext_noop("Heute sind hier schon sehr viele Ideen angekommen. Bitte versuchen Sie es morgen noch einmal.")


@login_not_required
@open_view("GET", "POST")
def wish_form(request, slug):
    """Say an idea or a wish to the house; after sending the page thanks."""
    page = families.find(slug)
    if page is None:  # guard: wish-page -> if False:
        raise Http404
    address = reverse("offers:wish_form", args=[slug])
    return form_page(
        request,
        WishForm(*posted(request), request=request),
        save=lambda form: _send(request, slug, form),
        done="",
        to=f"{address}?sent=1",
        template="offers/wish_form.html",
        page=page,
        is_sent=choice(request, "sent", {"1"}) == "1",
    )


def _send(request, slug: str, form: WishForm) -> None:
    """Keep what people wish; what a machine has typed is thanked for and forgotten."""
    if form.cleaned_data["website"]:
        return
    limit_sending(request, "wish", slug, most=30)  # a whole evening of parents in the house's network
    if not send_wish(slug=slug, text=form.cleaned_data["text"]):
        raise ValidationError(gettext(TOO_MANY))
