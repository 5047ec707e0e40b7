-- question: What are the full records of the points that the filters left?
-- params:
--   $model        text    model id, or shape: and an architecture; NULL means all
--   $isl_low      tokens  least prompt length; NULL means no limit
--   $isl_high     tokens  largest prompt length
--   $osl_low      tokens  least generated length
--   $osl_high     tokens  largest generated length
--   $systems      list    ids of what was served; empty means all
--   $versions     list    framework versions, not-stated for none
--   $gpus         list    GPU names
--   $generations  list    GPU generations
--   $counts       list    numbers of GPUs
--   $precisions   list    weight precisions, not-stated for none
--   $tps          list    tensor parallel degrees
--   $pps          list    pipeline parallel degrees
--   $scenarios    list    load scenarios
--   $load_low     number  least load (batch, concurrency or requests per second)
--   $load_high    number  largest load
--   $sources      list    source ids
--   $kinds        list    kinds of source
--   $stated_only  flag    only sources that state a licence
--   $since        date    measured on or after this day; NULL means any
--   $quality      text    sound, all or doubtful
--   $most         number  rows at most
-- one row per: measured operating point
-- columns:
--   source_id                -       publication, key of sources
--   framework                -       engine that ran the model
--   framework_version        -       version of the engine as stated
--   serving_layer            -       what stood in front of the engine: triton, nim, dynamo, llm-d, or llm-
--   model                    -       model or checkpoint as collected
--   gpu                      -       accelerator as collected
--   gpu_count                -       accelerators of the whole system
--   nodes                    -       machines of the whole system
--   tp                       -       tensor parallel degree
--   pp                       -       pipeline parallel degree
--   dp                       -       data parallel degree
--   ep                       -       expert parallel degree
--   weight_precision         -       number format of the weights as collected
--   kv_precision             -       number format of the KV cache as collected
--   quant_method             -       quantization method or tool as stated
--   scenario                 -       how the load was offered
--   batch_size               -       requests of a static batch
--   concurrency              -       requests in flight at once
--   request_rate_rps         1/s     offered arrival rate
--   isl                      tokens  mean prompt length
--   osl                      tokens  mean generated length
--   dataset                  -       prompts used
--   num_requests             -       requests of the run
--   ttft_mean_ms             ms      time to first token, mean
--   ttft_p50_ms              ms      time to first token, median
--   ttft_p90_ms              ms      time to first token, 90th percentile
--   ttft_p95_ms              ms      time to first token, 95th percentile
--   ttft_p99_ms              ms      time to first token, 99th percentile
--   tpot_mean_ms             ms      time per output token after the first, mean
--   tpot_p50_ms              ms      time per output token after the first, median
--   tpot_p90_ms              ms      time per output token, 90th percentile
--   tpot_p95_ms              ms      time per output token, 95th percentile
--   tpot_p99_ms              ms      time per output token, 99th percentile
--   e2e_mean_ms              ms      whole request, mean
--   e2e_p50_ms               ms      whole request, median
--   e2e_p99_ms               ms      whole request, 99th percentile
--   output_tok_s             tok/s   generated tokens of the whole system
--   total_tok_s              tok/s   prompt and generated tokens of the whole system
--   req_s                    1/s     completed requests of the whole system
--   power_w                  W       power as the source measures it, see notes
--   measured_on              -       day, month or year of the measurement or publication
--   locator                  -       where in the source the figures stand
--   notes                    -       what else the source says
--   result_id                -       key: r and 12 hex digits of SHA-256 over the columns source_id to num_
--   system                   -       the thing that is compared: the engine, triton for rows behind Triton,
--   system_label             -       system in words, with the engine behind it
--   engine                   -       canonical engine
--   model_id                 -       canonical model
--   architecture_id          -       row of models whose shape applies
--   gpu_id                   -       row of gpus
--   gpu_label                -       gpu_id, else the name as collected
--   gpu_generation           -       generation of the accelerator
--   gpu_name_exact           -       whether gpu_id is known
--   precision_id             -       canonical weight precision
--   load_kind                -       batch, concurrency, rate, offline or single
--   load_value               -       size of the load: batch_size, concurrency or request_rate_rps by kind
--   measured_date            date    first day of measured_on
--   measured_grain           -       day, month or year: how finely measured_on says it
--   ttft_ms                  ms      time to first token: mean, else median
--   ttft_statistic           -       statistic that the column before holds: mean, p50 or not stated
--   tpot_ms                  ms      time per output token after the first: mean, else median
--   tpot_statistic           -       statistic that the column before holds: mean, p50 or not stated
--   e2e_ms                   ms      whole request: mean, else median
--   e2e_statistic            -       statistic that the column before holds: mean, p50 or not stated
--   tok_s_per_user           tok/s   1000 / tpot_ms
--   generated_tok_s          tok/s   generated tokens of the whole system
--   generated_tok_s_basis    -       stated
--   generated_tok_s_per_gpu  tok/s   generated_tok_s / gpu_count
--   is_mlperf                -       an MLPerf row
--   quality                  -       flags, semicolon list
--   quality_reason           -       one sentence a flag
--   is_doubtful              -       a serious flag: out of rankings and calibration by default
--   source_title             -       title of the publication
--   source_kind              -       who measures
--   licence                  -       licence as stated
--   source_url               -       where it is
with chosen_sources as (
    select
        sources.source_id,
        sources.title,
        sources.kind
    from sources
    where
        (
            cast($kinds as varchar[]) is null
            or list_contains(cast($kinds as varchar[]), sources.kind)
        )
        and (not cast($stated_only as boolean) or sources.licence_stated)
),

final as (
    select
        results.source_id,
        results.framework,
        results.framework_version,
        results.serving_layer,
        results.model,
        results.gpu,
        results.gpu_count,
        results.nodes,
        results.tp,
        results.pp,
        results.dp,
        results.ep,
        results.weight_precision,
        results.kv_precision,
        results.quant_method,
        results.scenario,
        results.batch_size,
        results.concurrency,
        results.request_rate_rps,
        results.isl,
        results.osl,
        results.dataset,
        results.num_requests,
        results.ttft_mean_ms,
        results.ttft_p50_ms,
        results.ttft_p90_ms,
        results.ttft_p95_ms,
        results.ttft_p99_ms,
        results.tpot_mean_ms,
        results.tpot_p50_ms,
        results.tpot_p90_ms,
        results.tpot_p95_ms,
        results.tpot_p99_ms,
        results.e2e_mean_ms,
        results.e2e_p50_ms,
        results.e2e_p99_ms,
        results.output_tok_s,
        results.total_tok_s,
        results.req_s,
        results.power_w,
        results.measured_on,
        results.locator,
        results.notes,
        results.result_id,
        results.system,
        results.system_label,
        results.engine,
        results.model_id,
        results.architecture_id,
        results.gpu_id,
        results.gpu_label,
        results.gpu_generation,
        results.gpu_name_exact,
        results.precision_id,
        results.load_kind,
        results.load_value,
        results.measured_date,
        results.measured_grain,
        results.ttft_ms,
        results.ttft_statistic,
        results.tpot_ms,
        results.tpot_statistic,
        results.e2e_ms,
        results.e2e_statistic,
        results.tok_s_per_user,
        results.generated_tok_s,
        results.generated_tok_s_basis,
        results.generated_tok_s_per_gpu,
        results.is_mlperf,
        results.quality,
        results.quality_reason,
        results.is_doubtful,
        sources.title as source_title,
        sources.kind as source_kind,
        sources.licence,
        sources.url as source_url
    from results
    inner join chosen_sources on results.source_id = chosen_sources.source_id
    inner join sources on results.source_id = sources.source_id
    where
        not results.is_mlperf  -- rule 3.4
        and (
            cast($model as varchar) is null
            or results.model_id = cast($model as varchar)
            or 'shape:' || results.architecture_id = cast($model as varchar)
        )
        and (cast($isl_low as double) is null or results.isl >= cast($isl_low as double))
        and (cast($isl_high as double) is null or results.isl <= cast($isl_high as double))
        and (cast($osl_low as double) is null or results.osl >= cast($osl_low as double))
        and (cast($osl_high as double) is null or results.osl <= cast($osl_high as double))
        and (
            cast($systems as varchar[]) is null
            or list_contains(cast($systems as varchar[]), results.system)
        )
        and (
            cast($versions as varchar[]) is null
            or list_contains(cast($versions as varchar[]), coalesce(results.framework_version, 'not-stated'))
        )
        and (
            cast($gpus as varchar[]) is null
            or list_contains(cast($gpus as varchar[]), results.gpu_label)
        )
        and (
            cast($generations as varchar[]) is null
            or list_contains(cast($generations as varchar[]), results.gpu_generation)
        )
        and (
            cast($counts as integer[]) is null
            or list_contains(cast($counts as integer[]), results.gpu_count)
        )
        and (
            cast($precisions as varchar[]) is null
            or list_contains(cast($precisions as varchar[]), coalesce(results.precision_id, 'not-stated'))
        )
        and (
            cast($tps as integer[]) is null
            or list_contains(cast($tps as integer[]), results.tp)
        )
        and (
            cast($pps as integer[]) is null
            or list_contains(cast($pps as integer[]), results.pp)
        )
        and (
            cast($scenarios as varchar[]) is null
            or list_contains(cast($scenarios as varchar[]), results.scenario)
        )
        and (cast($load_low as double) is null or results.load_value >= cast($load_low as double))
        and (cast($load_high as double) is null or results.load_value <= cast($load_high as double))
        and (
            cast($sources as varchar[]) is null
            or list_contains(cast($sources as varchar[]), results.source_id)
        )
        and (cast($since as date) is null or results.measured_date >= cast($since as date))
        and (
            cast($quality as varchar) = 'all'
            or results.is_doubtful = (cast($quality as varchar) = 'doubtful')
        )
    order by
        results.model_id,
        results.gpu_label,
        results.system,
        results.precision_id,
        results.load_value,
        results.result_id
    limit cast($most as bigint)
)

select * from final
order by
    model_id,
    gpu_label,
    system,
    precision_id,
    load_value,
    result_id
