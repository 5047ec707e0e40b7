-- question: Which published point is most like each own one, and in what do they differ?
-- params:
--   $sources         list    source ids of the batch
--   $metric          text    generated_tok_s_per_gpu, tok_s_per_user, tpot_ms, ttft_ms or e2e_ms
--   $isl_tolerance   number  greatest relative difference of mean prompt lengths
--   $osl_tolerance   number  greatest relative difference of mean generated lengths
--   $load_tolerance  number  greatest relative difference of batch, concurrency or rate
-- one row per: own point with a published point of its model's shape that gives the figure
-- columns:
--   result_id       -       the own point
--   near_id         -       the published point
--   near_value      metric  its figure
--   near_system     -       what was served
--   near_label      -       its name
--   near_version    -       its version, NULL if not stated
--   near_model      -       canonical model
--   near_gpu        -       accelerator
--   near_count      -       accelerators of the whole system
--   near_precision  -       weight precision
--   near_tp         -       tensor parallel degree
--   near_load_kind  -       kind of load
--   near_load       -       size of that load
--   near_isl        tokens  mean prompt length
--   near_osl        tokens  mean generated length
--   source_id       -       publication
--   source_title    -       its title
--   statistic       -       what the own figure is: mean, p50, stated, from total, derived …
--   near_statistic  -       what the published one is
--   same_system     -       whether the same was served
--   same_model      -       whether the model is the same, not its shape alone
--   same_gpu        -       whether the accelerator is
--   same_count      -       whether their number is
--   same_precision  -       whether weights and, where both state it, KV cache have one precision
--   same_split      -       whether the parallelism is; one GPU has none, TP over all GPUs leaves none
--   same_lengths    -       whether both lengths agree within the tolerances
--   same_load       -       whether kind and size of the load agree
--   same_statistic  -       whether both are a mean, both a median, or both a measured rate
with points as (
    select
        results.*,
        sources.title as source_title,
        sources.kind = 'own' as is_of_a_batch,
        coalesce(list_contains(cast($sources as varchar[]), results.source_id), false) as is_own,
        case
            when results.gpu_count = 1 or results.tp = results.gpu_count then 1
            else results.pp
        end as pp_known,
        case when results.gpu_count = 1 then 1 else results.tp end as tp_known,
        case cast($metric as varchar)
            when 'generated_tok_s_per_gpu' then results.generated_tok_s_per_gpu
            when 'tok_s_per_user' then results.tok_s_per_user
            when 'tpot_ms' then results.tpot_ms
            when 'ttft_ms' then results.ttft_ms
            when 'e2e_ms' then results.e2e_ms
        end as value,
        case cast($metric as varchar)
            when 'generated_tok_s_per_gpu' then results.generated_tok_s_basis
            when 'tok_s_per_user' then results.tpot_statistic
            when 'tpot_ms' then results.tpot_statistic
            when 'ttft_ms' then results.ttft_statistic
            when 'e2e_ms' then results.e2e_statistic
        end as statistic
    from results
    inner join sources on results.source_id = sources.source_id
    where not results.is_mlperf  -- rule 3.4
),

own_points as (
    select * from points
    where
        is_own
        and value is not null
),

published_points as (
    select * from points
    where
        not is_of_a_batch
        and not is_doubtful  -- rule 3.5
        and value is not null
        and not (
            cast($metric as varchar) = 'ttft_ms'
            and (
                coalesce(quality, '') like '%ttft-is-queueing%'
                or coalesce(quality, '') like '%ttft-clients-differ%'
            )
        )
),

compared as (
    select
        own_points.result_id,
        published_points.result_id as near_id,
        published_points.value as near_value,
        published_points.system as near_system,
        published_points.system_label as near_label,
        published_points.framework_version as near_version,
        published_points.model_id as near_model,
        published_points.gpu_label as near_gpu,
        published_points.gpu_count as near_count,
        published_points.precision_id as near_precision,
        published_points.tp as near_tp,
        published_points.load_kind as near_load_kind,
        published_points.load_value as near_load,
        published_points.isl as near_isl,
        published_points.osl as near_osl,
        published_points.source_id,
        published_points.source_title,
        published_points.measured_date,
        own_points.statistic,
        published_points.statistic as near_statistic,
        own_points.system = published_points.system as same_system,
        own_points.model_id = published_points.model_id as same_model,
        coalesce(own_points.gpu_label = published_points.gpu_label, false) as same_gpu,
        coalesce(own_points.gpu_generation = published_points.gpu_generation, false)
            as same_generation,
        coalesce(own_points.gpu_count = published_points.gpu_count, false) as same_count,
        coalesce(own_points.precision_id = published_points.precision_id, false)
        and coalesce(own_points.kv_precision = published_points.kv_precision, true)
            as same_precision,
        coalesce(own_points.tp_known = published_points.tp_known, false)
        and coalesce(own_points.pp_known = published_points.pp_known, false)
        and coalesce(own_points.dp, 1) = coalesce(published_points.dp, 1)
        and coalesce(own_points.ep, 1) = coalesce(published_points.ep, 1) as same_split,
        coalesce(
            abs(own_points.isl - published_points.isl)
            <= cast($isl_tolerance as double) * greatest(own_points.isl, published_points.isl)
            and abs(own_points.osl - published_points.osl)
            <= cast($osl_tolerance as double) * greatest(own_points.osl, published_points.osl),
            false
        ) as same_lengths,
        own_points.load_kind is not distinct from published_points.load_kind
        and own_points.load_kind is not null
        and (
            own_points.load_kind in ('offline', 'single')
            or coalesce(
                abs(own_points.load_value - published_points.load_value)
                <= cast($load_tolerance as double)
                * greatest(own_points.load_value, published_points.load_value),
                false
            )
        ) as same_load,
        coalesce(
            own_points.statistic = published_points.statistic
            and own_points.statistic not in ('not stated', 'derived'),  -- a derived rate is none
            false
        ) as same_statistic,
        own_points.load_kind is not distinct from published_points.load_kind as same_load_kind,
        abs(ln(own_points.gpu_count) - ln(published_points.gpu_count)) as count_apart,
        abs(ln(own_points.isl) - ln(published_points.isl))
        + abs(ln(own_points.osl) - ln(published_points.osl)) as lengths_apart,
        abs(ln(own_points.load_value) - ln(published_points.load_value)) as load_apart
    from own_points
    inner join published_points
        on coalesce(own_points.architecture_id, own_points.model_id)
            = coalesce(published_points.architecture_id, published_points.model_id)
),

ordered as (
    -- What changes a figure most counts most: hardware, then precision, number of GPUs, what is
    -- served, lengths, load. A dimension that one side does not state counts as far apart.
    select
        *,
        row_number() over (
            partition by result_id
            order by
                case when same_gpu then 0 when same_generation then 6 else 12 end
                + case when same_precision then 0 else 5 end
                + case when same_count then 0 else 1 + least(coalesce(2 * count_apart, 4), 4) end
                + case when same_system then 0 else 3 end
                + case when same_lengths then 0 else 1 + least(coalesce(lengths_apart, 3), 3) end
                + case when same_load then 0 else 1 + least(coalesce(load_apart, 3), 3) end
                + case when same_load_kind then 0 else 3 end
                + case when same_model then 0 else 1 end
                + case when same_split then 0 else 1 end
                + case when same_statistic then 0 else 1 end,
                measured_date desc nulls last,
                near_id
        ) as place
    from compared
),

final as (
    select
        result_id,
        near_id,
        near_value,
        near_system,
        near_label,
        near_version,
        near_model,
        near_gpu,
        near_count,
        near_precision,
        near_tp,
        near_load_kind,
        near_load,
        near_isl,
        near_osl,
        source_id,
        source_title,
        statistic,
        near_statistic,
        same_system,
        same_model,
        same_gpu,
        same_count,
        same_precision,
        same_split,
        same_lengths,
        same_load,
        same_statistic
    from ordered
    where place = 1
)

select * from final
order by result_id
