-- version 1, sum b3caab29
-- What families see of how they are heard at a house: open surveys and votes, published results, ideas with their answer, meetings open to
-- them. Concerns and what somebody offers are never among it, nor an idea that the house has not answered in public (R050, R240, R251).
CREATE OR REPLACE FUNCTION thekiz_heard(slug text, day date) RETURNS jsonb
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT jsonb_build_object(
    'surveys', coalesce((
      SELECT jsonb_agg(jsonb_build_object('code', s.code, 'kind', s.kind, 'title', s.title, 'closes', s.closes, 'translations', s.translations)
        ORDER BY s.closes, s.id)
      FROM planning_survey s WHERE s.site_id = p.site_id AND $2 BETWEEN s.opens AND s.closes), '[]'),
    'results', coalesce((
      SELECT jsonb_agg(jsonb_build_object('kind', s.kind, 'title', s.title, 'heard', s.heard, 'doing', s.doing, 'figures', s.figures,
        'published_on', s.published_on) ORDER BY s.published_on DESC, s.id DESC)
      -- guard: results-published -> FROM planning_survey s WHERE s.site_id = p.site_id), '[]'),
      FROM planning_survey s WHERE s.site_id = p.site_id AND s.published_on IS NOT NULL), '[]'),
    'ideas', coalesce((
      SELECT jsonb_agg(jsonb_build_object('text', w.text, 'sent_on', (w.created AT TIME ZONE 'Europe/Berlin')::date, 'outcome', w.outcome,
        'answer', w.answer, 'decided_by', w.decided_by, 'answered_on', w.answered_on, 'became', w.became, 'look_again_on', w.look_again_on,
        'offers', (SELECT coalesce(jsonb_agg(DISTINCT o.title), '[]') FROM offers_offerneed l JOIN offers_offer o ON o.id = l.offer_id AND o.public
          -- guard: heard-draft
          AND o.starts IS NOT NULL
          AND coalesce(o.ends, $2) >= $2 WHERE l.need_id = w.need_id)) ORDER BY w.answered_on DESC, w.id DESC)
      -- guard: ideas-answered -> FROM planning_wish w WHERE w.site_id = p.site_id), '[]'),
      FROM (SELECT * FROM planning_wish a WHERE a.site_id = p.site_id AND a.public AND a.kind = 'idea' ORDER BY a.answered_on DESC LIMIT 50) w), '[]'),
    'meetings', coalesce((
      SELECT jsonb_agg(jsonb_build_object('name', b.name, 'held_on', m.held_on, 'starts_at', to_char(m.starts_at, 'FMHH24:MI'), 'where', m.where)
        ORDER BY m.held_on)
      FROM planning_meeting m JOIN planning_body b ON b.id = m.body_id
      WHERE m.place_id = p.site_id AND m.open_to_families AND m.held_on BETWEEN $2 AND $2 + 90), '[]')
  )
  FROM offers_publicpage p WHERE p.slug = $1
$$;
REVOKE ALL ON FUNCTION thekiz_heard(text, date) FROM public;
GRANT EXECUTE ON FUNCTION thekiz_heard(text, date) TO thekiz_app;
