-- question: Where two frameworks were measured under the same conditions, how do they compare?
-- params:
--   $models          list    canonical model ids, or shape: and an architecture; empty means all
--   $gpus            list    GPU labels; empty means all
--   $generations     list    GPU generations; empty means all
--   $precisions      list    weight precisions; empty means all
--   $scenarios       list    scenarios; empty means all
--   $load_low        number  lowest batch, concurrency or rate; NULL means any
--   $load_high       number  highest batch, concurrency or rate; NULL means any
--   $isl_low         number  fewest prompt tokens; NULL means any
--   $isl_high        number  most prompt tokens; NULL means any
--   $osl_low         number  fewest generated tokens; NULL means any
--   $osl_high        number  most generated tokens; NULL means any
--   $isl_tolerance   number  greatest relative difference of mean prompt lengths, such as 0.03
--   $osl_tolerance   number  greatest relative difference of mean generated lengths
--   $load_tolerance  number  greatest relative difference of batch, concurrency or rate
--   $doubtful        flag    also points with a serious quality flag
-- one row per: metric, two frameworks and matched operating point
-- columns:
--   metric          -      ttft, itl or throughput
--   framework_a     -      the framework whose id comes first in the alphabet
--   framework_b     -      the other one
--   label_a         -      its name, with the engine behind it
--   label_b         -      name of the other
--   source_id       -      publication both points come from
--   model_id        -      canonical model
--   params_b        10^9   parameters of the model, NULL where its shape is unknown
--   gpu_label       -      GPU as far as the source names it
--   gpu_generation  -      generation of the GPU
--   gpu_count       -      number of GPUs
--   tp              -      tensor parallel degree, NULL if not stated
--   pp              -      pipeline parallel degree, NULL if not stated
--   dp              -      data parallel degree, NULL if not stated
--   ep              -      expert parallel degree, NULL if not stated
--   precision_id    -      weight precision, NULL if not stated
--   kv_precision    -      precision of the KV cache, NULL if not stated
--   scenario        -      scenario
--   load_kind       -      batch, concurrency, rate, offline or single
--   load_value      -      batch size, concurrency or requests per second
--   isl             tokens mean prompt length
--   osl             tokens mean generated length
--   dataset         -      named set of prompts, else NULL
--   statistic       -      mean, p50 or not stated; for throughput what the rate counts
--   settings_a      -      settings of framework_a behind the pair; its figure is their median
--   settings_b      -      settings of framework_b
--   value_a         unit   figure of framework_a: ms, or tokens per second of the system
--   value_b         unit   figure of framework_b in the same unit
--   ratio           -      value_a divided by value_b
--   version_a       -      release of framework_a, NULL if not stated
--   version_b       -      release of framework_b, NULL if not stated
--   nominal_length  -      true where an output length is the one asked for, not counted
--   gap             -      true where both sides leave the same dimension unstated
--   measured_date   date   first day of the earlier measurement's stated date
--   result_id_a     -      id of the point of framework_a (the first of its replicates)
--   result_id_b     -      id of the point of framework_b
with several_systems as (
    -- A source that measured one framework alone has no pair.
    select source_id
    from results
    where
        not is_mlperf
        and system in ('vllm', 'tensorrt-llm', 'tgi', 'deepspeed', 'triton')
    group by source_id
    having count(distinct system) > 1
),

chosen_points as (
    select
        result_id,
        system,
        system_label,
        source_id,
        model_id,
        architecture_id,
        gpu_label,
        gpu_generation,
        gpu_count,
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
        measured_date,
        quality,
        ttft_ms,
        ttft_statistic,
        tpot_ms,
        tpot_statistic,
        generated_tok_s,
        generated_tok_s_basis,
        -- One GPU has no parallelism to state.
        case when gpu_count = 1 then 1 else tp end as tp_stated,
        case when gpu_count = 1 then 1 else pp end as pp_stated,
        -- "0.20.0 engine" and "0.20.0 tuned" are one release in two settings.
        split_part(framework_version, ' ', 1) as release_id,
        coalesce(framework_version, '') as setting
    from results
    where
        not is_mlperf  -- rule 3.4
        and (cast($doubtful as boolean) or not is_doubtful)  -- rule 3.5
        and system in ('vllm', 'tensorrt-llm', 'tgi', 'deepspeed', 'triton')
        and source_id in (select source_id from several_systems)
        and (
            cast($models as varchar[]) is null
            or list_contains(cast($models as varchar[]), model_id)
            or list_contains(cast($models as varchar[]), concat('shape:', architecture_id))
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
        min(architecture_id) as architecture_id,
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
        release_id,
        setting,
        median(figure) as figure,
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
        osl,
        release_id,
        setting
),

candidate_pairs as (
    -- rule 3.3
    select
        a.metric,
        a.system as framework_a,
        b.system as framework_b,
        a.system_label as label_a,
        b.system_label as label_b,
        a.source_id,
        a.model_id,
        a.architecture_id,
        a.gpu_label,
        a.gpu_generation,
        a.gpu_count,
        a.tp_stated as tp,
        a.pp_stated as pp,
        a.dp,
        a.ep,
        a.precision_id,
        a.kv_precision,
        a.scenario,
        a.load_kind,
        a.load_value,
        a.isl,
        a.osl,
        a.dataset,
        a.statistic,
        a.figure as value_a,
        b.figure as value_b,
        a.release_id as version_a,
        b.release_id as version_b,
        a.setting as setting_a,
        b.setting as setting_b,
        a.setting <> '' and a.setting = b.setting as alike,
        a.nominal + b.nominal > 0 as nominal_length,
        least(a.measured_date, b.measured_date) as measured_date,
        a.result_id as result_id_a,
        b.result_id as result_id_b,
        abs(coalesce(a.isl, 0) - coalesce(b.isl, 0))
        + abs(coalesce(a.osl, 0) - coalesce(b.osl, 0))
        + abs(coalesce(a.load_value, 0) - coalesce(b.load_value, 0)) as apart,
        abs(coalesce(datediff('day', a.measured_date, b.measured_date), 0)) as days_apart
    from replicate_medians as a
    inner join replicate_medians as b
        on
            a.metric = b.metric
            and a.source_id = b.source_id
            and a.model_id = b.model_id
            and a.gpu_label = b.gpu_label
            and a.scenario = b.scenario
            and a.statistic is not distinct from b.statistic
            and a.gpu_count is not distinct from b.gpu_count
            and a.tp_stated is not distinct from b.tp_stated
            and a.pp_stated is not distinct from b.pp_stated
            and a.dp is not distinct from b.dp
            and a.ep is not distinct from b.ep
            and a.precision_id is not distinct from b.precision_id
            and a.kv_precision is not distinct from b.kv_precision
            and a.load_kind is not distinct from b.load_kind
            and a.dataset is not distinct from b.dataset
            and a.system < b.system
            and (
                a.load_value is not distinct from b.load_value
                or abs(a.load_value - b.load_value)
                <= cast($load_tolerance as double) * greatest(a.load_value, b.load_value)
            )
            and (
                a.isl is not distinct from b.isl
                or abs(a.isl - b.isl) <= cast($isl_tolerance as double) * greatest(a.isl, b.isl)
            )
            and (
                a.osl is not distinct from b.osl
                or abs(a.osl - b.osl) <= cast($osl_tolerance as double) * greatest(a.osl, b.osl)
            )
),

met_pairs as (
    -- A setting that both sides name is met with itself: the same engine bare and behind a server.
    -- Else the settings of one release count as one point at their median.
    select
        metric,
        framework_a,
        framework_b,
        source_id,
        model_id,
        architecture_id,
        gpu_label,
        gpu_generation,
        gpu_count,
        tp,
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
        statistic,
        version_a,
        version_b,
        apart,
        days_apart,
        min(label_a) as label_a,
        min(label_b) as label_b,
        coalesce(
            nullif(count(distinct setting_a) filter (where alike), 0),
            count(distinct setting_a)
        ) as settings_a,
        coalesce(
            nullif(count(distinct setting_b) filter (where alike), 0),
            count(distinct setting_b)
        ) as settings_b,
        coalesce(median(value_a) filter (where alike), median(value_a)) as value_a,
        coalesce(median(value_b) filter (where alike), median(value_b)) as value_b,
        bool_or(nominal_length) as nominal_length,
        min(measured_date) as measured_date,
        coalesce(min(result_id_a) filter (where alike), min(result_id_a)) as result_id_a,
        coalesce(min(result_id_b) filter (where alike), min(result_id_b)) as result_id_b
    from candidate_pairs
    group by
        metric,
        framework_a,
        framework_b,
        source_id,
        model_id,
        architecture_id,
        gpu_label,
        gpu_generation,
        gpu_count,
        tp,
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
        statistic,
        version_a,
        version_b,
        apart,
        days_apart
),

ordered_pairs as (
    -- Every point stands in one pair at most: with the one most like it, and of several releases
    -- with the one measured closest in time.
    select
        *,
        row_number() over (
            partition by metric, framework_b, result_id_a
            order by apart, days_apart, version_b desc, result_id_b
        ) as choice_of_a,
        row_number() over (
            partition by metric, framework_a, result_id_b
            order by apart, days_apart, version_a desc, result_id_a
        ) as choice_of_b,
        -- One run listed under two names of one architecture counts once.
        row_number() over (
            partition by
                metric,
                framework_a,
                framework_b,
                source_id,
                coalesce(architecture_id, model_id),
                gpu_label,
                gpu_count,
                load_value,
                isl,
                osl,
                value_a,
                value_b
            order by model_id, result_id_a
        ) as listing
    from met_pairs
),

final as (
    select
        ordered_pairs.metric,
        ordered_pairs.framework_a,
        ordered_pairs.framework_b,
        ordered_pairs.label_a,
        ordered_pairs.label_b,
        ordered_pairs.source_id,
        ordered_pairs.model_id,
        models.params_b,
        ordered_pairs.gpu_label,
        ordered_pairs.gpu_generation,
        ordered_pairs.gpu_count,
        ordered_pairs.tp,
        ordered_pairs.pp,
        ordered_pairs.dp,
        ordered_pairs.ep,
        ordered_pairs.precision_id,
        ordered_pairs.kv_precision,
        ordered_pairs.scenario,
        ordered_pairs.load_kind,
        ordered_pairs.load_value,
        ordered_pairs.isl,
        ordered_pairs.osl,
        ordered_pairs.dataset,
        ordered_pairs.statistic,
        ordered_pairs.settings_a,
        ordered_pairs.settings_b,
        ordered_pairs.value_a,
        ordered_pairs.value_b,
        ordered_pairs.value_a / ordered_pairs.value_b as ratio,
        ordered_pairs.version_a,
        ordered_pairs.version_b,
        ordered_pairs.nominal_length,
        -- What neither side states cannot be said to be the same (rule 3.3).
        ordered_pairs.precision_id is null
        or ordered_pairs.gpu_count is null
        or ordered_pairs.tp is null
        or (ordered_pairs.isl is null and ordered_pairs.dataset is null)
        or (ordered_pairs.osl is null and ordered_pairs.dataset is null)
        or (
            ordered_pairs.load_value is null
            and coalesce(ordered_pairs.load_kind, '') not in ('offline', 'single')
        ) as gap,
        ordered_pairs.measured_date,
        ordered_pairs.result_id_a,
        ordered_pairs.result_id_b
    from ordered_pairs
    left join models on ordered_pairs.architecture_id = models.model_id
    where
        ordered_pairs.choice_of_a = 1
        and ordered_pairs.choice_of_b = 1
        and ordered_pairs.listing = 1
)

select * from final
order by
    metric,
    framework_a,
    framework_b,
    source_id,
    model_id,
    gpu_label,
    gpu_count,
    precision_id,
    load_value,
    isl,
    osl,
    result_id_a
