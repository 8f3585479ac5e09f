-- version 1, sum 22efa9b6
-- A family signs up for a date, or the house does it for one (by_house, then behind its wall). The row of the date is held while places are
-- counted: of two at once the second sees the first. Answers in (a place), waiting (the end of the list), full, many (too many for one date),
-- cancelled, past, gone (no such public date that takes sign-ups; nobody signs up for a week of open hours). With an address or number that has
-- signed up already the house is answered again; everybody else what anybody would be, with an echo instead of a place, and only the family is
-- told, at most once a day.
-- Who waits has a free place before anybody new. `shown`: when the date was when the family chose it; it is moved where it is another day now.
CREATE OR REPLACE FUNCTION thekiz_signup(
  date_id bigint, first_name text, address text, telephone text, spoken text, made_of uuid, hash text, by_house boolean, moment timestamptz,
  shown timestamp
) RETURNS TABLE (answer text, number bigint, job bigint)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  held offers_session;
  about offers_offer;
  taken integer;
  everybody integer;
  known offers_signup;
BEGIN
  -- guard: signup-lock -> SELECT * INTO held FROM offers_session d WHERE d.id = $1;
  SELECT * INTO held FROM offers_session d WHERE d.id = $1 FOR UPDATE;
  SELECT * INTO about FROM offers_offer o WHERE o.id = held.offer_id;
  IF $8 THEN
    -- guard: signup-wall -> IF about.id IS NULL THEN
    IF about.id IS NULL OR NOT held.site_id = ANY (coalesce(nullif(current_setting('thekiz.places', true), ''), '{}')::bigint[]) THEN
      RETURN QUERY SELECT 'gone', NULL::bigint, NULL::bigint;
      RETURN;
    END IF;
  ELSE
    -- guard: signup-public -> IF about.id IS NULL THEN
    IF NOT EXISTS (SELECT FROM offers_publicdate p WHERE p.session_id = $1) OR NOT about.public OR about.registration = 'none' THEN
      RETURN QUERY SELECT 'gone', NULL::bigint, NULL::bigint;
      RETURN;
    END IF;
    -- guard: standing-signup -> IF false THEN
    IF held.open_days <> '{}' THEN
      RETURN QUERY SELECT 'gone', NULL::bigint, NULL::bigint;
      RETURN;
    END IF;
  END IF;
  -- guard: signup-shown -> IF false THEN
  IF held.held_on + held.starts_at <> $10 THEN
    RETURN QUERY SELECT 'moved', NULL::bigint, NULL::bigint;
    RETURN;
  END IF;
  -- guard: signup-past -> IF false THEN
  IF held.held_on + held.starts_at <= ($9 AT TIME ZONE 'Europe/Berlin') THEN
    RETURN QUERY SELECT 'past', NULL::bigint, NULL::bigint;
    RETURN;
  END IF;
  -- guard: signup-cancelled -> IF false THEN
  IF held.cancelled THEN
    RETURN QUERY SELECT 'cancelled', NULL::bigint, NULL::bigint;
    RETURN;
  END IF;
  SELECT * INTO known FROM offers_signup s
  WHERE s.session_id = $1 AND s.state <> 'off' AND ($3 <> '' AND s.email = $3 OR $4 <> '' AND s.phone = $4);
  -- guard: signup-silent -> IF known.id IS NOT NULL THEN
  IF known.id IS NOT NULL AND $8 THEN
    RETURN QUERY SELECT 'again', NULL::bigint, NULL::bigint;
    RETURN;
  END IF;
  -- guard: signup-turn -> PERFORM 1;
  PERFORM thekiz_signup_fill($1);
  SELECT count(*) FILTER (WHERE s.state = 'in'), count(*) INTO taken, everybody
  FROM offers_signup s WHERE s.session_id = $1 AND (s.state <> 'off' OR s.echo <> '');
  -- guard: signup-many -> IF false THEN
  IF everybody >= 500 THEN
    RETURN QUERY SELECT 'many', NULL::bigint, NULL::bigint;
    RETURN;
  END IF;
  IF about.registration = 'none' THEN
    about.capacity := NULL;
  END IF;
  answer := CASE WHEN about.capacity IS NULL OR taken < about.capacity THEN 'in' WHEN about.waiting_list THEN 'waiting' ELSE 'full' END;
  IF answer <> 'full' AND known.id IS NOT NULL THEN
    INSERT INTO offers_signup (
      site_id, session_id, title, held_on, starts_at, state, name, email, phone, language, call, by_house, nonce, secret_hash, created, echo, echo_ending
    ) VALUES (
      held.site_id, held.id, about.title, held.held_on, held.starts_at, 'off', '', '', '', $5, '', false, $6, $7, $9, answer, right($4, 2)
    ) RETURNING id INTO number;
    UPDATE offers_signup s SET call = 'again' WHERE s.id = known.id AND s.email = '' AND s.call = '';
    IF known.email <> '' AND NOT EXISTS (
      SELECT FROM sites_job j WHERE j.name = 'offers.mail_signup' AND j.created > $9 - interval '1 day'
        AND j.arguments @> jsonb_build_object('signup', known.id, 'kind', 'again')
    ) THEN
      job := thekiz_signup_tell(known.id, 'again', NULL);
    END IF;
  ELSIF answer <> 'full' THEN
    INSERT INTO offers_signup (
      site_id, session_id, title, held_on, starts_at, state, name, email, phone, language, call, by_house, nonce, secret_hash, created
    ) VALUES (
      held.site_id, held.id, about.title, held.held_on, held.starts_at, answer, left($2, 60), $3, $4, $5, '', $8, $6, $7, $9
    ) RETURNING id INTO number;
    job := thekiz_signup_tell(number, answer, NULL);
  END IF;
  RETURN NEXT;
END
$$;
REVOKE ALL ON FUNCTION thekiz_signup(bigint, text, text, text, text, uuid, text, boolean, timestamptz, timestamp) FROM public;
GRANT EXECUTE ON FUNCTION thekiz_signup(bigint, text, text, text, text, uuid, text, boolean, timestamptz, timestamp) TO thekiz_app;
