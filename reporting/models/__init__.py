"""Re-exports."""

from reporting.models.handovers import Handover
from reporting.models.reports import (
    CHAPTERS,
    RETURNS,
    TAKE_BACKS,
    Chapter,
    ClosedFigures,
    ClosedSite,
    CountyQuarter,
    LszReport,
    Report,
    ReportSnapshot,
    SiteQuarter,
)
