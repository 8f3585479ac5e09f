"""Re-exports."""

from reporting.models.reports import (
    CHAPTERS,
    RETURNS,
    TAKE_BACKS,
    Chapter,
    ClosedFigures,
    CountyQuarter,
    LszReport,
    Report,
    ReportSnapshot,
    SiteQuarter,
)
