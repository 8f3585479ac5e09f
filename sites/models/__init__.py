"""Re-exports."""

from sites.models.base import SamePlace, ValidQuerySet, child_of, ends_after_start, no_overlap, sort_key
from sites.models.houses import Absence, Area, FormerName, FormerProvider, Post, Room, SiteProfile
from sites.models.partners import Agreement, Cooperation, Partner
from sites.models.passages import Passage
from sites.models.people import Invitation, Membership, User
from sites.models.places import County, Municipality, OfficeName, Place, Provider, SocialCentre, State
from sites.models.records import Attempt, Comment, Document, Entry, Feedback, Job, RefusedAddress, SavedView, Submission
from sites.models.sites import FormerShare, Kita, OrganisationForm, Phase, Site, SiteForm, SiteKita, SitePhase, with_today
