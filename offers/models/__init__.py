"""Re-exports."""

from offers.models.counts import ReferralCount, SupportCount
from offers.models.evidence import Evidence, EvidenceUse
from offers.models.lists import NamedList
from offers.models.offers import Offer, OfferNeed, OfferType, Session
from offers.models.published import PublicDate, PublicPage
