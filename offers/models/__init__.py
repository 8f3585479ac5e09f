"""Re-exports."""

from offers.models.calendar import ClosingDays, SchoolHolidays, Series
from offers.models.counts import ReferralCount, SupportCount
from offers.models.crisis import CrisisFormat, CrisisPeriod, Keeper, PhoneHour, Reachability
from offers.models.device import DeviceEntry
from offers.models.evidence import Evidence, EvidenceUse
from offers.models.feedback import SessionFeedback
from offers.models.help import HelpEntry, HelpNumber
from offers.models.lifecycle import OfferStep
from offers.models.lists import NamedList
from offers.models.offers import CancelReason, Offer, OfferNeed, OfferType, Session
from offers.models.outreach import ConsentNote, ContactChannel, CrisisAnswer, CrisisBasic, OutreachCount, OutreachWeek, TopicCount
from offers.models.publications import Publication
from offers.models.published import PublicDate, PublicOffer, PublicPage
from offers.models.signups import SignUp
