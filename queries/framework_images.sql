-- question: Which container image, API and metrics endpoint does each framework publish?
-- one row per: framework
-- columns:
--   framework               -  framework id
--   display_name            -  full name
--   status                  -  active, maintenance or archived
--   latest_release_version  -  newest stable release seen
--   official_image          -  official container image, NULL where none was seen
--   api_openai_compatible   -  OpenAI-style API, as stated
--   metrics_endpoint        -  metrics endpoint, as stated
--   as_of_date              -  date of these facts
with final as (
    select
        framework,
        display_name,
        status,
        latest_release_version,
        official_image,
        api_openai_compatible,
        metrics_endpoint,
        as_of_date
    from frameworks
)

select * from final
order by framework
