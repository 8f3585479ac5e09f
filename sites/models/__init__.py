"""Who and where: one import path for all models of the app, cut by noun."""

from sites.models.base import SamePlace, ValidQuerySet, child_of, ends_after_start, no_overlap, sort_key
from sites.models.people import Invitation, Membership, User
from sites.models.places import County, Municipality, OfficeName, Place, Provider, SocialCentre, State
from sites.models.records import Comment, Document, Entry, Feedback, Job
from sites.models.sites import Kita, OrganisationForm, Phase, Site, SiteForm, SiteKita, SitePhase

__all__ = [
    "Comment",
    "County",
    "Document",
    "Entry",
    "Feedback",
    "Invitation",
    "Job",
    "Kita",
    "Membership",
    "Municipality",
    "OfficeName",
    "OrganisationForm",
    "Phase",
    "Place",
    "Provider",
    "SamePlace",
    "Site",
    "SiteForm",
    "SiteKita",
    "SitePhase",
    "SocialCentre",
    "State",
    "User",
    "ValidQuerySet",
    "child_of",
    "ends_after_start",
    "no_overlap",
    "sort_key",
]
