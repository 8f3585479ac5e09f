"""Re-exports."""

from planning.models.assessments import Assessment, AssessmentResult, Method, SocialFigure, SourceGroup
from planning.models.bodies import Body, BodyMember, BodyNotice, BodySite
from planning.models.cases import TAKES_BACK, Application, Interest, LocationReason, Party, Statement, answered
from planning.models.catalogues import ActionField, CriterionNote, Edition, LegalBasis, Link, Term
from planning.models.commissions import Commission, CommissionSite
from planning.models.contributions import Contribution
from planning.models.decisions import VALID, Decision, kind_words
from planning.models.goals import Goal, Indicator, IndicatorKind, IndicatorValue, Measure, Need
from planning.models.imports import ColumnAssignment, ImportRun
from planning.models.inquiries import Inquiry, InquiryMessage
from planning.models.meetings import AgendaItem, Attendance, Meeting
from planning.models.money import Cost, Funding, FundingRule
from planning.models.plans import Deadline, Plan, PlanEntry, PlanGoal, ProjectClass, Representative, Resolution, Strategy, StrategyTarget
from planning.models.reviews import GoalReview
from planning.models.rooms import Equipment, RoomBooking, RoomConcept, RoomConceptNeed
from planning.models.surroundings import EventVisit, SocialResource
from planning.models.surveys import Survey, SurveyAnswer, SurveyQuestion, SurveySheet, Way
from planning.models.wishes import Wish, WishContact
