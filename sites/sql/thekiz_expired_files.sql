-- version 1, sum dd784e56
-- Files that jobs made are kept for seven days: rows go, the names on disk come back.
CREATE OR REPLACE FUNCTION thekiz_expired_files(timestamptz) RETURNS TABLE (stored uuid)
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  UPDATE sites_job SET document_id = NULL WHERE document_id IN (SELECT id FROM sites_document WHERE owner_id IS NOT NULL AND created < $1);
  -- guard: papers-stay -> DELETE FROM sites_document WHERE created < $1 RETURNING stored
  DELETE FROM sites_document WHERE owner_id IS NOT NULL AND created < $1 RETURNING stored
$$;
REVOKE ALL ON FUNCTION thekiz_expired_files(timestamptz) FROM public;
GRANT EXECUTE ON FUNCTION thekiz_expired_files(timestamptz) TO thekiz_app;
