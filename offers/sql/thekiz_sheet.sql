-- version 1, sum df5b0729
-- One filled in sheet of a survey: the only way answers come in. It keeps the day and the way, and of the answers what was chosen; nothing of
-- who sent it, no time, no entry in the journal. `sheet` is a digest of the random number in the form: the same sheet counts once. The answers
-- do not know their sheet, and come in no order.
-- Says "counted", "again", "closed" (or not yet open), "full" (300 of a day, 3,000 in all), "empty", or "unknown".
CREATE OR REPLACE FUNCTION thekiz_sheet(code text, sheet uuid, answers jsonb, way text, day date) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE asked record; kept jsonb;
BEGIN
  SELECT s.id, s.site_id, s.opens, s.closes, s.published_on INTO asked
    FROM planning_survey s JOIN offers_publicpage p ON p.site_id = s.site_id WHERE s.code = $1;
  IF NOT FOUND THEN RETURN 'unknown'; END IF;
  -- guard: survey-days -> IF false THEN
  IF $5 < asked.opens OR $5 > asked.closes AND (way <> 'paper' OR asked.published_on IS NOT NULL) THEN
    RETURN 'closed';
  END IF;
  -- guard: survey-limit -> IF false THEN
  IF (SELECT count(*) >= 3000 OR count(*) FILTER (WHERE b.day = $5) >= 300 FROM planning_surveysheet b WHERE b.survey_id = asked.id) THEN
    RETURN 'full';
  END IF;
  SELECT jsonb_agg(jsonb_build_object('question', q.id, 'choices', q.choices, 'words', q.words)) INTO kept FROM (
    SELECT DISTINCT ON (q.id) q.id,
      CASE WHEN q.kind = 'several' THEN c.chosen ELSE c.chosen[1:1] END AS choices,
      CASE WHEN q.kind = 'line' THEN btrim(left(coalesce(a ->> 'words', ''), 300)) ELSE '' END AS words
    FROM jsonb_array_elements($3) a
    JOIN planning_surveyquestion q ON q.survey_id = asked.id AND q.id = (a ->> 'question')::bigint
    CROSS JOIN LATERAL (
      SELECT coalesce(array_agg(DISTINCT n::smallint ORDER BY n::smallint), '{}') AS chosen
      FROM jsonb_array_elements_text(coalesce(a -> 'choices', '[]')) n
      WHERE n::int BETWEEN 1 AND CASE q.kind
        WHEN 'faces3' THEN 3 WHEN 'faces5' THEN 5 WHEN 'scale' THEN q.highest WHEN 'line' THEN 0 ELSE cardinality(q.options) END
    ) c
  ) q WHERE q.words <> '' OR cardinality(q.choices) > 0;
  IF kept IS NULL THEN RETURN 'empty'; END IF;
  INSERT INTO planning_surveysheet (id, site_id, survey_id, day, way)
    VALUES (sheet, asked.site_id, asked.id, least($5, asked.closes), CASE way WHEN 'paper' THEN 'paper' ELSE 'phone' END) ON CONFLICT DO NOTHING;
  -- guard: sheet-once -> IF false THEN
  IF NOT FOUND THEN
    RETURN 'again';
  END IF;
  INSERT INTO planning_surveyanswer (id, site_id, question_id, choices, words)
    SELECT floor(random() * 9007199254740991)::bigint, asked.site_id, (a ->> 'question')::bigint,
      ARRAY(SELECT n::smallint FROM jsonb_array_elements_text(a -> 'choices') n), a ->> 'words'
    FROM jsonb_array_elements(kept) a ORDER BY random();
  RETURN 'counted';
END $$;
REVOKE ALL ON FUNCTION thekiz_sheet(text, uuid, jsonb, text, date) FROM public;
GRANT EXECUTE ON FUNCTION thekiz_sheet(text, uuid, jsonb, text, date) TO thekiz_app;
