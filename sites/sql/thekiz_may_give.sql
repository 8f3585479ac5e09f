-- version 1, sum b6cb24a2
-- Which roles a role gives: the table of the application (sites.core.rights.MAY_GIVE) with facilitators, whom a planner's contract brings in.
CREATE OR REPLACE FUNCTION thekiz_may_give(text) RETURNS text[]
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT CASE $1
    WHEN 'ministry' THEN ARRAY['ministry', 'state_office']
    WHEN 'state_office' THEN ARRAY['state_office', 'social_planner']
    WHEN 'social_planner' THEN ARRAY['social_planner', 'youth_welfare_office', 'specialist_advisor', 'provider', 'head', 'coordinator', 'facilitator']
    WHEN 'provider' THEN ARRAY['provider', 'specialist_advisor', 'head', 'coordinator']
    WHEN 'head' THEN ARRAY['coordinator', 'professional', 'parent_representative', 'parent']
    ELSE ARRAY[]::text[]
  END
$$;
