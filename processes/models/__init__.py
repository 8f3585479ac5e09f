"""Re-exports."""

from processes.models.contracts import Contract, FacilitationSession, HoursRule
