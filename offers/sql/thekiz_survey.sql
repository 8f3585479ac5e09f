-- version 1, sum 92d556e6
-- What families read of a survey at its short address, of a house that has a public page: the questions, never an answer.
CREATE OR REPLACE FUNCTION thekiz_survey(code text) RETURNS jsonb
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT jsonb_build_object(
    'slug', p.slug, 'name', p.name, 'town', p.town, 'phone', p.phone, 'kind', s.kind, 'title', s.title, 'intro', s.intro, 'paper', s.paper,
    'opens', s.opens, 'closes', s.closes, 'published', s.published_on IS NOT NULL, 'translations', s.translations,
    'questions', coalesce((
      SELECT jsonb_agg(jsonb_build_object(
        'id', q.id, 'number', q.number, 'kind', q.kind, 'text', q.text, 'options', q.options, 'highest', q.highest, 'translations', q.translations
      ) ORDER BY q.number) FROM planning_surveyquestion q WHERE q.survey_id = s.id), '[]')
  )
  FROM planning_survey s JOIN offers_publicpage p ON p.site_id = s.site_id WHERE s.code = $1
$$;
REVOKE ALL ON FUNCTION thekiz_survey(text) FROM public;
GRANT EXECUTE ON FUNCTION thekiz_survey(text) TO thekiz_app;
