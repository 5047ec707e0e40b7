-- question: What do the five frameworks promise today, and where is it said?
-- one row per: framework of the founding comparison
-- columns:
--   framework          -  framework id
--   display_name       -  full name
--   status             -  active, maintenance or archived
--   status_source_url  -  where the status is read
--   licence            -  licence id as stated, else NULL
--   repo_url           -  repository
--   openai_api         -  OpenAI-compatible API as stated, first word yes, partial, none or via
--   structured_output  -  structured output as stated, likewise
--   version            -  newest stable release, as stated
--   released_on        -  its date as stated
--   as_of_date         -  day on which this was checked
--   notes              -  limits and remarks
with final as (
    select
        framework,
        display_name,
        status,
        status_source_url,
        licence,
        repo_url,
        api_openai_compatible as openai_api,
        structured_output,
        latest_release_version as version,
        latest_release_date as released_on,
        as_of_date,
        notes
    from frameworks
    where in_seed = 'yes'
)

select * from final
order by framework
