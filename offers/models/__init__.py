"""Re-exports."""

from offers.models.calendar import ClosingDays, SchoolHolidays, Series
from offers.models.counts import ReferralCount, SupportCount
from offers.models.device import DeviceEntry
from offers.models.evidence import Evidence, EvidenceUse
from offers.models.feedback import SessionFeedback
from offers.models.lifecycle import OfferStep
from offers.models.lists import NamedList
from offers.models.offers import CancelReason, Offer, OfferNeed, OfferType, Session
from offers.models.published import PublicDate, PublicOffer, PublicPage
from offers.models.signups import SignUp
