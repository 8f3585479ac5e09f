-- version 1, sum f65184ac
-- The steering teams of other houses that a house shares (R202): name, whose it is, and their meetings with agenda and decisions, newest first.
-- Who sits in them and their addresses stay with the house of the team; what was discussed goes along only of closed meetings.
CREATE OR REPLACE FUNCTION thekiz_shared_teams(site bigint, day date) RETURNS TABLE (team jsonb)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT jsonb_build_object('name', b.name, 'house', h.name, 'meetings', coalesce((
    SELECT jsonb_agg(jsonb_build_object(
        'held_on', m.held_on, 'starts_at', to_char(m.starts_at, 'FMHH24:MI'), 'place', m."where", 'digital', m.digital, 'state', m.state,
        'items', coalesce((
          SELECT jsonb_agg(jsonb_build_object('number', i.number, 'title', i.title,
            'discussed', CASE WHEN m.state = 'closed' THEN i.discussed ELSE '' END,
            'result', CASE WHEN m.state = 'closed' THEN i.result ELSE '' END,
            'owner', CASE WHEN m.state = 'closed' THEN i.owner ELSE '' END,
            'due', CASE WHEN m.state = 'closed' THEN i.due END) ORDER BY i.number)
          FROM planning_agendaitem i WHERE i.meeting_id = m.id), '[]'::jsonb)) ORDER BY m.held_on DESC)
    FROM (SELECT * FROM planning_meeting n WHERE n.body_id = b.id ORDER BY n.held_on DESC LIMIT 12) m), '[]'::jsonb))
  FROM planning_bodysite s JOIN planning_body b ON b.id = s.body_id JOIN sites_site h ON h.place_id = b.place_id
  WHERE s.site_id = $1 AND (b.ends IS NULL OR b.ends >= $2)
    -- guard: shared-wall
    AND s.site_id = ANY (coalesce(nullif(current_setting('thekiz.places', true), ''), '{}')::bigint[])
  ORDER BY b.name, b.id
$$;
REVOKE ALL ON FUNCTION thekiz_shared_teams(bigint, date) FROM public;
GRANT EXECUTE ON FUNCTION thekiz_shared_teams(bigint, date) TO thekiz_app;
