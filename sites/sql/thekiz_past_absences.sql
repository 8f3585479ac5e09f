-- version 1, sum 7afdf10f
-- Who of a house's team was away is forgotten a year after its last day, in every house; how many rows went.
CREATE OR REPLACE FUNCTION thekiz_past_absences() RETURNS bigint
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  -- guard: absences-stay -> WITH gone AS (DELETE FROM sites_absence RETURNING id)
  WITH gone AS (DELETE FROM sites_absence WHERE ends < (now() AT TIME ZONE 'Europe/Berlin')::date - 365 RETURNING id)
  SELECT count(*) FROM gone
$$;
REVOKE ALL ON FUNCTION thekiz_past_absences() FROM public;
GRANT EXECUTE ON FUNCTION thekiz_past_absences() TO thekiz_app;
