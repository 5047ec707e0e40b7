-- question: Which points does a batch of own results hold, and what figure does each give?
-- params:
--   $sources  list  source ids of the batch
--   $metric  text  generated_tok_s_per_gpu, tok_s_per_user, tpot_ms, ttft_ms or e2e_ms
-- one row per: own measured point that gives the figure
-- columns:
--   result_id          -       id of the point
--   system             -       what was served
--   system_label       -       its name
--   engine             -       engine that ran the model
--   framework_version  -       its version, NULL if not stated
--   model_id           -       canonical model
--   architecture_id    -       row of models whose shape applies, NULL where none is known
--   gpu                -       accelerator as collected
--   gpu_label          -       accelerator as far as it is named
--   gpu_count          -       accelerators of the whole system
--   tp                 -       tensor parallel degree
--   pp                 -       pipeline parallel degree
--   dp                 -       data parallel degree
--   ep                 -       expert parallel degree
--   precision_id       -       weight precision
--   kv_precision       -       KV cache precision
--   scenario           -       how the load was offered
--   batch_size         -       requests of a static batch
--   concurrency        -       requests in flight at once
--   request_rate_rps   1/s     offered arrival rate
--   num_requests       -       requests of the run
--   load_kind          -       batch, concurrency, rate, offline or single
--   load_value         -       size of that load
--   isl                tokens  mean prompt length
--   osl                tokens  mean generated length
--   quality_reason     -       why the point is doubtful, NULL where it is not
--   is_doubtful        -       carries a serious quality flag
--   value              metric  the figure, in the metric's unit
with points as (
    select
        result_id,
        system,
        system_label,
        engine,
        framework_version,
        model_id,
        architecture_id,
        gpu,
        gpu_label,
        gpu_count,
        tp,
        pp,
        dp,
        ep,
        precision_id,
        kv_precision,
        scenario,
        batch_size,
        concurrency,
        request_rate_rps,
        num_requests,
        load_kind,
        load_value,
        isl,
        osl,
        quality_reason,
        is_doubtful,
        case cast($metric as varchar)
            when 'generated_tok_s_per_gpu' then generated_tok_s_per_gpu
            when 'tok_s_per_user' then tok_s_per_user
            when 'tpot_ms' then tpot_ms
            when 'ttft_ms' then ttft_ms
            when 'e2e_ms' then e2e_ms
        end as value
    from results
    where
        not is_mlperf  -- rule 3.4
        and list_contains(cast($sources as varchar[]), source_id)
),

final as (
    select *
    from points
    where value is not null
)

select * from final
order by
    model_id,
    gpu_label,
    gpu_count,
    precision_id,
    system,
    isl,
    osl,
    load_kind,
    load_value,
    result_id
