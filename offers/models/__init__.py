"""Re-exports."""

from offers.models.counts import ReferralCount, SupportCount
from offers.models.device import DeviceEntry
from offers.models.offers import Offer, OfferNeed, OfferType, Session
from offers.models.published import PublicDate, PublicPage
