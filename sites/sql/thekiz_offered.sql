-- version 1, sum 27861977
-- The roles that wait for the answer of the person of the transaction, in the words they need for it: the place lies beyond their wall as yet.
CREATE OR REPLACE FUNCTION thekiz_offered(date) RETURNS TABLE (
  membership bigint, role text, place text, giver text, deputy_for text, starts date, ends date)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT m.id, m.role, coalesce(
      (SELECT name FROM sites_state WHERE place_id = m.place_id),
      (SELECT name FROM sites_county WHERE place_id = m.place_id),
      (SELECT name FROM sites_provider WHERE place_id = m.place_id),
      (SELECT name FROM sites_socialcentre WHERE place_id = m.place_id),
      (SELECT s.name || ' · ' || c.name FROM sites_site s JOIN sites_county c ON c.place_id = s.county_id WHERE s.place_id = m.place_id)),
    coalesce((SELECT name FROM sites_user WHERE id = m.given_by_id), ''),
    coalesce((SELECT u.name FROM sites_membership d JOIN sites_user u ON u.id = d.user_id WHERE d.id = m.deputy_for_id), ''),
    m.starts, m.ends
  FROM sites_membership m
  WHERE m.user_id = nullif(current_setting('thekiz.person', true), '')::bigint  -- guard: offered-own -> WHERE true
    AND m.accepted IS NULL AND m.declined IS NULL AND m.withdrawn IS NULL  -- guard: offered-waits
    AND (m.ends IS NULL OR m.ends >= $1)  -- guard: offered-over
  ORDER BY m.starts, m.id
$$;
REVOKE ALL ON FUNCTION thekiz_offered(date) FROM public;
GRANT EXECUTE ON FUNCTION thekiz_offered(date) TO thekiz_app;
