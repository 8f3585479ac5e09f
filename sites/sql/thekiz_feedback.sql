-- version 1, sum 28c09172
-- Feedback from a page without an account: insert only, at the state's place; returns the ticket number.
CREATE OR REPLACE FUNCTION thekiz_feedback(page text, message text, contact text) RETURNS bigint
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  INSERT INTO sites_feedback (place_id, page, message, contact, created)
  SELECT place_id, left(page, 300), left(message, 5000), left(contact, 200), now() FROM sites_state LIMIT 1 RETURNING id
$$;
REVOKE ALL ON FUNCTION thekiz_feedback(text, text, text) FROM public;
GRANT EXECUTE ON FUNCTION thekiz_feedback(text, text, text) TO thekiz_app;
