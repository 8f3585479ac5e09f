-- version 1, sum 792bf0a0
-- What a family says on the public page (R050, R236, R240): insert only, at the site whose page has this address; returns the number.
-- `code` is a digest: whoever sent it has the code and sees the answer with it. A contact is kept for offers of help alone, until its day.
-- The house reads of it in its journal, without the words: an entry is never erased.
-- Machines find forms: a site takes 60 wishes within 24 hours, and tells so by returning nothing. No address of a sender is kept.
CREATE OR REPLACE FUNCTION thekiz_wish(slug text, wish text, kind text, code text, contact text, until date) RETURNS bigint
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  WITH sent AS (
    INSERT INTO planning_wish (site_id, kind, text, created, code, outcome, decided_by, answer, became, public)
    SELECT s.place_id, $3, left($2, 1000), now(), $4, 'new', '', '', '', false FROM sites_site s
    WHERE s.slug = $1 AND $3 IN ('idea', 'concern', 'offer')
      -- guard: wish-limit
      AND 60 > (SELECT count(*) FROM planning_wish w WHERE w.site_id = s.place_id AND w.created > now() - interval '24 hours')
    RETURNING id, site_id, created
  ), reached AS (
    INSERT INTO planning_wishcontact (wish_id, site_id, contact, until)
    -- guard: contact-of-offers -> SELECT id, site_id, left($5, 120), $6 FROM sent WHERE $5 <> ''
    SELECT id, site_id, left($5, 120), $6 FROM sent WHERE $5 <> '' AND $3 = 'offer'
  ), noted AS (
    INSERT INTO sites_entry (place_id, person_label, at, subject, kind, text, note, details, internal)
    SELECT site_id, 'Eine Familie', created, 'planning.wish:' || id,
      CASE $3 WHEN 'idea' THEN 'wished' WHEN 'concern' THEN 'worried' ELSE 'offered' END,
      CASE $3 WHEN 'idea' THEN 'Wunsch einer Familie' WHEN 'concern' THEN 'Sorge einer Familie' ELSE 'Angebot einer Familie' END, '', '{}', true
    FROM sent
  )
  SELECT id FROM sent
$$;
REVOKE ALL ON FUNCTION thekiz_wish(text, text, text, text, text, date) FROM public;
GRANT EXECUTE ON FUNCTION thekiz_wish(text, text, text, text, text, date) TO thekiz_app;
