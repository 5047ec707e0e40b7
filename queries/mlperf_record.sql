-- question: What does the record of one MLPerf result say in full?
-- params:
--   $result_id  text  id of the result
-- one row per: MLPerf result (one or none)
-- columns:
--   result_id          -      id of the row in these tables
--   score              -      throughput of the whole system as submitted
--   unit               -      its unit: tok/s, or samples/s where MLPerf counts samples
--   round              -      round of MLPerf Inference
--   division           -      closed or open
--   category           -      availability where it is not the usual one
--   benchmark          -      MLPerf's name of the benchmark
--   variant            -      open division: the model that was run instead
--   scenario           -      server, interactive or offline
--   accuracy_targets   -      targets the run was submitted for, semicolon list
--   submitter          -      who submitted
--   system_name        -      their name of the system
--   entry_id           -      MLPerf's id of the entry
--   system_label       -      the thing that is compared, in words
--   framework          -      one of the five by the engine, or other: picks colour and shape
--   framework_version  -      version of the engine as stated
--   model_id           -      model
--   gpu_label          -      accelerator
--   gpu_count          -      accelerators of the whole system
--   nodes              -      machines of the whole system
--   precision          -      number format of the weights as stated
--   tp                 -      tensor parallel degree
--   pp                 -      pipeline parallel degree
--   ep                 -      expert parallel degree
--   request_rate_rps   1/s    arrival rate that was aimed at
--   ttft_p99_ms        ms     time to first token, 99th percentile
--   tpot_p99_ms        ms     time per output token after the first, 99th percentile
--   ttft_limit_ms      ms     limit of that time to first token
--   tpot_limit_ms      ms     limit of that time per output token
--   power_w            W      power, where it was measured under MLPerf's rules
--   measured_on        -      day of the run
--   retrieved_on       date   day the figure was read, where recorded
--   is_doubtful        -      carries a serious quality flag
--   quality_reason     -      one sentence a flag
--   notes              -      what else the source says
--   locator            -      where in the source the figure stands
--   source_title       -      title of the publication
--   source_url         -      where it is
--   licence            -      licence as stated
--   source_notes       -      what to know before comparing
with final as (
    select
        results.result_id,
        coalesce(results.output_tok_s, results.req_s) as score,
        case when results.output_tok_s is null then 'samples/s' else 'tok/s' end as unit,
        mlperf.round,
        mlperf.division,
        mlperf.category,
        mlperf.benchmark,
        mlperf.variant,
        results.scenario,
        mlperf.accuracy_targets,
        mlperf.submitter,
        mlperf.system_name,
        mlperf.entry_id,
        results.system_label,
        case
            when results.system = 'triton' then 'triton'
            when results.engine in ('vllm', 'tensorrt-llm', 'tgi', 'deepspeed') then results.engine
            else 'other'
        end as framework,
        results.framework_version,
        results.model_id,
        results.gpu_label,
        results.gpu_count,
        results.nodes,
        results.weight_precision as precision,
        results.tp,
        results.pp,
        results.ep,
        results.request_rate_rps,
        results.ttft_p99_ms,
        results.tpot_p99_ms,
        mlperf.ttft_limit_ms,
        mlperf.tpot_limit_ms,
        case when mlperf.power_measured then results.power_w end as power_w,
        results.measured_on,
        mlperf.retrieved_on,
        results.is_doubtful,
        results.quality_reason,
        results.notes,
        results.locator,
        sources.title as source_title,
        sources.url as source_url,
        sources.licence,
        sources.notes as source_notes
    from results
    inner join mlperf on results.result_id = mlperf.result_id
    inner join sources on results.source_id = sources.source_id
    where
        results.is_mlperf
        and results.result_id = cast($result_id as varchar)
)

select * from final
