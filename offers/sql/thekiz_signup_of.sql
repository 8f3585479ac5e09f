-- version 1, sum 3da2f58a
-- What the page behind the secret link says: how it stands, the place on the waiting list, and how the family is told. No name. An echo says
-- the same as a place would. A place at a date that the house has taken out is removed, not given back: who gives back a place leaves no contact.
CREATE OR REPLACE FUNCTION thekiz_signup_of(hash text)
RETURNS TABLE (state text, place bigint, session bigint, site bigint, title text, held_on date, starts_at time, mailed boolean, ending text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT CASE WHEN s.echo IN ('in', 'waiting') AND s.session_id IS NULL OR s.state = 'off' AND s.email || s.phone <> '' THEN 'removed'
      ELSE coalesce(nullif(s.echo, ''), s.state) END,
    CASE WHEN 'waiting' IN (s.state, s.echo) THEN
      (SELECT count(*) FROM offers_signup o WHERE o.session_id = s.session_id AND (o.state = 'waiting' AND o.id < s.id OR o.id = s.id)) END,
    s.session_id, s.site_id, s.title, s.held_on, s.starts_at, s.email <> '' OR s.echo IN ('in', 'waiting') AND s.echo_ending = '',
    right(s.phone, 2) || s.echo_ending
  FROM offers_signup s WHERE s.secret_hash = $1 AND $1 <> ''
$$;
REVOKE ALL ON FUNCTION thekiz_signup_of(text) FROM public;
GRANT EXECUTE ON FUNCTION thekiz_signup_of(text) TO thekiz_app;
