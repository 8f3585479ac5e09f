"""Re-exports."""

from reporting.models.reports import CHAPTERS, Chapter, ClosedFigures, CountyQuarter, LszReport, Report, ReportSnapshot, SiteQuarter
