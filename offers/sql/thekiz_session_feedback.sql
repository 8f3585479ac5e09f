-- version 1, sum 1db26fce
-- Feedback after a date of an offer: the only way it comes in. It keeps face, line and the day of the date; nothing of who sent it, no time, no
-- entry in the journal. `sheet` is a digest of the random number in the form: the same one counts once. At most 100 for a day of an offer.
-- Says "counted", "again", "none" (no date of the last two weeks), "full", or "unknown".
CREATE OR REPLACE FUNCTION thekiz_session_feedback(offer bigint, sheet uuid, face integer, words text, day date) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE place bigint; held date;
BEGIN
  SELECT o.site_id INTO place FROM offers_offer o JOIN offers_publicpage p ON p.site_id = o.site_id WHERE o.id = $1;
  IF NOT FOUND THEN RETURN 'unknown'; END IF;
  SELECT max(open.day) INTO held FROM offers_session s CROSS JOIN LATERAL (
    SELECT s.held_on AS day WHERE s.open_days = '{}'
    UNION ALL SELECT date_trunc('week', s.held_on)::date + n - 1 FROM unnest(s.open_days) n
  ) open WHERE s.offer_id = $1 AND NOT s.cancelled AND s.held_on BETWEEN $5 - 20 AND $5 AND open.day BETWEEN $5 - 14 AND $5;
  IF held IS NULL THEN RETURN 'none'; END IF;
  -- guard: feedback-limit -> IF false THEN
  IF (SELECT count(*) >= 100 FROM offers_sessionfeedback f WHERE f.offer_id = $1 AND f.day = held) THEN
    RETURN 'full';
  END IF;
  INSERT INTO offers_sessionfeedback (id, site_id, offer_id, day, face, words)
    VALUES (sheet, place, $1, held, $3, btrim(left($4, 200))) ON CONFLICT DO NOTHING;
  RETURN CASE WHEN FOUND THEN 'counted' ELSE 'again' END;
END $$;
REVOKE ALL ON FUNCTION thekiz_session_feedback(bigint, uuid, integer, text, date) FROM public;
GRANT EXECUTE ON FUNCTION thekiz_session_feedback(bigint, uuid, integer, text, date) TO thekiz_app;
