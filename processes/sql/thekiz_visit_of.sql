-- version 1, sum 0d81c6ec
-- What the page behind the secret link of a visit says: how it stands, when, what the house has answered, and the house. No name.
CREATE OR REPLACE FUNCTION thekiz_visit_of(hash text) RETURNS jsonb
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT jsonb_build_object(
    'number', v.id, 'state', v.state, 'role', v.role, 'kinds', v.kinds, 'people', v.people, 'wished', v.wished, 'day', v.day,
    'starts_at', v.starts_at, 'ends_at', v.ends_at, 'answer', v.answer, 'rated', v.rated_on IS NOT NULL, 'mailed', v.email <> '',
    'slug', s.slug, 'name', s.name, 'phone', coalesce(nullif(f.phone, ''), s.phone), 'contact', f.contact,
    'address', concat_ws(', ', nullif(s.street, ''), nullif(trim(s.postcode || ' ' || m.name), ''))
  )
  FROM processes_consultationvisit v JOIN processes_consultationprofile f ON f.site_id = v.site_id JOIN sites_site s ON s.place_id = v.site_id
    JOIN sites_municipality m ON m.id = s.municipality_id
  WHERE v.secret_hash = $1 AND $1 <> ''
$$;
REVOKE ALL ON FUNCTION thekiz_visit_of(text) FROM public;
GRANT EXECUTE ON FUNCTION thekiz_visit_of(text) TO thekiz_app;
