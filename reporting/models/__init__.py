"""All models of the app by one import path."""

from reporting.models.reports import CHAPTERS, Chapter, CountyQuarter, LszReport, Report, ReportSnapshot, SiteQuarter
