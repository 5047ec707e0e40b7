-- question: How many measured rows carry each quality flag, and from how many publications?
-- params:
-- one row per: quality flag
-- columns:
--   flag      -  id of the flag
--   points    -  measured points with it, MLPerf apart
--   mlperf    -  MLPerf results with it
--   doubtful  -  of both, rows that are out of rankings, for this flag or another
--   sources   -  publications with such rows
with flags as (
    select 'suspect-note' as flag
    union all
    select 'above-bandwidth' as flag
    union all
    select 'above-compute' as flag
    union all
    select 'tpot-includes-ttft' as flag
    union all
    select 'statistic-unknown' as flag
    union all
    select 'output-nominal' as flag
    union all
    select 'ttft-is-queueing' as flag
    union all
    select 'ttft-clients-differ' as flag
    union all
    select 'client-limited' as flag
),

flagged as (
    select
        source_id,
        is_mlperf,
        is_doubtful,
        ';' || quality || ';' as marked
    from results
    where quality is not null
),

final as (
    select
        flags.flag,
        sum(case when not flagged.is_mlperf then 1 else 0 end) as points,
        sum(case when flagged.is_mlperf then 1 else 0 end) as mlperf,
        sum(case when flagged.is_doubtful then 1 else 0 end) as doubtful,
        count(distinct flagged.source_id) as sources
    from flags
    left join flagged on position(';' || flags.flag || ';' in flagged.marked) > 0
    group by flags.flag
)

select * from final
order by
    points desc,
    flag
