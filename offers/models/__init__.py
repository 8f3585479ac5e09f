"""Re-exports."""

from offers.models.counts import ReferralCount, SupportCount
from offers.models.crisis import CrisisFormat, CrisisPeriod, Keeper, PhoneHour, Reachability
from offers.models.help import HelpEntry, HelpNumber
from offers.models.offers import Offer, OfferNeed, OfferType, Session
from offers.models.outreach import ConsentNote, ContactChannel, CrisisAnswer, CrisisBasic, OutreachCount, OutreachWeek, TopicCount
from offers.models.published import PublicDate, PublicPage
