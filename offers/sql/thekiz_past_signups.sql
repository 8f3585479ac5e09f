-- version 1, sum d05367cd
-- 14 days after a date the families' names and contacts are gone, in every house, and with them what was noted of their addresses; the rows
-- stay as a count. Returns how many.
CREATE OR REPLACE FUNCTION thekiz_past_signups(day date) RETURNS bigint
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  WITH gone AS (
    UPDATE offers_signup SET name = '', email = '', phone = '', call = '', secret_hash = '', echo_ending = '', forgotten_on = $1
    -- guard: signups-stay -> WHERE false
    WHERE held_on < $1 - 14 AND forgotten_on IS NULL
    RETURNING id, site_id, OLD.email AS address
  ), refused AS (
    DELETE FROM sites_refusedaddress r USING gone WHERE r.place_id = gone.site_id AND r.email = gone.address
  ), said AS (
    UPDATE sites_job j SET error = '' FROM gone WHERE j.name = 'offers.mail_signup' AND (j.arguments ->> 'signup')::bigint = gone.id
  )
  SELECT count(*) FROM gone
$$;
REVOKE ALL ON FUNCTION thekiz_past_signups(date) FROM public;
GRANT EXECUTE ON FUNCTION thekiz_past_signups(date) TO thekiz_app;
