"""By hand: the lists that cannot be ordered by a column, each with its reason, and parts of pages that have a table."""

IN_TIME = "stands in the order of time, which is what it is read for"
IN_GROUPS = "stands in groups, which a column would tear apart"
IN_PART = "a part of the page of one thing, a few rows; the list of its own can be ordered"
FEW = "a dozen rows at most"
A_FORM = "is a form to be filled in from top to bottom; another order would lose what is typed"
A_MATRIX = "a table of figures in the order of its axis"
PICKED = "what a search for the other one of two has found, the likeliest first"
BESIDE = "shows the words of a page, not rows"
UNORDERED = {
    "sites:area_list": f"{FEW}: planning areas and Zentren of a county, each with its sites",
    "sites:absence_list": f"the plan of the week: {IN_TIME}",
    "sites:entry_list": IN_TIME,
    "sites:feedback_list": f"messages to be read: {IN_TIME}",
    "sites:kita_merge": PICKED,
    "sites:provider_merge": PICKED,
    "sites:provider_detail": f"{IN_PART}, narrowed to the provider",
    "sites:rights": IN_GROUPS,
    "sites:translation_list": f"{FEW}: the languages, in the order in which families find them",
    "sites:privacy": BESIDE,
    "offers:family_list": f"public, by county and place: {IN_GROUPS}",
    "offers:closing_list": IN_TIME,
    "offers:holiday_list": IN_TIME,
    "offers:offer_week": IN_TIME,
    "offers:offer_month": IN_TIME,
    "offers:signup_list": f"who comes and who waits, in the order of signing up: {IN_TIME}",
    "offers:signup_calls": f"calls to make by the day of the date: {IN_TIME}",
    "offers:coverage": A_MATRIX,
    "offers:gap_list": f"needs, most urgent first, and offers: {IN_GROUPS}",
    "offers:offer_detail": f"its dates by month: {IN_TIME}",
    "offers:referral_count": f"by month: {IN_TIME}",
    "offers:support_count": f"by month: {IN_TIME}",
    "offers:device_list": "what waits for a decision and what has arrived today",
    "offers:session_log": A_FORM,
    "offers:crisis_format_list": "stands in the order of the recommendations",
    "offers:crisis_period_list": IN_TIME,
    "offers:consent_list": f"{FEW}: for what a house has consents",
    "offers:duty_list": f"the week on the telephone: {IN_TIME}",
    "offers:help_number_list": f"{FEW}: the numbers that help everywhere",
    "offers:outreach_count": f"by week: {IN_TIME}",
    "offers:tick_list": "empty lines, to be written on by hand",
    "planning:admission": A_FORM,
    "planning:continuation": A_FORM,
    "planning:assessment_detail": IN_PART,
    "planning:body_detail": f"its meetings: {IN_TIME}",
    "planning:catalogue_detail": "stands in the order of the recommendations",
    "planning:catalogue_list": "stands in the order of the recommendations",
    "planning:deadline_list": f"by funding year: {IN_GROUPS}",
    "planning:goal_detail": f"the values of a sign: {IN_TIME}",
    "planning:social_space": f"places, services, bodies, resources: {IN_GROUPS}",
    "planning:goal_list": f"the red thread from need to offer: {IN_GROUPS}",
    "planning:import_detail": "stands in the order of the table that was read, so that it can be laid beside it",
    "planning:link_list": f"{FEW}, in the order of the recommendations",
    "planning:measure_detail": IN_PART,
    "planning:need_map": f"by theme, municipality or urgency: {IN_GROUPS}",
    "planning:plan_overview": FEW,
    "planning:release_list": f"by theme or urgency: {IN_GROUPS}",
    "planning:strategy_edit": A_FORM,
    "planning:wish_list": f"messages to be read: {IN_TIME}",
    "offers:survey_words": "in no order on purpose: nobody shall see who wrote first",
    "processes:contract_detail": f"its hours: {IN_TIME}",
    "reporting:county_sheet": IN_PART,
    "reporting:lsz_detail": "a frozen paper",
    "reporting:overview": "the 22 counties whole on one page beside their map; the order by a hidden figure would tell it",
    "reporting:referral_report": A_MATRIX,
    "reporting:snapshot_detail": "a frozen paper",
}
#: Parts of pages that have a table and no route of their own, and the page they stand on.
PARTS = {
    "crisis_channels": "offers:crisis",
    "gallery": "components",
    "home_head": "reporting:home",
    "network_list": "sites:network",
    "merge_with": "sites:kita_merge_with",
    "site_money": "planning:application_detail",
    "survey_result": "offers:survey_detail",
}
