-- question: What state is each of the five frameworks in, and how often did it release lately?
-- one row per: framework of the founding comparison
-- columns:
--   framework      -     framework id
--   display_name   -     full name
--   status         -     active, maintenance or archived
--   version        -     newest stable release, as stated
--   released_on    -     its date as stated (a day or a month, other products in brackets)
--   as_of          date  day on which this was checked
--   year_releases  -     stable releases listed in the twelve months before that day
--   listed_until   date  newest stable release in the list of releases
--   list_is_behind bool  whether a newer release is known than the list holds
with stable_releases as (
    select
        framework,
        released_on
    from releases
    where not prerelease
),

listed as (
    select
        frameworks.framework,
        max(stable_releases.released_on) as listed_until,
        sum(
            case
                when
                    stable_releases.released_on
                    > cast(frameworks.as_of_date as date) - interval '1' year
                    then 1
                else 0
            end
        ) as year_releases
    from frameworks
    left join stable_releases on frameworks.framework = stable_releases.framework
    group by frameworks.framework
),

final as (
    select
        frameworks.framework,
        frameworks.display_name,
        frameworks.status,
        frameworks.latest_release_version as version,
        frameworks.latest_release_date as released_on,
        cast(frameworks.as_of_date as date) as as_of,
        listed.year_releases,
        listed.listed_until,
        coalesce(frameworks.latest_release_on > listed.listed_until, true) as list_is_behind
    from frameworks
    inner join listed on frameworks.framework = listed.framework
    where frameworks.in_seed = 'yes'
)

select * from final
order by framework
