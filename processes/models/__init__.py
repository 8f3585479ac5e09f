"""All models of the app by one import path."""

from processes.models.contracts import Contract, FacilitationSession, HoursRule
