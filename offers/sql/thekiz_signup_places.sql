-- version 1, sum 3a2b1310
-- More places for an offer are places for who waits, and all have one where nobody signs up any more: the lists of its coming dates move up,
-- each held while it does. Whoever has signed up learns of another room of the offer, as of one of the date; another name is copied.
CREATE OR REPLACE FUNCTION thekiz_signup_places() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  held offers_session;
  elsewhere boolean := coalesce((SELECT r.name FROM sites_room r WHERE r.id = OLD.venue_id), OLD.room)
    <> coalesce((SELECT r.name FROM sites_room r WHERE r.id = NEW.venue_id), NEW.room);
BEGIN
  FOR held IN
    SELECT d.* FROM offers_session d WHERE d.offer_id = NEW.id AND d.held_on >= (now() AT TIME ZONE 'Europe/Berlin')::date ORDER BY d.id FOR UPDATE
  LOOP
    UPDATE offers_signup SET title = NEW.title WHERE session_id = held.id AND title <> NEW.title;
    IF elsewhere AND held.venue_id IS NULL AND held.place = '' AND NOT held.cancelled THEN
      PERFORM thekiz_signup_tell(s.id, 'moved', NULL) FROM offers_signup s WHERE s.session_id = held.id AND s.state <> 'off';
    END IF;
    PERFORM thekiz_signup_fill(held.id);
  END LOOP;
  RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION thekiz_signup_places() FROM public;
CREATE OR REPLACE TRIGGER signup_places AFTER UPDATE OF capacity, registration, venue_id, room, title ON offers_offer FOR EACH ROW
WHEN ((OLD.capacity, OLD.registration, OLD.venue_id, OLD.room, OLD.title)
  IS DISTINCT FROM (NEW.capacity, NEW.registration, NEW.venue_id, NEW.room, NEW.title))
EXECUTE FUNCTION thekiz_signup_places();
