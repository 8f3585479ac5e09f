-- version 1, sum 46c4f7ef
-- Entries of devices are gone 90 days after they have arrived, in every house, once it is clear what holds: the figures stand at the date, what
-- became of the entry in the journal. One that waits for a decision stays until its person has decided; nobody can decide any more 30 days
-- after the person's last role at the house. Returns how many.
CREATE OR REPLACE FUNCTION thekiz_past_device_entries(day date) RETURNS bigint
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  WITH gone AS (
    DELETE FROM offers_deviceentry e
    -- guard: device-stay -> WHERE false
    WHERE (e.received AT TIME ZONE 'Europe/Berlin')::date < $1 - 90
      -- guard: device-undecided -> AND (true OR NOT EXISTS (
      AND (e.outcome <> 'conflict' OR NOT EXISTS (
        SELECT FROM sites_membership m WHERE m.user_id = e.person_id AND m.place_id = e.site_id AND (m.ends IS NULL OR m.ends >= $1 - 30)))
    RETURNING e.id
  )
  SELECT count(*) FROM gone
$$;
REVOKE ALL ON FUNCTION thekiz_past_device_entries(date) FROM public;
GRANT EXECUTE ON FUNCTION thekiz_past_device_entries(date) TO thekiz_app;
