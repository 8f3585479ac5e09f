-- version 1, sum a7d9fc2a
-- Twelve months after a request name, contact and link are gone, in every house, and with them what was noted of the address; who asked as a
-- private person loses the words for it, too. The rows stay as a count. Returns how many.
CREATE OR REPLACE FUNCTION thekiz_past_visits(day date) RETURNS bigint
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  WITH gone AS (
    UPDATE processes_consultationvisit SET name = '', email = '', phone = '', secret_hash = '', forgotten_on = $1,
      organisation = CASE role WHEN 'other' THEN '' ELSE organisation END
    -- guard: visits-stay -> WHERE false
    WHERE (created AT TIME ZONE 'Europe/Berlin')::date <= ($1 - interval '12 months')::date AND forgotten_on IS NULL
    RETURNING id, site_id, OLD.email AS address
  ), refused AS (
    DELETE FROM sites_refusedaddress r USING gone WHERE r.place_id = gone.site_id AND r.email = gone.address
  ), said AS (
    UPDATE sites_job j SET error = '' FROM gone WHERE j.name = 'processes.mail_visit' AND (j.arguments ->> 'visit')::bigint = gone.id
  )
  SELECT count(*) FROM gone
$$;
REVOKE ALL ON FUNCTION thekiz_past_visits(date) FROM public;
GRANT EXECUTE ON FUNCTION thekiz_past_visits(date) TO thekiz_app;
