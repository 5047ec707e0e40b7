-- question: Where was a weight precision measured: on which GPU generation, in which framework?
-- params:
--   $precision  text  precision id, e.g. fp8
-- one row per: GPU generation × engine with points at that precision (MLPerf apart, rule 3.4)
-- columns:
--   generation  -     GPU generation id
--   engine      -     framework id as collected
--   points      -     measured points, doubtful ones left out (rule 3.5)
--   doubtful    -     doubtful points beside them
--   sources     -     sources of the points that count
--   first_day   date  earliest measurement date stated
--   last_day    date  latest measurement date stated
with final as (
    select
        gpu_generation as generation,
        engine,
        count(case when not is_doubtful then 1 end) as points,
        count(case when is_doubtful then 1 end) as doubtful,
        count(distinct case when not is_doubtful then source_id end) as sources,
        min(case when not is_doubtful then measured_date end) as first_day,
        max(case when not is_doubtful then measured_date end) as last_day
    from results
    where
        not is_mlperf
        and precision_id = $precision
        and gpu_generation is not null
        and engine is not null
    group by
        gpu_generation,
        engine
)

select * from final
order by
    generation,
    engine
