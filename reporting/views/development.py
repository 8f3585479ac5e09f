"""Papers of a house's development as PDF: two rounds of the analysis side by side, and the plan."""

from reporting.documents.development import plan_pdf, rounds_pdf
from reporting.pages.development import plan_paper, rounds_paper
from sites.core.access import allow
from sites.core.pages import pdf_answer
from sites.core.sheets import file_name


@allow("analysis.view", reads=("sites.view", "goals.view", "steps.view"))
def analysis_paper(request, pk):
    """A round beside the one before, for who sits at the table without a screen."""
    paper = rounds_paper(request, pk)
    return pdf_answer(rounds_pdf(paper), file_name("ausgangsanalyse", paper.site, request.access.today.year))


@allow("steps.view", reads=("sites.view", "goals.view", "analysis.view"))
def step_paper(request, site):
    """The plan as it hangs in the room of the team."""
    paper = plan_paper(request, site)
    return pdf_answer(plan_pdf(paper), file_name("massnahmenplan", paper.site, request.access.today.year))
