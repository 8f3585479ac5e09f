"""The idea box of a family page: what families wish, without an account and without a name."""

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse

from offers.forms.wishes import WishForm
from offers.pages import family_page as families
from planning.services.wishes import send_wish
from sites.core.access import open_view
from sites.core.forms import page_with_form
from sites.core.lists import choice

TOO_MANY = "Heute sind hier schon sehr viele Ideen angekommen. Bitte versuchen Sie es morgen noch einmal."


@login_not_required
@open_view("GET", "POST")
def wish_form(request, slug):
    """Say an idea or a wish to the house; after sending the page thanks."""
    page = families.find(slug)
    if page is None:
        raise Http404
    form = WishForm(request.POST if request.method == "POST" else None, request=request)
    if request.method == "POST" and form.is_valid():
        is_machine = bool(form.cleaned_data["website"])
        if is_machine or send_wish(slug=slug, text=form.cleaned_data["text"]):
            return redirect(f"{reverse('offers:wish_form', args=[slug])}?sent=1")
        form.add_error(None, ValidationError(TOO_MANY))
    return page_with_form(request, "offers/wish_form.html", form, page=page, is_sent=choice(request, "sent", {"1"}) == "1")
