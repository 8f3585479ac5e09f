-- version 1, sum 6b81aa8e
-- A list of names is gone after the last day it had to be kept, in every house; the journal says that it was, without a name (R255).
CREATE OR REPLACE FUNCTION thekiz_past_named_lists() RETURNS bigint
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  WITH gone AS (
    -- guard: names-stay -> DELETE FROM offers_namedlist WHERE false RETURNING id, site_id, ends
    DELETE FROM offers_namedlist WHERE ends < (now() AT TIME ZONE 'Europe/Berlin')::date RETURNING id, site_id, ends
  ), noted AS (
    INSERT INTO sites_entry (place_id, person_label, at, subject, kind, text, note, details, internal)
    SELECT site_id, 'System', now(), 'offers.namedlist:' || id, 'expired', 'Namentliche Liste gelöscht: aufzuheben bis ' || to_char(ends, 'DD.MM.YYYY'),
      '', '{}', true FROM gone
  )
  SELECT count(*) FROM gone
$$;
REVOKE ALL ON FUNCTION thekiz_past_named_lists() FROM public;
GRANT EXECUTE ON FUNCTION thekiz_past_named_lists() TO thekiz_app;
