"""What the team brings in: written by whoever works in the house, answered by head and coordination."""

from planning.forms.contributions import ContributionAnswerForm, ContributionForm
from planning.models import Contribution
from planning.pages.contribution_list import contribution_list_page
from planning.services.contributions import answer_contribution, save_contribution
from sites.core.access import allow, fetch, rows
from sites.core.forms import form_page, posted
from sites.core.navigation import CONTRIBUTIONS
from sites.core.pages import render_page
from sites.core.places import site_within
from sites.core.removal import Removal


@allow("contributions.view", reads=("sites.view",))
def contribution_list(request, site):
    """What the team brings in, newest first."""
    return render_page(request, "planning/contribution_list.html", contribution_list_page(request, site))


@allow("contributions.write", "GET", "POST", reads=("sites.view",))
def contribution_create(request, site):
    """Bring in an observation, a reflection or an idea for an offer, under the own name (R014)."""
    place = site_within(request, "contributions.write", site)
    contribution = Contribution(site=place, author=request.user, written_on=request.access.today)
    return _contribution_form(request, contribution, title="Etwas beitragen", done="Danke. Leitung und Koordination lesen es und antworten Ihnen.")


@allow("contributions.write", "GET", "POST", reads=("sites.view",))
def contribution_edit(request, pk):
    """Change or take back the own words, until they are answered."""
    # guard: own-contribution -> own = rows(request, Contribution).filter(answered_on=None)
    own = rows(request, Contribution).filter(author=request.user, answered_on=None)
    contribution = fetch(request, own.select_related("site"), pk=pk, lock=request.method == "POST")
    removal = Removal(contribution, name="Beitrag")
    return _contribution_form(request, contribution, title="Beitrag ändern", done="Ihr Beitrag ist geändert.", removal=removal)


def _contribution_form(request, contribution: Contribution, **shown):
    return form_page(
        request,
        ContributionForm(*posted(request), instance=contribution, request=request),
        save=lambda form: save_contribution(access=request.access, contribution=form.instance),
        crumbs=[CONTRIBUTIONS.crumb(contribution.site_id)],
        pre=contribution.site.name,
        lead="Ein paar Sätze genügen.",
        submit="Beitragen",
        audience="contributions.view",
        **shown,
    )


@allow("contributions.answer", "GET", "POST", reads=("sites.view",))
def contribution_answer(request, pk):
    """What becomes of a contribution, told to who has written it."""
    found = rows(request, Contribution).select_related("site", "author", "need")
    contribution = fetch(request, found, pk=pk, lock=request.method == "POST")
    return form_page(
        request,
        ContributionAnswerForm(*posted(request), instance=contribution, request=request),
        save=lambda form: answer_contribution(access=request.access, contribution=form.instance),
        done=lambda saved: f"{saved.author.name} liest Ihre Antwort auf der Startseite." if saved.answer else "Die Antwort ist zurückgenommen.",
        crumbs=[CONTRIBUTIONS.crumb(contribution.site_id)],
        title="Antworten",
        pre=f"{contribution.get_kind_display()} von {contribution.author.name}",
        lead=f"„{contribution.text}“",
        submit="Antwort speichern",
        audience="contributions.view",
    )
