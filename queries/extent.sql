-- question: How much does the dashboard know, and of which day are its facts?
-- one row per: dashboard (one row)
-- columns:
--   frameworks    -     frameworks of the founding comparison
--   claims        -     claims of the founding comparison
--   fallen        -     claims that are outdated or wrong today
--   points        -     measured points, MLPerf apart
--   mlperf        -     MLPerf results
--   sources       -     publications the points and results come from
--   first_day     date  first day of the month or year of the oldest dated point or result
--   last_day      date  the same of the newest one
--   facts_as_of   date  day on which the facts about frameworks were checked
with counted_claims as (
    select
        count(*) as claims,
        sum(case when verdict in ('outdated', 'wrong') then 1 else 0 end) as fallen
    from claims
),

counted_results as (
    select
        sum(case when is_mlperf then 0 else 1 end) as points,
        sum(case when is_mlperf then 1 else 0 end) as mlperf,
        count(distinct source_id) as sources,
        min(measured_date) as first_day,
        max(measured_date) as last_day
    from results
),

counted_frameworks as (
    select
        sum(case when in_seed = 'yes' then 1 else 0 end) as frameworks,
        max(cast(as_of_date as date)) as facts_as_of
    from frameworks
),

final as (
    select
        counted_frameworks.frameworks,
        counted_claims.claims,
        counted_claims.fallen,
        counted_results.points,
        counted_results.mlperf,
        counted_results.sources,
        counted_results.first_day,
        counted_results.last_day,
        counted_frameworks.facts_as_of
    from counted_claims
    cross join counted_results
    cross join counted_frameworks
)

select * from final
