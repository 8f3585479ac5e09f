"""Papers of a house's development as PDF: two rounds of the analysis side by side, and the plan."""

from reporting.documents.development import analysis_paper_pdf, step_paper_pdf
from reporting.pages.development import analysis_paper_page, step_paper_page
from sites.core.access import allow
from sites.core.pages import pdf_answer
from sites.core.sheets import file_name


@allow("analysis.view", reads=("sites.view", "goals.view", "steps.view"))
def analysis_paper(request, pk):
    """A round beside the one before, for who sits at the table without a screen."""
    paper = analysis_paper_page(request, pk)
    return pdf_answer(analysis_paper_pdf(paper), file_name("ausgangsanalyse", paper.site, request.access.today.year))


@allow("steps.view", reads=("sites.view", "goals.view", "analysis.view"))
def step_paper(request, site):
    """The plan as it hangs in the room of the team."""
    paper = step_paper_page(request, site)
    return pdf_answer(step_paper_pdf(paper), file_name("massnahmenplan", paper.site, request.access.today.year))
