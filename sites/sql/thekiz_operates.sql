-- version 1, sum bddc621b
-- Whether the person of the transaction looks after the installation: an account that only the owner of the database makes.
CREATE OR REPLACE FUNCTION thekiz_operates() RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  RETURN EXISTS (
    SELECT FROM sites_user WHERE id = nullif(current_setting('thekiz.person', true), '')::bigint
      AND is_active AND is_superuser  -- guard: operates
  );
END $$;
REVOKE ALL ON FUNCTION thekiz_operates() FROM public;
GRANT EXECUTE ON FUNCTION thekiz_operates() TO thekiz_app;
