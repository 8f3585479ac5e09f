"""What stands on the list of LSZ reports: what was made, as a rule the newest year first, and the form for the next one."""

from dataclasses import dataclass

from django.db.models import CharField, F, TextField, Value
from django.db.models.functions import Cast, Collate, Concat, LPad

from reporting.forms import LszFilterForm, LszForm
from reporting.models import LszReport
from reporting.rules.history import FIRST_YEAR
from sites.core.access import Request, rows
from sites.core.lists import Counted, Page, Sort, choice, page


def _latest(field: str) -> LPad:
    """A number as text, the highest one first."""
    return LPad(Cast(Value(99999) - F(field), CharField()), 5, Value("0"))


#: The newest year, then the county, then the newest version; the tab ends a name before those that go on.
NEWEST = Collate(Concat(_latest("year"), "county__sort_key", Value("\t"), _latest("version"), output_field=TextField()), "C")
SORTS = {
    "newest": Sort("", NEWEST, "Jahr, das neueste zuerst"),
    "county": Sort("Landkreis", "county__sort_key"),
    "year": Sort("Jahr", "year"),
    "made": Sort("Erstellt", "created", "Tag der Erstellung"),
}


@dataclass(frozen=True)
class LszList:
    """`form`: for those who may make one."""

    page: Page
    filter: LszFilterForm
    filtered: bool
    form: LszForm | None

    @property
    def may_make(self) -> bool:
        return self.form is not None

    @property
    def layout(self) -> str:
        """How the list and the form stand beside each other."""
        return "cols cols--aside" if self.may_make else "cols"


def lsz_list_page(request: Request, form: LszForm | None = None) -> LszList:
    """All within reach, or those of a year. `form`: one that was refused."""
    years = [str(year) for year in range(request.access.today.year, FIRST_YEAR - 1, -1)]
    year, known = choice(request, "year", years), rows(request, LszReport)
    reports = known.defer("data").select_related("county", "created_by")
    counted = Counted(known, "LSZ-Bericht", "LSZ-Berichte", "LSZ-Berichten")
    listed = page(request, reports.filter(year=int(year)) if year else reports, sorts=SORTS, counted=counted)
    if form is None and request.access.holds("lsz.make"):
        form = LszForm(request=request)
    return LszList(listed, LszFilterForm(initial={"year": year}, years=years, auto_id="filter_%s", request=request), bool(year), form)
