-- version 1, sum 3c682fe5
-- How somebody who offered help may be reached is forgotten on its day, in every house; how many rows went (R236).
CREATE OR REPLACE FUNCTION thekiz_past_contacts(day date) RETURNS bigint
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  -- guard: contacts-stay -> WITH gone AS (DELETE FROM planning_wishcontact RETURNING id)
  WITH gone AS (DELETE FROM planning_wishcontact WHERE until <= $1 RETURNING id)
  SELECT count(*) FROM gone
$$;
REVOKE ALL ON FUNCTION thekiz_past_contacts(date) FROM public;
GRANT EXECUTE ON FUNCTION thekiz_past_contacts(date) TO thekiz_app;
