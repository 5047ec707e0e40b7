-- question: Which MLPerf rounds, benchmarks, systems and accelerators are held?
-- params:
-- one row per: round × division × benchmark × scenario × system × accelerator
-- columns:
--   round             -  round of MLPerf Inference
--   division          -  closed or open
--   benchmark         -  MLPerf's name of the benchmark
--   scenario          -  server, interactive or offline
--   system            -  the thing that is compared, not-stated for none
--   system_label      -  the same in words
--   gpu_label         -  accelerator
--   results           -  results held
--   with_targets      -  of them, results with a stated accuracy target
--   doubtful          -  of them, results with a serious quality flag
with final as (
    select
        mlperf.round,
        mlperf.division,
        mlperf.benchmark,
        results.scenario,
        coalesce(results.system, 'not-stated') as system,
        results.system_label,
        results.gpu_label,
        count(*) as results,
        count(mlperf.accuracy_targets) as with_targets,
        sum(case when results.is_doubtful then 1 else 0 end) as doubtful
    from results
    inner join mlperf on results.result_id = mlperf.result_id
    where results.is_mlperf
    group by
        mlperf.round,
        mlperf.division,
        mlperf.benchmark,
        results.scenario,
        coalesce(results.system, 'not-stated'),
        results.system_label,
        results.gpu_label
)

select * from final
order by
    round,
    division,
    benchmark,
    scenario,
    system,
    system_label,
    gpu_label
