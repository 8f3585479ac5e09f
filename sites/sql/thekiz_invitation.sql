-- version 1, sum 6a604147
-- An invitation by its secret: whoever holds the link may see exactly this one.
CREATE OR REPLACE FUNCTION thekiz_invitation(text) RETURNS TABLE (id bigint, place bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT id, place_id FROM sites_invitation
  WHERE secret_hash = $1  -- guard: invitation-secret
$$;
REVOKE ALL ON FUNCTION thekiz_invitation(text) FROM public;
GRANT EXECUTE ON FUNCTION thekiz_invitation(text) TO thekiz_app;
