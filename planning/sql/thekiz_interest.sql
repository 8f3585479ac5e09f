-- version 1, sum f7acf563
-- The public form of a Kita (R181): insert only, at exactly the county of the municipality; returns the number.
CREATE OR REPLACE FUNCTION thekiz_interest(
  municipality bigint, kita_name text, provider_name text, contact text, email text, phone text, message text) RETURNS bigint
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  INSERT INTO planning_interest (place_id, municipality_id, kita_name, provider_name, contact, email, phone, message, created, state)
  SELECT m.county_id, m.id, $2, $3, $4, $5, $6, $7, now(), 'received' FROM sites_municipality m WHERE m.id = $1 RETURNING id
$$;
REVOKE ALL ON FUNCTION thekiz_interest(bigint, text, text, text, text, text, text) FROM public;
GRANT EXECUTE ON FUNCTION thekiz_interest(bigint, text, text, text, text, text, text) TO thekiz_app;
