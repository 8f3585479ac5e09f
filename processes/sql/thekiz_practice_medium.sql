-- version 1, sum 4a406891
-- Where the picture or paper of an example lies on disk (R276): for everybody once it is published, before for the house and for who reviews.
CREATE OR REPLACE FUNCTION thekiz_practice_medium(medium bigint) RETURNS TABLE (stored uuid, filename text, content_type text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT d.stored, d.filename, d.content_type
  FROM processes_practicemedium m
    JOIN processes_practiceexample e ON e.id = m.example_id
    JOIN sites_document d ON d.id = m.document_id
  WHERE m.id = $1
    -- guard: practice-medium -> AND (true OR
    AND (
      EXISTS (
        SELECT FROM processes_publishedexample p
        WHERE p.example_id = e.id AND p.content -> 'media' @> jsonb_build_array(jsonb_build_object('pk', m.id)))
      OR ARRAY[e.site_id, e.office_id] && coalesce(nullif(current_setting('thekiz.places', true), ''), '{}')::bigint[])
$$;
REVOKE ALL ON FUNCTION thekiz_practice_medium(bigint) FROM public;
GRANT EXECUTE ON FUNCTION thekiz_practice_medium(bigint) TO thekiz_app;
