"""The team of a house: what it learned together, who it is made of as sums, what its people like to bring in."""

from processes.forms.team import QualificationForm, StrengthForm, TeamCountForm, TeamTrainingForm
from processes.models import Qualification, Strength, TeamCount, TeamTraining
from processes.pages.team_sheet import team_sheet_page
from sites.core.access import allow, fetch, keep, rows
from sites.core.forms import form_page, posted
from sites.core.navigation import TEAM
from sites.core.pages import render_page
from sites.core.places import site_within
from sites.core.removal import Removal


@allow("team.view", reads=("sites.view",))
def team_sheet(request, site):
    """Sessions and trainings, the share that has learned about ThEKiZ, qualifications as sums, strengths for those who work there."""
    return render_page(request, "processes/team_sheet.html", team_sheet_page(request, site))


@allow("team.change", "GET", "POST", reads=("sites.view",))
def team_training_create(request, site):
    """Enter a session or training of the team."""
    row = TeamTraining(site=site_within(request, "team.change", site))
    return _form(request, TeamTrainingForm(*posted(request), instance=row, request=request), title="Teamsitzung oder Fortbildung eintragen")


@allow("team.change", "GET", "POST", reads=("sites.view",))
def team_training_edit(request, pk):
    """Change a session or training of the team."""
    row = _one(request, TeamTraining, pk)
    return _form(request, TeamTrainingForm(*posted(request), instance=row, request=request), title="Fortbildung ändern")


@allow("team.change", "GET", "POST", reads=("sites.view",))
def team_count_create(request, site):
    """Count the team."""
    row = TeamCount(site=site_within(request, "team.change", site))
    form = TeamCountForm(*posted(request), instance=row, request=request, initial={"counted_on": request.access.today})
    return _form(request, form, title="Team zählen", lead="Zwei Summen genügen. Wer es ist, steht nirgends.")


@allow("team.change", "GET", "POST", reads=("sites.view",))
def team_count_edit(request, pk):
    """Put a count right."""
    row = _one(request, TeamCount, pk)
    return _form(request, TeamCountForm(*posted(request), instance=row, request=request), title="Zählung ändern")


@allow("team.change", "GET", "POST", reads=("sites.view",))
def qualification_create(request, site):
    """Enter a profession or qualification with how many have it."""
    row = Qualification(site=site_within(request, "team.change", site))
    return _form(request, QualificationForm(*posted(request), instance=row, request=request), title="Qualifikation eintragen")


@allow("team.change", "GET", "POST", reads=("sites.view",))
def qualification_edit(request, pk):
    """Change a qualification or how many have it."""
    row = _one(request, Qualification, pk)
    return _form(request, QualificationForm(*posted(request), instance=row, request=request), title="Qualifikation ändern")


@allow("team.share", "GET", "POST", reads=("sites.view",))
def strength_create(request, site):
    """Say what one likes to bring in; nobody has to, and nobody does it for another."""
    row = Strength(site=site_within(request, "team.share", site), person=request.user)
    return _form(request, StrengthForm(*posted(request), instance=row, request=request), title="Eigene Stärke eintragen", audience="team.share")


@allow("team.share", "GET", "POST", reads=("sites.view",))
def strength_edit(request, pk):
    """Change the own strength, or take it away again."""
    own = rows(request, Strength).filter(person=request.user)  # guard: own-strength -> own = rows(request, Strength)
    row = fetch(request, own.select_related("site"), pk=pk, lock=request.method == "POST")
    return _form(request, StrengthForm(*posted(request), instance=row, request=request), title="Eigene Stärke ändern", audience="team.share")


def _one(request, model, pk: int):
    return fetch(request, rows(request, model).select_related("site"), pk=pk, lock=request.method == "POST")


def _form(request, form, *, title: str, lead: str = "", audience: str = "team.view"):
    row = form.instance
    return form_page(
        request,
        form,
        save=lambda form: keep(request, form, f"{row._meta.verbose_name} „{form.instance}“"),
        done=lambda saved: f"{saved._meta.verbose_name} „{saved}“ ist gespeichert.",
        crumbs=[TEAM.crumb(row.site_id)],
        title=title,
        pre=row.site.name,
        lead=lead,
        audience=audience,
        removal=Removal(row),
    )
