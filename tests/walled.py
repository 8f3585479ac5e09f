"""Where the rows of each table lie and who reads them, written by hand; the wall is tried against these lists, never against the models."""

#: Where the rows of a table lie, as columns; several: at one of them is enough. Tables of the same columns together.
PLACED = {
    ("place_id",): "sites_state sites_county sites_formername sites_membership sites_invitation sites_entry sites_document sites_job sites_comment"
    " sites_feedback sites_refusedaddress planning_assessment planning_assessmentresult planning_socialfigure planning_body planning_bodymember"
    " planning_meeting planning_agendaitem planning_interest planning_resolution planning_strategy planning_strategytarget planning_plan"
    " planning_plangoal planning_planentry planning_representative planning_deadline planning_importrun planning_fundingrule offers_crisisperiod"
    " offers_helpentry planning_commission planning_commissionsite processes_hoursedition processes_hoursrule processes_fee processes_facilitator"
    " processes_facilitationrequest processes_advicecontact processes_bodyseat planning_bodysite planning_bodynotice"
    " planning_columnassignment planning_attendance processes_training processes_trainingday processes_trainingregistration"
    " processes_trainingfeedback processes_topicproposal",
    ("county_id",): "sites_municipality sites_area sites_formerprovider reporting_countyquarter reporting_closedfigures reporting_lszreport",
    ("place_id", "county_id"): "sites_provider sites_socialcentre sites_site",
    ("county_id", "provider_id"): "sites_kita",
    ("site_id", "county_id"): "sites_siteform sites_formershare sites_sitephase sites_sitekita processes_publishedexample processes_facilitationnote",
    ("site_id", "office_id"): "planning_inquiry planning_inquirymessage processes_practiceexample",
    ("county_id", "house_id"): "processes_sitevisit",
    ("place_id", "site_id"): "reporting_reportsnapshot",
    ("site_id",): "sites_room sites_post sites_siteprofile sites_partner sites_cooperation sites_agreement planning_wish planning_application"
    " planning_statement planning_decision planning_criterionnote planning_need planning_goal planning_indicator planning_indicatorvalue"
    " planning_measure planning_funding planning_cost planning_roomconcept planning_roomconceptneed planning_equipment offers_referralcount"
    " offers_supportcount offers_offer offers_offerneed offers_session offers_publicpage offers_publicoffer offers_publicdate offers_signup"
    " planning_survey planning_surveyquestion planning_surveysheet planning_surveyanswer planning_wishcontact offers_sessionfeedback"
    " offers_deviceentry offers_closingdays offers_series offers_offerstep offers_publication offers_evidence offers_evidenceuse offers_namedlist"
    " offers_reachability offers_phonehour offers_outreachcount offers_outreachweek offers_topiccount offers_contactchannel offers_consentnote"
    " offers_crisisbasic offers_crisisanswer planning_goalreview planning_socialresource planning_eventvisit processes_contract"
    " processes_hoursreason processes_changeevent processes_changeproposal"
    " processes_facilitationsession processes_closedmonth processes_facilitationtask reporting_sitequarter"
    " reporting_closedsite reporting_report reporting_chapter processes_practicefigure processes_practicemedium processes_practiceuse"
    " sites_absence planning_contribution planning_roombooking processes_analysisround processes_analysispart processes_analysisfigure"
    " processes_conditions processes_fieldrating processes_finding processes_concept processes_consultationprofile processes_consultationslot"
    " processes_consultationvisit processes_reflection processes_learningnote processes_actionstep processes_teamtraining processes_teamcount"
    " processes_qualification processes_strength reporting_handover",
}
#: Read by everybody, though they lie at a place.
OPEN = (
    "sites_state sites_county sites_municipality sites_provider sites_socialcentre sites_kita sites_area sites_formername sites_formerprovider"
    " planning_resolution planning_plan planning_plangoal planning_planentry planning_representative planning_deadline planning_fundingrule"
    " planning_socialfigure offers_publicpage offers_publicoffer offers_publicdate offers_crisisperiod offers_reachability offers_phonehour"
    " offers_helpentry planning_commission planning_commissionsite processes_hoursedition processes_hoursrule processes_fee processes_facilitator"
    " processes_publishedexample processes_training processes_trainingday"
)
#: Whose rows these are, wherever they lie: read by that person, and written only where the table lies at no place.
OWN = {"sites_document": "owner_id", **dict.fromkeys(("sites_job", "processes_advicecontact"), "person_id")}
OWN |= dict.fromkeys(("sites_membership", "sites_savedview"), "user_id")
#: Lists of the whole Land, written by the state office alone.
LISTS = "sites_officename sites_passage planning_actionfield planning_legalbasis planning_edition planning_term planning_link"
LISTS += " offers_schoolholidays offers_crisisformat offers_helpnumber"
#: Pairs of a row and an entry of a list: table → (the row's table, its key).
OF_ROWS = "planning_goal:terms planning_measure:further_fields offers_offer:terms offers_offer:legal_bases processes_practiceexample:themes"
OF_ROWS += " processes_facilitationsession:tasks"
PAIRS = {f"{row}_{name}": (row, f"{row.partition('_')[2]}_id") for row, _, name in (one.partition(":") for one in OF_ROWS.split())}
#: Tables of Django and of libraries: nobody writes them behind the wall.
LIBRARIES = (
    "django_migrations django_content_type auth_permission auth_group auth_group_permissions sites_user_groups sites_user_user_permissions"
    " guardian_groupobjectpermission guardian_userobjectpermission account_emailconfirmation django_admin_log django_session"
)
