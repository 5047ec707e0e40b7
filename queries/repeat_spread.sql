-- question: How far apart are two runs that one publication made of the same configuration?
-- params:
--   $isl_tolerance  number  greatest relative difference of mean prompt lengths, such as 0.03
--   $osl_tolerance  number  greatest relative difference of mean generated lengths
--   $doubtful       flag    also points with a serious quality flag
-- one row per: metric
-- columns:
--   metric   -  ttft, itl or throughput
--   pairs    -  pairs of runs of one configuration and release
--   sources  -  publications they come from
--   median   -  median factor between two runs, 1 or more
--   p75      -  three of four pairs of runs are closer than this factor
with figures as (
    select
        *,
        'ttft' as metric,
        ttft_ms as figure
    from results
    where
        ttft_ms is not null
        and coalesce(quality, '') not like '%ttft-is-queueing%'
    union all
    select
        *,
        'itl' as metric,
        tpot_ms as figure
    from results
    where tpot_ms is not null
    union all
    select
        *,
        'throughput' as metric,
        generated_tok_s as figure
    from results
    where generated_tok_s_basis in ('stated', 'from total')
),

runs as (
    select *
    from figures
    where
        not is_mlperf  -- rule 3.4
        and (cast($doubtful as boolean) or not is_doubtful)  -- rule 3.5
        and system is not null
),

repeats as (
    select
        a.metric,
        a.source_id,
        greatest(a.figure, b.figure) / least(a.figure, b.figure) as factor
    from runs as a
    inner join runs as b
        on
            a.metric = b.metric
            and a.source_id = b.source_id
            and a.system = b.system
            and a.model_id = b.model_id
            and a.gpu_label is not distinct from b.gpu_label
            and a.gpu_count is not distinct from b.gpu_count
            and a.tp is not distinct from b.tp
            and a.pp is not distinct from b.pp
            and a.dp is not distinct from b.dp
            and a.ep is not distinct from b.ep
            and a.precision_id is not distinct from b.precision_id
            and a.kv_precision is not distinct from b.kv_precision
            and a.quant_method is not distinct from b.quant_method
            and a.scenario = b.scenario
            and a.load_kind is not distinct from b.load_kind
            and a.load_value is not distinct from b.load_value
            and abs(a.isl - b.isl) <= cast($isl_tolerance as double) * greatest(a.isl, b.isl)
            and abs(a.osl - b.osl) <= cast($osl_tolerance as double) * greatest(a.osl, b.osl)
            and a.dataset is not distinct from b.dataset
            and a.framework_version is not distinct from b.framework_version
            and a.result_id < b.result_id
),

final as (
    select
        metric,
        count(*) as pairs,
        count(distinct source_id) as sources,
        median(factor) as median,
        quantile_cont(factor, 0.75) as p75
    from repeats
    group by metric
)

select * from final
order by metric
