"""Re-exports."""

from reporting.models.reports import CHAPTERS, Chapter, CountyQuarter, LszReport, Report, ReportSnapshot, SiteQuarter
