"""What stands on the papers of a house's development, from the same pages that are read on screens."""

from processes.pages.analysis_detail import AnalysisDetail, Pair, Thread, analysis_detail_page
from processes.pages.step_list import TITLE, GoalSteps, open_steps
from reporting.documents.development import AnalysisPaper, Part, PlannedStep, Said, StepPaper
from sites.core.access import Request
from sites.core.days import date_long


def analysis_paper_page(request: Request, pk: int) -> AnalysisPaper:
    """A round within reach beside the one before, or a 404; outside the house what was released of it."""
    page = analysis_detail_page(request, pk)
    return AnalysisPaper(
        site=page.round.site.name,
        title=f"Ausgangsanalyse: {page.net_title}",
        lead=page.lead,
        people=page.round.authors,
        heads=page.heads,
        levels=[(field.title, [level.words for level in field.levels]) for field in page.fields],
        sentence=page.sentence,
        no_rank=page.no_rank,
        said=_said(page),
        findings=[_finding(thread) for thread in page.threads],
        printed=request.access.today,
    )


def _said(page: AnalysisDetail) -> list[tuple[str, list[Said]]]:
    """The fields to which somebody said something."""

    def written(pair: Pair) -> list[Said]:
        return [Said(one.head, one.level.words, one.words, one.basis) for one in pair if one and one.words]

    found = [(field.title, written(page.pairs[str(field.term.number)])) for field in page.fields]
    return [(title, said) for title, said in found if said]


def _finding(thread: Thread) -> Part:
    agreed = "Ein Ziel ist vereinbart." if thread.finding.goal_id else "Noch kein Ziel"
    return Part(
        title=f"{thread.about}: {thread.finding.words}",
        words=f"Ziel: {thread.finding.goal}, {thread.goal_words}" if thread.goal_words else agreed,
        steps=[PlannedStep(step.title, step.result, step.owner, date_long(step.due), words) for step, words in thread.steps],
    )


def step_paper_page(request: Request, site: int) -> StepPaper:
    """The open steps of a site within reach, or a 404; parents' representatives read what was released to them."""
    place, lead, goals = open_steps(request, site)
    return StepPaper(place.name, TITLE, lead, [_goal(one) for one in goals], request.access.today)


def _goal(goal: GoalSteps) -> Part:
    return Part(
        title=goal.title,
        words=goal.words,
        steps=[PlannedStep(line.step.title, line.step.result, line.step.owner, date_long(line.step.due), line.words) for line in goal.lines],
    )
