-- version 1, sum 380c01ea
-- The application makes accounts, but nobody of the operator: only the owner of the database opens the operator's pages to somebody.
CREATE OR REPLACE FUNCTION thekiz_account() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF (NEW.is_staff OR NEW.is_superuser) AND NOT pg_has_role(current_user, 'thekiz_owner', 'MEMBER')
    AND (TG_OP = 'INSERT' OR (NEW.is_staff, NEW.is_superuser) IS DISTINCT FROM (OLD.is_staff, OLD.is_superuser))
  THEN  -- guard: operator -> AND false THEN
    RAISE EXCEPTION 'permission denied: the application opens the pages of the operator to nobody' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
REVOKE ALL ON FUNCTION thekiz_account() FROM public;

CREATE OR REPLACE TRIGGER thekiz_account BEFORE INSERT OR UPDATE ON sites_user
FOR EACH ROW EXECUTE FUNCTION thekiz_account();
