-- question: Which published point is most like each own one, and in what do they differ?
-- params:
--   $ids             list    ids of the own points
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
        coalesce(list_contains(cast($ids as varchar[]), results.result_id), false) as is_own,
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
    -- Few columns, since there is a row for every own and every published point of a model.
    select
        own_points.result_id,
        published_points.result_id as near_id,
        published_points.measured_date,
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

weighed as (
    -- What changes a figure most counts most: hardware, then precision, number of GPUs, what is
    -- served, lengths, load. A dimension that one side does not state counts as far apart.
    select
        *,
        case when same_gpu then 0 when same_generation then 6 else 12 end
        + case when same_precision then 0 else 5 end
        + case when same_count then 0 else 1 + least(coalesce(2 * count_apart, 4), 4) end
        + case when same_system then 0 else 3 end
        + case when same_lengths then 0 else 1 + least(coalesce(lengths_apart, 3), 3) end
        + case when same_load then 0 else 1 + least(coalesce(load_apart, 3), 3) end
        + case when same_load_kind then 0 else 3 end
        + case when same_model then 0 else 1 end
        + case when same_split then 0 else 1 end
        + case when same_statistic then 0 else 1 end as apart
    from compared
),

ordered as (
    select
        *,
        row_number() over (
            partition by result_id
            order by
                apart,
                measured_date desc nulls last,
                near_id
        ) as place
    from weighed
),

final as (
    select
        ordered.result_id,
        ordered.near_id,
        near.value as near_value,
        near.system as near_system,
        near.system_label as near_label,
        near.framework_version as near_version,
        near.model_id as near_model,
        near.gpu_label as near_gpu,
        near.gpu_count as near_count,
        near.precision_id as near_precision,
        near.tp as near_tp,
        near.load_kind as near_load_kind,
        near.load_value as near_load,
        near.isl as near_isl,
        near.osl as near_osl,
        near.source_id,
        near.source_title,
        own_points.statistic,
        near.statistic as near_statistic,
        ordered.same_system,
        ordered.same_model,
        ordered.same_gpu,
        ordered.same_count,
        ordered.same_precision,
        ordered.same_split,
        ordered.same_lengths,
        ordered.same_load,
        ordered.same_statistic
    from ordered
    inner join own_points on ordered.result_id = own_points.result_id
    inner join published_points as near on ordered.near_id = near.result_id
    where ordered.place = 1
)

select * from final
order by result_id
