-- question: What are two frameworks today: status, licence, image, interfaces?
-- params:
--   $a  text  framework id
--   $b  text  framework id
-- one row per: framework (two, or one where both are the same)
-- columns:
--   framework              -     framework id
--   display_name           -     full name
--   status                 -     active, maintenance or archived
--   status_source_url      -     where the status is stated
--   latest_release         -     newest stable release seen, as stated
--   latest_release_date    -     its date as stated
--   licence                -     licence
--   vendor                 -     who makes it
--   language_core          -     languages of the core
--   official_image         -     container image; NULL where none was found
--   api_openai_compatible  -     OpenAI-style API
--   metrics_endpoint       -     metrics endpoint
--   structured_output      -     structured output
--   token_streaming        -     token streaming
--   as_of                  date  day on which these facts were read
--   notes                  -     what else to know
with final as (
    select
        framework,
        display_name,
        status,
        status_source_url,
        latest_release_version as latest_release,
        latest_release_date,
        licence,
        vendor,
        language_core,
        official_image,
        api_openai_compatible,
        metrics_endpoint,
        structured_output,
        token_streaming,
        cast(as_of_date as date) as as_of,
        notes
    from frameworks
    where framework in ($a, $b)
)

select * from final
order by framework
