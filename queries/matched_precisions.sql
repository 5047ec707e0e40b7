-- question: Where one framework served the same model with narrower weights, how much did that change?
-- params:
--   $precision      text    weight precision compared with 16-bit weights, such as fp8
--   $isl_tolerance  number  greatest relative difference of mean prompt lengths, such as 0.03
--   $osl_tolerance  number  greatest relative difference of mean generated lengths
--   $doubtful       flag    also points with a serious quality flag
-- one row per: framework and matched operating point with a generated rate
-- columns:
--   framework       -      framework id
--   label           -      its name, with the engine behind it
--   source_id       -      publication both points come from
--   model_id        -      canonical model
--   gpu_label       -      GPU as far as the source names it
--   gpu_generation  -      generation of the GPU
--   gpu_count       -      number of GPUs
--   tp              -      tensor parallel degree
--   scenario        -      scenario
--   load_kind       -      batch, concurrency, rate, offline or single
--   load_value      -      batch size, concurrency or requests per second
--   isl             tokens mean prompt length
--   osl             tokens mean generated length
--   version         -      release of the framework, NULL if not stated
--   wide            -      the 16-bit format
--   same_cache      -      whether the KV cache has the same precision, as far as stated
--   value_narrow    tok/s  generated tokens per second with the narrow weights
--   value_wide      tok/s  generated tokens per second with 16-bit weights
--   ratio           -      value_narrow divided by value_wide
--   measured_date   date   first day of the earlier measurement's stated date
--   id_narrow       -      id of the point with narrow weights
--   id_wide         -      id of the point with 16-bit weights
with points as (
    select
        *,
        case when gpu_count = 1 then 1 else tp end as tp_stated,
        case when gpu_count = 1 then 1 else pp end as pp_stated,
        split_part(framework_version, ' ', 1) as release_id
    from results
    where
        not is_mlperf  -- rule 3.4
        and (cast($doubtful as boolean) or not is_doubtful)  -- rule 3.5
        and generated_tok_s_basis in ('stated', 'from total')  -- a derived rate is no measurement
        and gpu_count is not null
),

candidate_pairs as (
    -- rule 3.3, the weights apart
    select
        narrow.system as framework,
        narrow.system_label as label,
        narrow.source_id,
        narrow.model_id,
        narrow.gpu_label,
        narrow.gpu_generation,
        narrow.gpu_count,
        narrow.tp_stated as tp,
        narrow.scenario,
        narrow.load_kind,
        narrow.load_value,
        narrow.isl,
        narrow.osl,
        narrow.release_id as version,
        wide.precision_id as wide,
        narrow.kv_precision is not distinct from wide.kv_precision as same_cache,
        narrow.generated_tok_s as value_narrow,
        wide.generated_tok_s as value_wide,
        narrow.generated_tok_s / wide.generated_tok_s as ratio,
        least(narrow.measured_date, wide.measured_date) as measured_date,
        narrow.result_id as id_narrow,
        wide.result_id as id_wide,
        abs(coalesce(narrow.isl, 0) - coalesce(wide.isl, 0))
        + abs(coalesce(narrow.osl, 0) - coalesce(wide.osl, 0)) as apart
    from points as narrow
    inner join points as wide
        on
            narrow.system = wide.system
            and narrow.source_id = wide.source_id
            and narrow.model_id = wide.model_id
            and narrow.gpu_label = wide.gpu_label
            and narrow.gpu_count = wide.gpu_count
            and narrow.scenario = wide.scenario
            and narrow.generated_tok_s_basis = wide.generated_tok_s_basis
            and narrow.tp_stated is not distinct from wide.tp_stated
            and narrow.pp_stated is not distinct from wide.pp_stated
            and narrow.dp is not distinct from wide.dp
            and narrow.ep is not distinct from wide.ep
            and narrow.release_id is not distinct from wide.release_id
            and narrow.load_kind is not distinct from wide.load_kind
            and narrow.load_value is not distinct from wide.load_value
            and narrow.dataset is not distinct from wide.dataset
            and (
                narrow.isl is not distinct from wide.isl
                or abs(narrow.isl - wide.isl)
                <= cast($isl_tolerance as double) * greatest(narrow.isl, wide.isl)
            )
            and (
                narrow.osl is not distinct from wide.osl
                or abs(narrow.osl - wide.osl)
                <= cast($osl_tolerance as double) * greatest(narrow.osl, wide.osl)
            )
    where
        narrow.precision_id = cast($precision as varchar)
        and wide.precision_id in ('fp16', 'bf16')
        -- what neither side states cannot be said to be the same
        and narrow.tp_stated is not null
        and (narrow.load_value is not null or narrow.load_kind in ('offline', 'single'))
        and (narrow.isl is not null or narrow.dataset is not null)
        and (narrow.osl is not null or narrow.dataset is not null)
),

ordered_pairs as (
    select
        *,
        row_number() over (
            partition by id_narrow
            order by same_cache desc, apart, id_wide
        ) as narrow_choice,
        row_number() over (
            partition by id_wide
            order by same_cache desc, apart, id_narrow
        ) as wide_choice
    from candidate_pairs
),

final as (
    select
        framework,
        label,
        source_id,
        model_id,
        gpu_label,
        gpu_generation,
        gpu_count,
        tp,
        scenario,
        load_kind,
        load_value,
        isl,
        osl,
        version,
        wide,
        same_cache,
        value_narrow,
        value_wide,
        ratio,
        measured_date,
        id_narrow,
        id_wide
    from ordered_pairs
    where
        narrow_choice = 1
        and wide_choice = 1
)

select * from final
order by
    framework,
    source_id,
    model_id,
    gpu_label,
    gpu_count,
    load_value,
    isl,
    osl,
    id_narrow
