-- version 1, sum d5d41877
-- Whoever has signed up is told when a date moves, goes on as another offer, falls out or takes place after all,
-- whichever service has changed it.
CREATE OR REPLACE FUNCTION thekiz_signup_date() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  kind text := CASE WHEN NEW.cancelled = OLD.cancelled THEN 'moved' WHEN NEW.cancelled THEN 'cancelled' ELSE 'restored' END;
  called text;
BEGIN
  SELECT o.title INTO called FROM offers_offer o WHERE o.id = OLD.offer_id AND OLD.offer_id <> NEW.offer_id;
  UPDATE offers_signup s SET held_on = NEW.held_on, starts_at = NEW.starts_at, title = o.title
  FROM offers_offer o WHERE s.session_id = NEW.id AND o.id = NEW.offer_id;
  IF greatest(OLD.held_on, NEW.held_on) >= (now() AT TIME ZONE 'Europe/Berlin')::date THEN
    PERFORM thekiz_signup_tell(s.id, kind, nullif(OLD.held_on, NEW.held_on), called) FROM offers_signup s
    WHERE s.session_id = NEW.id AND s.state <> 'off' AND (kind <> 'moved' OR NOT NEW.cancelled);
    PERFORM thekiz_signup_fill(NEW.id);
  END IF;
  RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION thekiz_signup_date() FROM public;
CREATE OR REPLACE TRIGGER signup_date AFTER UPDATE OF held_on, starts_at, ends_at, venue_id, place, cancelled, offer_id ON offers_session FOR EACH ROW
WHEN ((OLD.held_on, OLD.starts_at, OLD.ends_at, OLD.venue_id, OLD.place, OLD.cancelled, OLD.offer_id)
  IS DISTINCT FROM (NEW.held_on, NEW.starts_at, NEW.ends_at, NEW.venue_id, NEW.place, NEW.cancelled, NEW.offer_id))
EXECUTE FUNCTION thekiz_signup_date();
