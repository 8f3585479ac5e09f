"""The tasks of a house's coordination with what stands for them in a year."""

from reporting.pages.coordination import coordination_page
from sites.core.access import allow
from sites.core.pages import render_page

READS = (
    "sites.view", "goals.view", "contributions.view", "hours.view", "concepts.view", "bodies.view", "wishes.view", "surveys.view", "needs.view",
    "inquiries.view", "offers.view", "sessions.view", "partners.view",
)  # fmt: skip


@allow("steps.internal", reads=READS)
def coordination(request, site):
    """The eighteen tasks of Anhang 2 (R163–R180)."""
    return render_page(request, "reporting/coordination.html", coordination_page(request, site))
