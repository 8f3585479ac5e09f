-- version 1, sum 8a8de0a4
-- Gives a place back: by the secret of the link, or by its number for the house, behind its wall. Name and contact are gone at once, the row
-- stays as a count, and the next family of the list moves up. Answers what it was (in, waiting), again where it was given back before, or gone.
CREATE OR REPLACE FUNCTION thekiz_signup_cancel(hash text, number bigint) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  known offers_signup;
BEGIN
  SELECT * INTO known FROM offers_signup s
  WHERE CASE WHEN $2 IS NULL THEN s.secret_hash = $1 ELSE s.id = $2
    -- guard: cancel-wall -> AND true END;
    AND s.site_id = ANY (coalesce(nullif(current_setting('thekiz.places', true), ''), '{}')::bigint[]) END;
  IF known.id IS NULL THEN
    RETURN 'gone';
  END IF;
  -- guard: cancel-lock -> PERFORM 1;
  PERFORM FROM offers_session d WHERE d.id = known.session_id FOR UPDATE;
  SELECT * INTO known FROM offers_signup s WHERE s.id = known.id FOR UPDATE;
  IF known.echo IN ('in', 'waiting') THEN
    UPDATE offers_signup SET echo = 'off', echo_ending = '' WHERE id = known.id;
    RETURN known.echo;
  END IF;
  -- guard: cancel-once -> IF false THEN
  IF known.state = 'off' THEN
    RETURN 'again';
  END IF;
  DELETE FROM sites_refusedaddress r WHERE r.place_id = known.site_id AND r.email = known.email AND known.email <> '';
  UPDATE offers_signup SET state = 'off', name = '', email = '', phone = '', call = '' WHERE id = known.id;
  IF known.state = 'in' AND known.session_id IS NOT NULL THEN
    PERFORM thekiz_signup_fill(known.session_id);
  END IF;
  RETURN known.state;
END
$$;
REVOKE ALL ON FUNCTION thekiz_signup_cancel(text, bigint) FROM public;
GRANT EXECUTE ON FUNCTION thekiz_signup_cancel(text, bigint) TO thekiz_app;
