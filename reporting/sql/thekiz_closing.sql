-- version 1, sum 1036de0d
-- The sessions of additional offers until a day, held or cancelled, with the lines they belong to: field, quarter, type of offer in the order of
-- OfferType. For thekiz_close_month alone.
CREATE OR REPLACE FUNCTION thekiz_closing(day date)
RETURNS TABLE (site_id bigint, county_id bigint, year int, field int, name text, edition text, quarter int, kind int, logged boolean, cancelled boolean,
  adults_centre int, adults_space int, children int)
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT s.site_id, s.county_id, extract(year FROM s.held_on)::int, f.number::int, f.name, f.edition, extract(quarter FROM s.held_on)::int,
    array_position(ARRAY['encounter', 'counselling', 'education', 'accompaniment'], s.offer_type::text), s.logged IS NOT NULL, s.cancelled,
    s.adults_centre, s.adults_space, s.children
  FROM offers_session s JOIN planning_actionfield f ON f.id = s.action_field_id
  WHERE (s.logged IS NOT NULL OR s.cancelled) AND s.additional
    AND s.held_on <= day  -- guard: until-closed
$$;
REVOKE ALL ON FUNCTION thekiz_closing(date) FROM public;
