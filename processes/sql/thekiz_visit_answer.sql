-- version 1, sum ab8442b4
-- Whoever has the link accepts the other time that the house has offered, or takes the request back. Answers the new state, past where the
-- offered day is over, again where the visit stands otherwise by now, or gone.
CREATE OR REPLACE FUNCTION thekiz_visit_answer(hash text, step text, moment timestamptz) RETURNS TABLE (answer text, jobs bigint[])
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  known processes_consultationvisit;
  became text;
BEGIN
  SELECT * INTO known FROM processes_consultationvisit v WHERE v.secret_hash = $1 AND $1 <> '' FOR UPDATE;
  IF known.id IS NULL THEN
    RETURN QUERY SELECT 'gone', NULL::bigint[];
    RETURN;
  END IF;
  became := CASE
    WHEN $2 = 'accept' AND known.state = 'offered' THEN 'confirmed'
    WHEN $2 = 'withdraw' AND known.state IN ('asked', 'offered', 'confirmed') THEN 'withdrawn'
    ELSE 'again' END;
  IF became = 'confirmed' AND known.day <= ($3 AT TIME ZONE 'Europe/Berlin')::date THEN
    became := 'past';
  END IF;
  IF became IN ('confirmed', 'withdrawn') THEN
    UPDATE processes_consultationvisit v SET state = became WHERE v.id = known.id;
    INSERT INTO sites_entry (place_id, person_label, at, subject, kind, text, note, details, internal)
    VALUES (known.site_id, 'Von außen', $3, 'processes.consultationvisit:' || known.id, 'visit_' || became,
      CASE became WHEN 'confirmed' THEN 'Vorgeschlagenen Termin angenommen' ELSE 'Anfrage zurückgezogen' END, '', '{}', true);
    jobs := thekiz_visit_tell(known.id, became);
  END IF;
  answer := became;
  RETURN NEXT;
END
$$;
REVOKE ALL ON FUNCTION thekiz_visit_answer(text, text, timestamptz) FROM public;
GRANT EXECUTE ON FUNCTION thekiz_visit_answer(text, text, timestamptz) TO thekiz_app;
