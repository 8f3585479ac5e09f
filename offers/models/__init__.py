"""Re-exports."""

from offers.models.counts import ReferralCount, SupportCount
from offers.models.feedback import SessionFeedback
from offers.models.offers import Offer, OfferNeed, OfferType, Session
from offers.models.published import PublicDate, PublicPage
