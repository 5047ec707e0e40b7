-- question: Where do two publications give different figures for the same configuration?
-- params:
--   $isl_tolerance  number  greatest relative difference of mean prompt lengths, such as 0.03
--   $osl_tolerance  number  greatest relative difference of mean generated lengths
--   $doubtful       flag    also points with a serious quality flag
-- one row per: metric and configuration that two publications measured, each with the median of its runs
-- columns:
--   metric         -      ttft, itl or throughput
--   framework      -      framework id
--   model_id       -      canonical model
--   gpu_label      -      GPU as far as the sources name it
--   gpu_count      -      number of GPUs
--   tp             -      tensor parallel degree, NULL if not stated
--   precision_id   -      weight precision
--   scenario       -      scenario
--   load_kind      -      batch, concurrency, rate, offline or single
--   load_value     -      batch size, concurrency or requests per second
--   isl_a          tokens mean prompt length in the first source
--   isl_b          tokens mean prompt length in the second source
--   osl_a          tokens mean generated length in the first source
--   osl_b          tokens mean generated length in the second source
--   source_a       -      first source
--   source_b       -      second source
--   value_a        unit   its figure: ms, or tokens per second of the system
--   value_b        unit   figure of the second source
--   ratio          -      value_a divided by value_b
--   version_a      -      release stated by the first source, NULL if none
--   version_b      -      release stated by the second source
--   dataset_a      -      prompts of the first source, NULL if not named
--   dataset_b      -      prompts of the second source
--   measured_a     date   first day of the first measurement's date
--   measured_b     date   first day of the second measurement's date
--   result_id_a    -      a point of the first source
--   result_id_b    -      a point of the second source
with figures as (
    select
        *,
        case when gpu_count = 1 then 1 else tp end as tp_stated,
        'ttft' as metric,
        ttft_ms as figure,
        ttft_statistic as statistic
    from results
    where
        ttft_ms is not null
        -- A burst measures the queue, not the engine.
        and coalesce(quality, '') not like '%ttft-is-queueing%'
    union all
    select
        *,
        case when gpu_count = 1 then 1 else tp end as tp_stated,
        'itl' as metric,
        tpot_ms as figure,
        tpot_statistic as statistic
    from results
    where tpot_ms is not null
    union all
    select
        *,
        case when gpu_count = 1 then 1 else tp end as tp_stated,
        'throughput' as metric,
        generated_tok_s as figure,
        'rate' as statistic
    from results
    where generated_tok_s_basis in ('stated', 'from total')
),

runs as (
    select
        metric,
        statistic,
        system,
        source_id,
        model_id,
        gpu_label,
        gpu_count,
        tp_stated,
        pp,
        dp,
        ep,
        precision_id,
        kv_precision,
        scenario,
        load_kind,
        load_value,
        isl,
        osl,
        dataset,
        split_part(framework_version, ' ', 1) as release_id,
        median(figure) as figure,
        max(measured_date) as measured_date,
        min(result_id) as result_id
    from figures
    where
        not is_mlperf  -- rule 3.4
        and (cast($doubtful as boolean) or not is_doubtful)  -- rule 3.5
        and system is not null
        and gpu_label is not null
        and precision_id is not null
    group by
        metric,
        statistic,
        system,
        source_id,
        model_id,
        gpu_label,
        gpu_count,
        tp_stated,
        pp,
        dp,
        ep,
        precision_id,
        kv_precision,
        scenario,
        load_kind,
        load_value,
        isl,
        osl,
        dataset,
        split_part(framework_version, ' ', 1)
),

final as (
    select
        a.metric,
        a.system as framework,
        a.model_id,
        a.gpu_label,
        a.gpu_count,
        a.tp_stated as tp,
        a.precision_id,
        a.scenario,
        a.load_kind,
        a.load_value,
        a.isl as isl_a,
        b.isl as isl_b,
        a.osl as osl_a,
        b.osl as osl_b,
        a.source_id as source_a,
        b.source_id as source_b,
        a.figure as value_a,
        b.figure as value_b,
        a.figure / b.figure as ratio,
        a.release_id as version_a,
        b.release_id as version_b,
        a.dataset as dataset_a,
        b.dataset as dataset_b,
        a.measured_date as measured_a,
        b.measured_date as measured_b,
        a.result_id as result_id_a,
        b.result_id as result_id_b
    from runs as a
    inner join runs as b
        on
            a.metric = b.metric
            and a.system = b.system
            and a.model_id = b.model_id
            and a.gpu_label = b.gpu_label
            and a.gpu_count = b.gpu_count
            and a.precision_id = b.precision_id
            and a.scenario = b.scenario
            and a.statistic is not distinct from b.statistic
            and a.load_kind = b.load_kind
            and a.load_value is not distinct from b.load_value
            and a.tp_stated = b.tp_stated
            and coalesce(a.pp, 1) = coalesce(b.pp, 1)
            and coalesce(a.dp, 1) = coalesce(b.dp, 1)
            and coalesce(a.ep, 1) = coalesce(b.ep, 1)
            and coalesce(a.kv_precision, b.kv_precision, '')
            = coalesce(b.kv_precision, a.kv_precision, '')
            and abs(a.isl - b.isl) <= cast($isl_tolerance as double) * greatest(a.isl, b.isl)
            and abs(a.osl - b.osl) <= cast($osl_tolerance as double) * greatest(a.osl, b.osl)
            and a.source_id < b.source_id
)

select * from final
order by
    abs(ln(ratio)) desc,
    metric,
    framework,
    result_id_a,
    result_id_b
