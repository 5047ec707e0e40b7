-- question: When was each measured version released, and how many stable releases came since?
-- one row per: framework and version as stated in a measurement
-- columns:
--   framework       -     framework id
--   version         -     release, without the words behind it
--   released_on     date  its date, NULL where no listed release has this version
--   newer_releases  -     stable releases listed after that date, NULL where it is unknown
--   newest_version  -     newest stable release listed
--   newest_on       date  its date
with stated as (
    select distinct
        system as framework,
        split_part(framework_version, ' ', 1) as version
    from results
    where
        framework_version is not null
        and system is not null
        and not is_mlperf  -- rule 3.4: those have a page of their own
),

-- "0.17" is the release 0.17.0, and "1.0" is 1.0.0.
spelled as (
    select
        framework,
        version,
        version as spelling
    from stated
    union all
    select
        framework,
        version,
        concat(version, '.0') as spelling
    from stated
),

dated as (
    select
        spelled.framework,
        spelled.version,
        min(releases.released_on) as released_on
    from spelled
    inner join releases
        on
            spelled.framework = releases.framework
            and spelled.spelling = releases.version
    group by
        spelled.framework,
        spelled.version
),

stable as (
    select
        framework,
        version,
        released_on,
        row_number() over (
            partition by framework
            order by released_on desc, version desc
        ) as place
    from releases
    where not prerelease
),

final as (
    select
        stated.framework,
        stated.version,
        dated.released_on,
        case
            when dated.released_on is not null
                then sum(case when stable.released_on > dated.released_on then 1 else 0 end)
        end as newer_releases,
        max(case when stable.place = 1 then stable.version end) as newest_version,
        max(case when stable.place = 1 then stable.released_on end) as newest_on
    from stated
    inner join stable on stated.framework = stable.framework
    left join dated
        on
            stated.framework = dated.framework
            and stated.version = dated.version
    group by
        stated.framework,
        stated.version,
        dated.released_on
)

select * from final
order by
    framework,
    released_on,
    version
