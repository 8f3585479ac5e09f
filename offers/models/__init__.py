"""Re-exports."""

from offers.models.counts import ReferralCount, SupportCount
from offers.models.offers import Offer, OfferNeed, OfferType, Session
from offers.models.publications import Publication
from offers.models.published import PublicDate, PublicOffer, PublicPage
from offers.models.signups import SignUp
