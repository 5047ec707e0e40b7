-- question: Where two frameworks were measured under the same conditions, how do they compare?
-- params:
--   $base           text    framework id every rival is compared with
--   $models         list    canonical model ids; empty means all
--   $gpus           list    GPU labels; empty means all
--   $generations    list    GPU generations; empty means all
--   $precisions     list    weight precisions; empty means all
--   $scenarios      list    scenarios; empty means all
--   $load_low       number  lowest batch, concurrency or rate; NULL means any
--   $load_high      number  highest batch, concurrency or rate; NULL means any
--   $isl_low        number  fewest prompt tokens; NULL means any
--   $isl_high       number  most prompt tokens; NULL means any
--   $osl_low        number  fewest generated tokens; NULL means any
--   $osl_high       number  most generated tokens; NULL means any
--   $isl_tolerance  number  greatest relative difference of mean prompt lengths, such as 0.03
--   $osl_tolerance  number  greatest relative difference of mean generated lengths
--   $unstated       flag    also pairs whose source leaves the same dimension unstated on both sides
--   $doubtful       flag    also points with a serious quality flag
-- one row per: metric, rival and matched operating point
-- columns:
--   metric           -      ttft, itl or throughput
--   rival            -      framework id compared with the base
--   rival_label      -      name of the rival, with the engine behind it
--   source_id        -      publication both points come from
--   model_id         -      canonical model
--   gpu_label        -      GPU as far as the source names it
--   gpu_generation   -      generation of the GPU
--   gpu_count        -      number of GPUs
--   precision_id     -      weight precision, NULL if not stated
--   scenario         -      scenario
--   load_kind        -      batch, concurrency, rate, offline or single
--   load_value       -      batch size, concurrency or requests per second
--   isl              tokens mean prompt length
--   osl              tokens mean generated length
--   statistic        -      mean, p50 or not stated; for throughput what the rate counts
--   rival_value      unit   the rival's figure: ms, or tokens per second of the system
--   base_value       unit   the base's figure in the same unit
--   ratio            -      rival_value divided by base_value
--   rival_version    -      version of the rival, NULL if not stated
--   base_version     -      version of the base, NULL if not stated
--   nominal_length   -      true where an output length is the one asked for, not counted
--   measured_date    date   first day of the later measurement's stated date
--   rival_result_id  -      id of the rival's point (the first of its replicates)
--   base_result_id   -      id of the base's point (the first of its replicates)
with chosen_points as (
    select
        *,
        -- One GPU has no parallelism to state.
        case when gpu_count = 1 then 1 else tp end as tp_stated,
        case when gpu_count = 1 then 1 else pp end as pp_stated
    from results
    where
        not is_mlperf  -- rule 3.4
        and (cast($doubtful as boolean) or not is_doubtful)  -- rule 3.5
        and system in ('vllm', 'tensorrt-llm', 'tgi', 'deepspeed', 'triton')
        and (
            cast($models as varchar[]) is null
            or list_contains(cast($models as varchar[]), model_id)
        )
        and (cast($gpus as varchar[]) is null or list_contains(cast($gpus as varchar[]), gpu_label))
        and (
            cast($generations as varchar[]) is null
            or list_contains(cast($generations as varchar[]), gpu_generation)
        )
        and (
            cast($precisions as varchar[]) is null
            or list_contains(cast($precisions as varchar[]), precision_id)
        )
        and (
            cast($scenarios as varchar[]) is null
            or list_contains(cast($scenarios as varchar[]), scenario)
        )
        and (cast($load_low as double) is null or load_value >= cast($load_low as double))
        and (cast($load_high as double) is null or load_value <= cast($load_high as double))
        and (cast($isl_low as double) is null or isl >= cast($isl_low as double))
        and (cast($isl_high as double) is null or isl <= cast($isl_high as double))
        and (cast($osl_low as double) is null or osl >= cast($osl_low as double))
        and (cast($osl_high as double) is null or osl <= cast($osl_high as double))
        -- rule 3.3: what is not stated cannot be said to be the same
        and (
            cast($unstated as boolean)
            or (
                precision_id is not null
                and gpu_count is not null
                -- lengths may be left out where both sides name the same data set
                and (isl is not null or dataset is not null)
                and (osl is not null or dataset is not null)
                and (load_value is not null or load_kind in ('offline', 'single'))
            )
        )
),

figures as (
    select
        *,
        'ttft' as metric,
        ttft_ms as figure,
        ttft_statistic as statistic
    from chosen_points
    where
        ttft_ms is not null
        -- A burst measures the queue, not the engine.
        and coalesce(quality, '') not like '%ttft-is-queueing%'
        and coalesce(quality, '') not like '%ttft-clients-differ%'
    union all
    select
        *,
        'itl' as metric,
        tpot_ms as figure,
        tpot_statistic as statistic
    from chosen_points
    where tpot_ms is not null
    union all
    select
        *,
        'throughput' as metric,
        generated_tok_s as figure,
        generated_tok_s_basis as statistic
    from chosen_points
    where generated_tok_s_basis in ('stated', 'from total')  -- a derived rate is no measurement
),

replicate_medians as (
    select
        metric,
        statistic,
        system,
        min(system_label) as system_label,
        source_id,
        model_id,
        gpu_label,
        min(gpu_generation) as gpu_generation,
        gpu_count,
        tp_stated,
        pp_stated,
        dp,
        ep,
        precision_id,
        kv_precision,
        scenario,
        load_kind,
        load_value,
        dataset,
        isl,
        osl,
        median(figure) as figure,
        min(framework_version) as version,
        max(case when quality like '%output-nominal%' then 1 else 0 end) as nominal,
        max(measured_date) as measured_date,
        min(result_id) as result_id
    from figures
    group by
        metric,
        statistic,
        system,
        source_id,
        model_id,
        gpu_label,
        gpu_count,
        tp_stated,
        pp_stated,
        dp,
        ep,
        precision_id,
        kv_precision,
        scenario,
        load_kind,
        load_value,
        dataset,
        isl,
        osl
),

candidate_pairs as (
    select
        rivals.metric,
        rivals.system as rival,
        rivals.system_label as rival_label,
        rivals.source_id,
        rivals.model_id,
        rivals.gpu_label,
        rivals.gpu_generation,
        rivals.gpu_count,
        rivals.precision_id,
        rivals.scenario,
        rivals.load_kind,
        rivals.load_value,
        rivals.isl,
        rivals.osl,
        rivals.statistic,
        rivals.figure as rival_value,
        bases.figure as base_value,
        rivals.figure / bases.figure as ratio,
        rivals.version as rival_version,
        bases.version as base_version,
        rivals.nominal + bases.nominal > 0 as nominal_length,
        greatest(rivals.measured_date, bases.measured_date) as measured_date,
        rivals.result_id as rival_result_id,
        bases.result_id as base_result_id,
        abs(coalesce(rivals.isl, 0) - coalesce(bases.isl, 0))
        + abs(coalesce(rivals.osl, 0) - coalesce(bases.osl, 0)) as apart
    from replicate_medians as rivals
    inner join replicate_medians as bases
        on
            rivals.metric = bases.metric
            and rivals.source_id = bases.source_id
            and rivals.model_id = bases.model_id
            and rivals.gpu_label = bases.gpu_label
            and rivals.scenario = bases.scenario
            and rivals.statistic is not distinct from bases.statistic
            and rivals.gpu_count is not distinct from bases.gpu_count
            and rivals.tp_stated is not distinct from bases.tp_stated
            and rivals.pp_stated is not distinct from bases.pp_stated
            and rivals.dp is not distinct from bases.dp
            and rivals.ep is not distinct from bases.ep
            and rivals.precision_id is not distinct from bases.precision_id
            and rivals.kv_precision is not distinct from bases.kv_precision
            and rivals.load_kind is not distinct from bases.load_kind
            and rivals.load_value is not distinct from bases.load_value
            and rivals.dataset is not distinct from bases.dataset
            and (
                rivals.isl is not distinct from bases.isl
                or abs(rivals.isl - bases.isl)
                <= cast($isl_tolerance as double) * greatest(rivals.isl, bases.isl)
            )
            and (
                rivals.osl is not distinct from bases.osl
                or abs(rivals.osl - bases.osl)
                <= cast($osl_tolerance as double) * greatest(rivals.osl, bases.osl)
            )
    where
        bases.system = cast($base as varchar)
        and rivals.system <> bases.system
),

ordered_pairs as (
    select
        *,
        row_number() over (
            partition by metric, rival_result_id
            order by apart, base_result_id
        ) as rival_choice,
        row_number() over (
            partition by metric, rival, base_result_id
            order by apart, rival_result_id
        ) as base_choice
    from candidate_pairs
),

final as (
    select
        metric,
        rival,
        rival_label,
        source_id,
        model_id,
        gpu_label,
        gpu_generation,
        gpu_count,
        precision_id,
        scenario,
        load_kind,
        load_value,
        isl,
        osl,
        statistic,
        rival_value,
        base_value,
        ratio,
        rival_version,
        base_version,
        nominal_length,
        measured_date,
        rival_result_id,
        base_result_id
    from ordered_pairs
    where
        rival_choice = 1
        and base_choice = 1
)

select * from final
order by
    metric,
    rival,
    source_id,
    model_id,
    gpu_label,
    gpu_count,
    precision_id,
    load_value,
    isl,
    osl,
    rival_result_id
