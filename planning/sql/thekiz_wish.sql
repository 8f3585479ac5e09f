-- version 1, sum c1d16133
-- The public wish of a family (R050): insert only, at the site whose page has this address; returns the number.
-- The house reads of it in its journal, without the words: an entry is never erased.
-- Machines find forms: a site takes 60 wishes within 24 hours, and tells so by returning nothing. No address of a sender is kept.
CREATE OR REPLACE FUNCTION thekiz_wish(slug text, wish text) RETURNS bigint
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  WITH sent AS (
    INSERT INTO planning_wish (site_id, text, created) SELECT s.place_id, left($2, 1000), now() FROM sites_site s
    WHERE s.slug = $1
      -- guard: wish-limit
      AND 60 > (SELECT count(*) FROM planning_wish w WHERE w.site_id = s.place_id AND w.created > now() - interval '24 hours')
    RETURNING id, site_id, created
  ), noted AS (
    INSERT INTO sites_entry (place_id, person_label, at, subject, kind, text, note, details, internal)
    SELECT site_id, 'Eine Familie', created, 'planning.wish:' || id, 'wished', 'Wunsch einer Familie', '', '{}', true FROM sent
  )
  SELECT id FROM sent
$$;
REVOKE ALL ON FUNCTION thekiz_wish(text, text) FROM public;
GRANT EXECUTE ON FUNCTION thekiz_wish(text, text) TO thekiz_app;
