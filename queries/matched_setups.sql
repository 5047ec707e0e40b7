-- question: How many sound points were measured like a rival's, so that they may share a ranking?
-- params:
-- one row per: dashboard (one row)
-- columns:
--   points          -  sound points, MLPerf apart
--   comparable      -  of them, points that state every dimension of rule 3.3
--   matched         -  of those, points whose set-up has two systems or more
--   setups          -  set-ups with two systems or more
--   sources         -  publications with such set-ups
--   all_sources     -  publications with sound points
with sound as (
    select *
    from results
    where
        not is_mlperf  -- rule 3.4
        and not is_doubtful  -- rule 3.5
),

comparable as (
    select *
    from sound
    where
        -- rule 3.3: a dimension that is not stated cannot be said to be the same
        system is not null
        and model_id is not null
        and gpu_label is not null
        and gpu_count is not null
        and precision_id is not null
        and (gpu_count = 1 or tp is not null or pp is not null or dp is not null or ep is not null)
        and isl is not null
        and osl is not null
        and scenario is not null
        and (load_value is not null or load_kind in ('offline', 'single'))
),

setups as (
    select
        source_id,
        count(*) as points
    from comparable
    group by
        source_id,
        model_id,
        gpu_label,
        gpu_count,
        nodes,
        precision_id,
        kv_precision,
        tp,
        pp,
        dp,
        ep,
        isl,
        osl,
        scenario,
        load_kind,
        load_value
    having count(distinct system_label) > 1
),

counted as (
    select
        coalesce(sum(points), 0) as matched,
        count(*) as setups,
        count(distinct source_id) as sources
    from setups
),

final as (
    select
        count(*) as points,
        (select count(*) from comparable) as comparable,
        (select matched from counted) as matched,
        (select setups from counted) as setups,
        (select sources from counted) as sources,
        count(distinct source_id) as all_sources
    from sound
)

select * from final
