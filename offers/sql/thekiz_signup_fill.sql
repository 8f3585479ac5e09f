-- version 1, sum 7cc97ddd
-- Moves the waiting list of a date up into free places, in its order, and tells each family that has one now. Who calls it holds the row of
-- the date: two cancellations at once move up one each. A date that falls out or is over moves nobody;
-- where nobody signs up any more, everybody has a place.
CREATE OR REPLACE FUNCTION thekiz_signup_fill(date_id bigint) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  places integer;
  next_one bigint;
BEGIN
  SELECT coalesce(CASE WHEN o.registration <> 'none' THEN o.capacity END, 100000)
    - (SELECT count(*) FROM offers_signup s WHERE s.session_id = d.id AND s.state = 'in') INTO places
  FROM offers_session d JOIN offers_offer o ON o.id = d.offer_id
  WHERE d.id = $1 AND NOT d.cancelled AND d.held_on + d.starts_at > (now() AT TIME ZONE 'Europe/Berlin');
  FOR next_one IN
    SELECT s.id FROM offers_signup s WHERE s.session_id = $1 AND s.state = 'waiting' ORDER BY s.id LIMIT greatest(coalesce(places, 0), 0)
  LOOP
    UPDATE offers_signup SET state = 'in' WHERE id = next_one;
    PERFORM thekiz_signup_tell(next_one, 'moved_up', NULL);
  END LOOP;
END
$$;
REVOKE ALL ON FUNCTION thekiz_signup_fill(bigint) FROM public;
