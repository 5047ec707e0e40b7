-- question: How do the MLPerf results of one benchmark, scenario and division compare by throughput?
-- params:
--   $rounds     list  rounds; only rounds declared compatible may stand together; empty means all
--   $benchmark  text  MLPerf's name of the benchmark; NULL means any
--   $scenario   text  server, interactive or offline; NULL means any
--   $division   text  closed or open; NULL means any
--   $target     text  accuracy target the result was submitted for, such as 99%; NULL means any
--   $systems    list  systems as served, not-stated for none; empty means all
--   $gpus       list  accelerators; empty means all
--   $doubtful   flag  results with a serious quality flag too
--   $per        flag  compare by the derived figure per accelerator
-- one row per: MLPerf result, best throughput first
-- columns:
--   result_id                -      id of the row in these tables
--   place                    -      place by the compared figure among the rows of the same variant
--   of_best                  ratio  compared figure ÷ the best one of the same variant
--   compared                 -      the figure the rows are ordered by
--   score                    -      throughput of the whole system as submitted
--   unit                     -      its unit: tok/s, or samples/s where MLPerf counts samples
--   derived_per_accelerator  -      score ÷ accelerators; derived, unofficial; NULL unless asked for
--   round                    -      round of MLPerf Inference
--   division                 -      closed or open
--   category                 -      availability where it is not the usual one
--   benchmark                -      MLPerf's name of the benchmark
--   variant                  -      open division: the model that was run instead
--   scenario                 -      server, interactive or offline
--   accuracy_targets         -      targets the run was submitted for, semicolon list
--   submitter                -      who submitted
--   system_name              -      their name of the system
--   entry_id                 -      MLPerf's id of the entry
--   system                   -      the thing that is compared, not-stated for none
--   system_label             -      the same in words
--   framework                -      one of the five by the engine, or other: picks colour and shape
--   framework_version        -      version of the engine as stated
--   gpu_label                -      accelerator
--   gpu_count                -      accelerators of the whole system
--   precision                -      number format of the weights as stated
--   ttft_limit_ms            ms     limit of the 99th percentile of the time to first token
--   tpot_limit_ms            ms     limit of the 99th percentile of the time per output token
--   retrieved_on             date   day the figure was read, where recorded
--   rate_inferred            -      LoadGen inferred the token rate from samples/s
--   is_doubtful              -      carries a serious quality flag
--   source_id                -      publication, key of sources
--   source_url               -      where that is
--   locator                  -      where in the source the figure stands
with results_of_rounds as (
    select
        results.result_id,
        coalesce(results.output_tok_s, results.req_s) as score,
        case when results.output_tok_s is null then 'samples/s' else 'tok/s' end as unit,
        case
            when cast($per as boolean)
                then coalesce(results.output_tok_s, results.req_s) / results.gpu_count
        end as derived_per_accelerator,
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
        coalesce(results.system, 'not-stated') as system,
        results.system_label,
        case
            when results.system = 'triton' then 'triton'
            when results.engine in ('vllm', 'tensorrt-llm', 'tgi', 'deepspeed') then results.engine
            else 'other'
        end as framework,
        results.framework_version,
        results.gpu_label,
        results.gpu_count,
        results.weight_precision as precision,
        mlperf.ttft_limit_ms,
        mlperf.tpot_limit_ms,
        mlperf.retrieved_on,
        coalesce(
            position('token rate inferred by LoadGen' in results.notes) > 0, false
        ) as rate_inferred,
        results.is_doubtful,
        results.source_id,
        sources.url as source_url,
        results.locator
    from results
    inner join mlperf on results.result_id = mlperf.result_id
    inner join sources on results.source_id = sources.source_id
    where
        results.is_mlperf  -- rule 3.4: only among themselves
        and (
            cast($rounds as varchar[]) is null
            or list_contains(cast($rounds as varchar[]), mlperf.round)
        )
        and (cast($benchmark as varchar) is null or mlperf.benchmark = cast($benchmark as varchar))
        and (cast($scenario as varchar) is null or results.scenario = cast($scenario as varchar))
        and (cast($division as varchar) is null or mlperf.division = cast($division as varchar))
        and (
            cast($target as varchar) is null
            or mlperf.accuracy_targets is null
            or position(
                concat(';', cast($target as varchar), ';')
                in concat(';', mlperf.accuracy_targets, ';')
            ) > 0
        )
        and (
            cast($systems as varchar[]) is null
            or list_contains(cast($systems as varchar[]), coalesce(results.system, 'not-stated'))
        )
        and (
            cast($gpus as varchar[]) is null
            or list_contains(cast($gpus as varchar[]), results.gpu_label)
        )
        -- rule 3.5
        and (coalesce(cast($doubtful as boolean), false) or not results.is_doubtful)
),

compared_results as (
    select
        *,
        case when cast($per as boolean) then derived_per_accelerator else score end as compared
    from results_of_rounds
),

final as (
    select
        result_id,
        case
            when compared is not null
                then rank() over (
                    partition by benchmark, scenario, division, variant
                    order by compared desc nulls last
                )
        end as place,
        compared / max(compared) over (
            partition by benchmark, scenario, division, variant
        ) as of_best,
        compared,
        score,
        unit,
        derived_per_accelerator,
        round,
        division,
        category,
        benchmark,
        variant,
        scenario,
        accuracy_targets,
        submitter,
        system_name,
        entry_id,
        system,
        system_label,
        framework,
        framework_version,
        gpu_label,
        gpu_count,
        precision,
        ttft_limit_ms,
        tpot_limit_ms,
        retrieved_on,
        rate_inferred,
        is_doubtful,
        source_id,
        source_url,
        locator
    from compared_results
)

select * from final
order by
    compared desc nulls last,
    result_id
