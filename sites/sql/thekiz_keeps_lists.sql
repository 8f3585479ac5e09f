-- version 1, sum 75f5cfe7
-- Whether the person of the transaction writes the lists that hold for the whole Land: the state office of today, and the operator.
CREATE OR REPLACE FUNCTION thekiz_keeps_lists() RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  RETURN thekiz_operates() OR EXISTS (
    SELECT FROM thekiz_reach(nullif(current_setting('thekiz.person', true), '')::bigint, (now() AT TIME ZONE 'Europe/Berlin')::date)
    WHERE role = 'state_office'  -- guard: keeps-lists
  );
END $$;
REVOKE ALL ON FUNCTION thekiz_keeps_lists() FROM public;
GRANT EXECUTE ON FUNCTION thekiz_keeps_lists() TO thekiz_app;
