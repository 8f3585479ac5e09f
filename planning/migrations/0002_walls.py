"""The second wall around why and by whose will, and the functions of the app: two doors for the public, one count for the offices."""

from django.db import migrations

from sites.core.sql import Sql
from sites.core.wall import Wall


class Migration(migrations.Migration):
    dependencies = [("planning", "0001_tables")]
    operations = [
        # Cases.
        Wall("Interest"),
        Wall("Application"),
        Wall("Statement"),
        Wall("Decision"),
        # Needs, goals and measures of a site.
        Wall("Assessment"),
        Wall("AssessmentResult"),
        Wall("SocialFigure"),
        Wall("Wish"),
        Wall("Need"),
        Wall("Goal"),
        Wall("Indicator"),
        Wall("IndicatorValue"),
        Wall("Measure"),
        Wall("CriterionNote"),
        # Bodies and plans.
        Wall("Body"),
        Wall("BodyMember"),
        Wall("Meeting"),
        Wall("AgendaItem"),
        Wall("Resolution"),
        Wall("Strategy"),
        Wall("StrategyTarget"),
        Wall("Plan"),
        Wall("PlanGoal"),
        Wall("PlanEntry"),
        Wall("Representative"),
        Wall("Deadline"),
        # Inquiries, money, rooms, tables on their way in.
        Wall("Inquiry"),
        Wall("InquiryMessage"),
        Wall("FundingRule"),
        Wall("Funding"),
        Wall("Cost"),
        Wall("RoomConcept"),
        Wall("RoomConceptNeed"),
        Wall("Equipment"),
        Wall("ImportRun"),
        Sql("thekiz_interest", 1),
        Sql("thekiz_wish", 1),
        Sql("thekiz_basis", 1),
    ]
