-- question: Which measured points may teach the what-if model?
-- one row per: measured point with a full set-up and a latency or an output rate
-- columns:
--   result_id        -        key of the point
--   source_id        -        publication
--   framework        -        system that is compared, engine id where it has no layer of its own
--   model            -        row of `models` whose shape applies
--   gpu              -        accelerator as collected
--   gpu_generation   -        generation of the accelerator
--   gpu_count        -        accelerators of the whole system
--   tp               -        tensor parallel degree, NULL if not stated
--   pp               -        pipeline parallel degree, NULL if not stated
--   dp               -        data parallel degree, NULL if not stated
--   ep               -        expert parallel degree, NULL if not stated
--   precision        -        weight precision id
--   kv_precision     -        KV cache precision, NULL if not stated
--   scenario         -        how the load was offered
--   batch            -        requests in a batch or in flight
--   isl              tokens   mean prompt length
--   osl              tokens   mean generated length
--   ttft_ms          ms       time to first token
--   tpot_ms          ms       time per output token after the first
--   e2e_ms           ms       whole batch
--   generated_tok_s  tokens/s generated tokens of the whole system
with final as (
    select
        result_id,
        source_id,
        case when system = 'optimum-habana' then system else engine end as framework,
        architecture_id as model,
        gpu,
        gpu_generation,
        gpu_count,
        tp,
        pp,
        dp,
        ep,
        precision_id as precision,
        kv_precision,
        scenario,
        coalesce(batch_size, concurrency) as batch,
        isl,
        osl,
        ttft_ms,
        tpot_ms,
        e2e_ms,
        generated_tok_s
    from results
    where
        not is_mlperf
        and not is_doubtful
        and engine is not null
        and architecture_id is not null
        and gpu_count is not null
        and precision_id is not null
        and isl > 0
        and osl > 0
        and coalesce(batch_size, concurrency) > 0
        and scenario in ('static-batch', 'online-concurrency')
        and coalesce(serving_layer, '') not like '%-pd%'
        and coalesce(notes, '') not like '%prefill/decode split%'
        and coalesce(quality, '') not like '%ttft-is-queueing%'
)

select * from final
order by result_id
