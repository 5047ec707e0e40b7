-- question: Under which exact name does each serving path export what one wants to watch?
-- one row per: framework × serving path × concept × exported metric (or its absence)
-- columns:
--   framework         -  framework id
--   serving_path      -  server or route that exports
--   concept           -  what is watched
--   metric_name       -  exact exported name, NULL where there is none
--   type              -  gauge, counter or histogram, NULL where not read
--   labels            -  label names, or name=value where one is needed
--   available         -  yes, partial or no
--   evidence_url      -  where to read it
--   evidence_locator  -  place within it
--   as_of_version     -  version the evidence speaks of
--   as_of_date        -  date of the evidence as stated
--   note              -  limits and remarks
with final as (
    select
        framework,
        serving_path,
        concept,
        metric_name,
        type,
        labels,
        available,
        evidence_url,
        evidence_locator,
        as_of_version,
        as_of_date,
        note
    from metrics_catalog
)

select * from final
order by
    framework,
    serving_path,
    concept,
    metric_name
