-- version 1, sum 0f7507a1
-- Whoever has signed up is told when a coming date is taken out, alone or with its offer; nobody keeps a place at a date that is not there.
CREATE OR REPLACE FUNCTION thekiz_signup_gone() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF OLD.state <> 'off' THEN
    UPDATE offers_signup SET state = 'off' WHERE id = OLD.id;
    IF OLD.held_on >= (now() AT TIME ZONE 'Europe/Berlin')::date THEN
      PERFORM thekiz_signup_tell(OLD.id, 'removed', NULL);
    END IF;
  END IF;
  RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION thekiz_signup_gone() FROM public;
CREATE OR REPLACE TRIGGER signup_gone AFTER UPDATE OF session_id ON offers_signup FOR EACH ROW
WHEN (OLD.session_id IS NOT NULL AND NEW.session_id IS NULL) EXECUTE FUNCTION thekiz_signup_gone();
