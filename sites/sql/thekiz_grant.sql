-- version 1, sum 21252cab
-- Every role passes here, whatever statement writes it: who gives it is the person of the transaction, who reaches the place and may give
-- this role, and never to themselves; it waits until the person accepts it (thekiz_answer_role). One who was invited takes the role of the
-- open invitation at once. The owner of the database sets up and moves.
CREATE OR REPLACE FUNCTION thekiz_grant() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  giver bigint := nullif(current_setting('thekiz.person', true), '')::bigint;
  today date := (now() AT TIME ZONE 'Europe/Berlin')::date;
BEGIN
  IF pg_has_role(current_user, 'thekiz_owner', 'MEMBER') THEN
    RETURN NEW;
  END IF;
  IF TG_OP = 'UPDATE' AND (NEW.user_id, NEW.place_id, NEW.role) IS DISTINCT FROM (OLD.user_id, OLD.place_id, OLD.role)
  THEN  -- guard: grant-keeps -> AND false THEN
    RAISE EXCEPTION 'permission denied: a membership keeps its person, place and role' USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF TG_OP = 'UPDATE' AND (NEW.accepted, NEW.declined) IS DISTINCT FROM (OLD.accepted, OLD.declined)
  THEN  -- guard: grant-answer -> AND false THEN
    RAISE EXCEPTION 'permission denied: a role is accepted and declined by the person alone' USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF EXISTS (
    SELECT FROM thekiz_reach(giver, today) held
    WHERE NEW.place_id = ANY (held.places)  -- guard: grant-place -> WHERE true
      AND NEW.role = ANY (thekiz_may_give(held.role))  -- guard: grant-role
      AND NEW.user_id <> giver  -- guard: grant-self
      AND (TG_OP = 'UPDATE' OR (NEW.accepted IS NULL AND NEW.declined IS NULL))  -- guard: grant-waits
  ) THEN
    RETURN NEW;
  END IF;
  IF TG_OP = 'INSERT' AND NEW.user_id = giver AND EXISTS (
    SELECT FROM sites_invitation i JOIN sites_user u ON lower(u.email) = lower(i.email)
    WHERE u.id = giver AND i.place_id = NEW.place_id AND i.role = NEW.role
      AND i.accepted IS NULL AND i.withdrawn IS NULL  -- guard: grant-invitation
  ) THEN
    RETURN NEW;
  END IF;
  -- who ends a membership may be its deputy, and goes with the person
  IF TG_OP = 'UPDATE' AND NEW.user_id = giver AND NEW.deputy_for_id IS NOT NULL
    AND NEW.starts = OLD.starts AND NEW.ends < coalesce(OLD.ends, 'infinity')  -- guard: grant-shorter
  THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'permission denied: person % may not give the role % at place %', giver, NEW.role, NEW.place_id USING ERRCODE = 'insufficient_privilege';
END $$;
REVOKE ALL ON FUNCTION thekiz_grant() FROM public;

CREATE OR REPLACE TRIGGER thekiz_grant BEFORE INSERT OR UPDATE ON sites_membership
FOR EACH ROW EXECUTE FUNCTION thekiz_grant();
