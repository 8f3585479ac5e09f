-- version 1, sum 99c99ac6
-- Somebody without an account asks a consultation site for a visit (R211–R214). The profile is held while places are counted: of two at once
-- the second sees the first. Answers asked, or why not: gone (nobody can be visited there), past, taken (the time), full (its month), many (20
-- requests within 24 hours: machines find forms). A visit without a fixed time takes no place before the house has named a day.
-- The house reads of it in its journal, without a word of who asks: an entry is never erased.
CREATE OR REPLACE FUNCTION thekiz_visit(
  slug text, time_id bigint, asking text, wanted text[], organisation text, persons integer, wished text, question text,
  called text, address text, telephone text, made_of uuid, hash text, moment timestamptz
) RETURNS TABLE (answer text, number bigint, jobs bigint[])
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  profile processes_consultationprofile;
  fixed processes_consultationslot;
  today date := ($14 AT TIME ZONE 'Europe/Berlin')::date;
BEGIN
  SELECT f.* INTO profile FROM processes_consultationprofile f JOIN sites_site s ON s.place_id = f.site_id
  WHERE s.slug = $1 AND thekiz_consultation($1, today) IS NOT NULL
  -- guard: visit-lock
  FOR UPDATE OF f
  ;
  IF profile.site_id IS NULL THEN
    RETURN QUERY SELECT 'gone', NULL::bigint, NULL::bigint[];
    RETURN;
  END IF;
  -- guard: visit-many -> IF false THEN
  IF 20 <= (SELECT count(*) FROM processes_consultationvisit v WHERE v.site_id = profile.site_id AND v.created > $14 - interval '24 hours') THEN
    RETURN QUERY SELECT 'many', NULL::bigint, NULL::bigint[];
    RETURN;
  END IF;
  IF $2 IS NOT NULL THEN
    SELECT * INTO fixed FROM processes_consultationslot t WHERE t.id = $2 AND t.site_id = profile.site_id;
    -- guard: visit-past -> IF fixed.id IS NULL THEN
    IF fixed.id IS NULL OR fixed.day <= today THEN
      RETURN QUERY SELECT 'past', NULL::bigint, NULL::bigint[];
      RETURN;
    END IF;
    -- guard: visit-taken -> IF false THEN
    IF EXISTS (SELECT FROM processes_consultationvisit v WHERE v.slot_id = fixed.id AND v.state NOT IN ('declined', 'withdrawn')) THEN
      RETURN QUERY SELECT 'taken', NULL::bigint, NULL::bigint[];
      RETURN;
    END IF;
    IF profile.monthly_limit <= thekiz_visit_number(profile.site_id, fixed.day) THEN
      RETURN QUERY SELECT 'full', NULL::bigint, NULL::bigint[];
      RETURN;
    END IF;
  END IF;
  INSERT INTO processes_consultationvisit (
    site_id, state, role, kinds, organisation, people, slot_id, wished, day, starts_at, ends_at, question, answer, notes, name, email, phone, nonce,
    secret_hash, created, useful, took_along, missed
  ) VALUES (
    profile.site_id, 'asked', $3, $4, left($5, 120), $6, fixed.id, left($7, 120), fixed.day, fixed.starts_at, fixed.ends_at, left($8, 1000), '', '',
    left($9, 120), $10, $11, $12, $13, $14, '', '', ''
  ) RETURNING id INTO number;
  INSERT INTO sites_entry (place_id, person_label, at, subject, kind, text, note, details, internal)
  VALUES (profile.site_id, 'Von außen', $14, 'processes.consultationvisit:' || number, 'visit_asked', 'Anfrage zu einem Besuch', '', '{}', true);
  jobs := thekiz_visit_tell(number, 'asked');
  answer := 'asked';
  RETURN NEXT;
END
$$;
REVOKE ALL ON FUNCTION thekiz_visit(text, bigint, text, text[], text, integer, text, text, text, text, text, uuid, text, timestamptz) FROM public;
GRANT EXECUTE ON FUNCTION thekiz_visit(text, bigint, text, text[], text, integer, text, text, text, text, text, uuid, text, timestamptz) TO thekiz_app;
