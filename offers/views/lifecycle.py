"""Views of the way of an offer: a stage is recorded, or put right."""

from offers.forms.lifecycle import StepForm
from offers.models import Offer, OfferStep
from sites.core import navigation
from sites.core.access import allow, fetch, keep, rows
from sites.core.forms import form_page, posted
from sites.core.removal import Removal

LEAD = "Idee, abgestimmt, geplant, läuft, ausgewertet, angepasst oder beendet: wann, und wer daran beteiligt war."


@allow("offers.change", "GET", "POST", reads=("sites.view",))
def step_create(request, pk):
    """Say which stage an offer has reached, and who had a part in it."""
    offer = fetch(request, rows(request, Offer).select_related("site"), pk=pk)
    return _step_form(request, offer, OfferStep(site_id=offer.site_id, offer=offer), "Schritt festhalten")


@allow("offers.change", "GET", "POST", reads=("sites.view",))
def step_edit(request, pk):
    """Put a stage right, or take it away."""
    step = fetch(request, rows(request, OfferStep).select_related("offer__site"), pk=pk, lock=request.method == "POST")
    return _step_form(request, step.offer, step, "Schritt ändern")


def _step_form(request, offer: Offer, step: OfferStep, title: str):
    return form_page(
        request,
        StepForm(*posted(request), instance=step, initial={} if step.pk else {"taken_on": request.access.today}, request=request),
        save=lambda form: keep(request, form, f"Schritt von „{offer.title}“"),
        done=lambda saved: f"„{offer.title}“: {saved} ist festgehalten.",
        to=offer.get_absolute_url(),
        crumbs=[navigation.OFFERS.crumb(offer.site_id), (offer.title, offer.get_absolute_url())],
        title=title,
        pre=offer.title,
        lead=LEAD,
        audience="offers.view",
        removal=Removal(step, name=f"Schritt „{step.get_stage_display()}“", about=offer),
    )
