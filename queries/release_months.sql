-- question: How many stable releases did each framework make in each of the last 24 months?
-- one row per: framework and month with at least one stable release
-- columns:
--   framework  -     framework id
--   place      -     months after the first of the 24: 0 to 23, the month of the check is 23
--   month      date  first day of the month
--   releases   -     stable releases in it
--   share      -     releases over the most that any framework made in one month
with checked as (
    select
        framework,
        cast(as_of_date as date) as as_of
    from frameworks
    where in_seed = 'yes'
),

stable_releases as (
    select
        checked.framework,
        cast(date_trunc('month', releases.released_on) as date) as month,
        23 - (extract(year from checked.as_of) - extract(year from releases.released_on)) * 12
        - (extract(month from checked.as_of) - extract(month from releases.released_on)) as place
    from checked
    inner join releases on checked.framework = releases.framework
    where not releases.prerelease
),

by_month as (
    select
        framework,
        place,
        month,
        count(*) as releases
    from stable_releases
    where place between 0 and 23
    group by
        framework,
        place,
        month
),

final as (
    select
        framework,
        place,
        month,
        releases,
        releases * 1.0 / max(releases) over () as share
    from by_month
)

select * from final
order by
    framework,
    place
