"""What stands on the list of LSZ reports: what was made, newest first, and the form for the next one."""

from dataclasses import dataclass

from reporting.forms import LszForm
from reporting.models import LszReport
from sites.core.access import Request, rows
from sites.core.lists import choice

FIRST_YEAR, MOST = 2019, 100


@dataclass(frozen=True)
class LszList:
    """`more`: there are older ones than those shown; `form`: for those who may make one."""

    reports: list[LszReport]
    more: bool
    years: list[str]
    year: str
    form: LszForm | None

    @property
    def may_make(self) -> bool:
        return self.form is not None

    @property
    def layout(self) -> str:
        """How the list and the form stand beside each other."""
        return "cols cols--aside" if self.may_make else "cols"


def lsz_list_page(request: Request, form: LszForm | None = None) -> LszList:
    """A county makes a few in a year; the filter reaches what does not fit. `form`: one that was refused."""
    years = [str(year) for year in range(request.access.today.year, FIRST_YEAR - 1, -1)]
    year = choice(request, "year", years)
    reports = rows(request, LszReport).defer("data").select_related("county", "created_by").order_by("-year", "county__sort_key", "-version")
    listed = list((reports.filter(year=int(year)) if year else reports)[: MOST + 1])
    if form is None and request.access.holds("lsz.make"):
        form = LszForm(request=request)
    return LszList(listed[:MOST], len(listed) > MOST, years, year, form)
