-- version 1, sum f736c2cd
-- Who has the next step of what a house waits for: role → numbers of the accounts that hold it today for this site, at its county, its
-- providers, the state or the site itself. For who reaches the site: whether somebody can be reminded, and for the mail to whom.
CREATE OR REPLACE FUNCTION thekiz_answering(site bigint, day date) RETURNS jsonb
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT coalesce(jsonb_object_agg(role, people), '{}') FROM (
    SELECT m.role, jsonb_agg(DISTINCT m.user_id) AS people
    FROM sites_site s
    JOIN sites_membership m ON
      (m.role IN ('social_planner', 'youth_welfare_office') AND m.place_id = s.county_id)
      OR (m.role = 'parent_representative' AND m.place_id = s.place_id)
      OR (m.role = 'state_office' AND m.place_kind = 'state')
      OR (m.role = 'provider' AND m.place_id IN (
        SELECT k.provider_id FROM sites_sitekita sk JOIN sites_kita k ON k.id = sk.kita_id
        WHERE sk.site_id = s.place_id AND sk.starts <= $2 AND (sk.ends IS NULL OR sk.ends >= $2)))
    JOIN sites_user u ON u.id = m.user_id AND u.is_active
    WHERE s.place_id = $1
      AND m.accepted IS NOT NULL AND m.starts <= $2 AND (m.ends IS NULL OR m.ends >= $2)  -- guard: answering-today
      AND s.place_id = ANY (coalesce(nullif(current_setting('thekiz.places', true), ''), '{}')::bigint[])  -- guard: answering-wall
    GROUP BY m.role
  ) held
$$;
REVOKE ALL ON FUNCTION thekiz_answering(bigint, date) FROM public;
GRANT EXECUTE ON FUNCTION thekiz_answering(bigint, date) TO thekiz_app;
