-- version 1, sum 6e681d36
-- What became of what a family said, for whoever has its code (R240, R251): never its words, which are the sender's already.
CREATE OR REPLACE FUNCTION thekiz_wish_answer(slug text, code text) RETURNS jsonb
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT jsonb_build_object(
    'kind', w.kind, 'outcome', w.outcome, 'answer', w.answer, 'decided_by', w.decided_by, 'became', w.became,
    'sent_on', (w.created AT TIME ZONE 'Europe/Berlin')::date, 'answered_on', w.answered_on, 'look_again_on', w.look_again_on
  )
  -- guard: answer-by-code -> FROM planning_wish w JOIN sites_site s ON s.place_id = w.site_id AND s.slug = $1 LIMIT 1
  FROM planning_wish w JOIN sites_site s ON s.place_id = w.site_id AND s.slug = $1 WHERE w.code = $2
$$;
REVOKE ALL ON FUNCTION thekiz_wish_answer(text, text) FROM public;
GRANT EXECUTE ON FUNCTION thekiz_wish_answer(text, text) TO thekiz_app;
