-- version 1, sum 260978ae
-- More places for an offer are places for who waits: the lists of its coming dates move up, each held while it does.
CREATE OR REPLACE FUNCTION thekiz_signup_places() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  date_id bigint;
BEGIN
  FOR date_id IN
    SELECT d.id FROM offers_session d WHERE d.offer_id = NEW.id AND d.held_on >= (now() AT TIME ZONE 'Europe/Berlin')::date ORDER BY d.id FOR UPDATE
  LOOP
    PERFORM thekiz_signup_fill(date_id);
  END LOOP;
  RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION thekiz_signup_places() FROM public;
CREATE OR REPLACE TRIGGER signup_places AFTER UPDATE OF capacity ON offers_offer FOR EACH ROW
WHEN (OLD.capacity IS DISTINCT FROM NEW.capacity) EXECUTE FUNCTION thekiz_signup_places();
