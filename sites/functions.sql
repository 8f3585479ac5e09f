-- The only place for definer functions of `sites`: they run as the owner, each with a pinned search_path, each on the allow-list
-- of tests/test_conventions.py.

-- The reach of a person on a day: one row per membership, with every place it reaches (architecture decision 2) and the place's name for
-- the header of every page.
CREATE OR REPLACE FUNCTION thekiz_reach(bigint, date) RETURNS TABLE (role text, place bigint, kind text, places bigint[], label text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT m.role, m.place_id, m.place_kind, array_append(
    CASE m.place_kind
      WHEN 'state' THEN ARRAY(SELECT place_id FROM sites_county)
      WHEN 'county' THEN ARRAY(SELECT place_id FROM sites_site WHERE county_id = m.place_id)
      WHEN 'social_centre' THEN ARRAY(SELECT place_id FROM sites_site WHERE social_centre_id = m.place_id)
      WHEN 'provider' THEN ARRAY(
        SELECT DISTINCT sk.site_id FROM sites_sitekita sk JOIN sites_kita k ON k.id = sk.kita_id
        WHERE k.provider_id = m.place_id AND sk.starts <= $2 AND (sk.ends IS NULL OR sk.ends >= $2))
      ELSE ARRAY[]::bigint[]
    END, m.place_id),
    CASE m.place_kind
      WHEN 'state' THEN (SELECT name FROM sites_state WHERE place_id = m.place_id)
      WHEN 'county' THEN (SELECT name FROM sites_county WHERE place_id = m.place_id)
      WHEN 'social_centre' THEN (SELECT name FROM sites_socialcentre WHERE place_id = m.place_id)
      WHEN 'provider' THEN (SELECT name FROM sites_provider WHERE place_id = m.place_id)
      ELSE (SELECT s.name || ' · ' || c.name FROM sites_site s JOIN sites_county c ON c.place_id = s.county_id WHERE s.place_id = m.place_id)
    END
  FROM sites_membership m JOIN sites_user u ON u.id = m.user_id AND u.is_active
  WHERE m.user_id = $1 AND m.starts <= $2 AND (m.ends IS NULL OR m.ends >= $2)
$$;

-- An invitation by its secret: whoever holds the link may see exactly this one.
CREATE OR REPLACE FUNCTION thekiz_invitation(text) RETURNS TABLE (id bigint, place bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT id, place_id FROM sites_invitation WHERE secret_hash = $1
$$;

-- Feedback from a page without an account: insert only, at the state's place; returns the ticket number.
CREATE OR REPLACE FUNCTION thekiz_feedback(page text, message text, contact text) RETURNS bigint
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  INSERT INTO sites_feedback (place_id, page, message, contact, created)
  SELECT place_id, left(page, 300), left(message, 5000), left(contact, 200), now() FROM sites_state LIMIT 1 RETURNING id
$$;

-- Jobs: a worker may touch any job row, and only so.
CREATE OR REPLACE FUNCTION thekiz_job_claim(bigint, interval, text)
RETURNS TABLE (token integer, name text, place bigint, person bigint, arguments jsonb, attempts integer)
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  UPDATE sites_job AS j SET state = 'running', token = j.token + 1, attempts = j.attempts + 1, worker = $3,
    lease = clock_timestamp() + $2, started = coalesce(j.started, now())
  WHERE j.id = $1 AND (j.state = 'queued' OR (j.state = 'running' AND j.lease < clock_timestamp()))
  RETURNING j.token, j.name, j.place_id, j.person_id, j.arguments, j.attempts
$$;
CREATE OR REPLACE FUNCTION thekiz_job_progress(bigint, integer, text, integer, integer, interval) RETURNS boolean
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  WITH changed AS (UPDATE sites_job SET stage = $3, done = $4, total = $5, lease = clock_timestamp() + $6
    WHERE id = $1 AND token = $2 AND state = 'running' RETURNING 1) SELECT EXISTS (SELECT FROM changed)
$$;
-- The end of a job also wipes what was secret in its arguments (a log-in code waits there for the mail only).
CREATE OR REPLACE FUNCTION thekiz_job_finish(bigint, integer, text, bigint, text) RETURNS boolean
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  WITH changed AS (UPDATE sites_job SET state = $3, document_id = $4, error = $5, lease = NULL, finished = clock_timestamp(),
    arguments = arguments - 'secret'
    WHERE id = $1 AND token = $2 AND state = 'running' RETURNING 1) SELECT EXISTS (SELECT FROM changed)
$$;
CREATE OR REPLACE FUNCTION thekiz_job_open(timestamptz) RETURNS TABLE (job bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT id FROM sites_job WHERE (state = 'queued' AND created < $1) OR (state = 'running' AND lease < clock_timestamp())
  ORDER BY id LIMIT 200
$$;
CREATE OR REPLACE FUNCTION thekiz_job_release(text) RETURNS integer
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  WITH changed AS (UPDATE sites_job SET state = 'queued', token = token + 1, lease = NULL, stage = ''
    WHERE state = 'running' AND worker = $1 RETURNING 1) SELECT count(*)::integer FROM changed
$$;
CREATE OR REPLACE FUNCTION thekiz_job_counts() RETURNS TABLE (state text, number bigint, oldest timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT state, count(*), min(created) FROM sites_job GROUP BY state
$$;

-- Files that jobs made are kept for seven days: rows go, the names on disk come back.
CREATE OR REPLACE FUNCTION thekiz_expired_files(timestamptz) RETURNS TABLE (stored uuid)
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  UPDATE sites_job SET document_id = NULL WHERE document_id IN (SELECT id FROM sites_document WHERE owner_id IS NOT NULL AND created < $1);
  DELETE FROM sites_document WHERE owner_id IS NOT NULL AND created < $1 RETURNING stored
$$;

REVOKE ALL ON FUNCTION thekiz_expired_files(timestamptz), thekiz_reach(bigint, date), thekiz_invitation(text), thekiz_feedback(text, text, text),
  thekiz_job_claim(bigint, interval, text), thekiz_job_progress(bigint, integer, text, integer, integer, interval),
  thekiz_job_finish(bigint, integer, text, bigint, text), thekiz_job_open(timestamptz), thekiz_job_release(text), thekiz_job_counts() FROM public;
GRANT EXECUTE ON FUNCTION thekiz_expired_files(timestamptz), thekiz_reach(bigint, date), thekiz_invitation(text), thekiz_feedback(text, text, text),
  thekiz_job_claim(bigint, interval, text), thekiz_job_progress(bigint, integer, text, integer, integer, interval),
  thekiz_job_finish(bigint, integer, text, bigint, text), thekiz_job_open(timestamptz), thekiz_job_release(text), thekiz_job_counts() TO thekiz_app;
