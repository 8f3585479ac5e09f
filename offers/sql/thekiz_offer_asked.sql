-- version 1, sum 516beaa6
-- The name of an offer and its house for the page of quick feedback, whose address the house gives out; and the day of its last date.
CREATE OR REPLACE FUNCTION thekiz_offer_asked(offer bigint, day date) RETURNS jsonb
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT jsonb_build_object('slug', p.slug, 'name', p.name, 'town', p.town, 'title', o.title, 'held_on', (
    SELECT max(s.held_on) FROM offers_session s WHERE s.offer_id = o.id AND NOT s.cancelled AND s.held_on BETWEEN $2 - 14 AND $2))
  FROM offers_offer o JOIN offers_publicpage p ON p.site_id = o.site_id WHERE o.id = $1
$$;
REVOKE ALL ON FUNCTION thekiz_offer_asked(bigint, date) FROM public;
GRANT EXECUTE ON FUNCTION thekiz_offer_asked(bigint, date) TO thekiz_app;
