-- question: How many claims about each framework stand today?
-- one row per: framework (or all) and verdict that occurs
-- columns:
--   framework  -  framework id, or all
--   verdict    -  verdict
--   claims     -  claims about the framework with that verdict
with final as (
    select
        framework,
        verdict,
        count(*) as claims
    from claims
    group by
        framework,
        verdict
)

select * from final
order by
    framework,
    verdict
