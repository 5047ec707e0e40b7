-- question: Where did two stated systems run the same MLPerf benchmark on the same accelerators?
-- params:
--   $target    text  accuracy target the results were submitted for, such as 99%; NULL means any
--   $doubtful  flag  results with a serious quality flag too
-- one row per: round × division × benchmark × variant × scenario × accelerators × pair of systems: of one submitter and one machine where there are such results, else the best of each
-- columns:
--   round             -      round of MLPerf Inference
--   division          -      closed or open
--   benchmark         -      MLPerf's name of the benchmark
--   variant           -      open division: the model that was run instead
--   scenario          -      server, interactive or offline
--   gpu_label         -      accelerator
--   gpu_count         -      accelerators of the whole system
--   ahead             -      the system with the higher throughput, in words
--   ahead_score       -      its throughput
--   ahead_submitter   -      who submitted it
--   ahead_precision   -      number format of its weights as stated
--   ahead_version     -      version of its engine as stated
--   ahead_entry_id    -      MLPerf's id of the entry
--   ahead_result_id   -      id of the row in these tables
--   behind            -      the other system, in words
--   behind_score      -      its throughput
--   behind_submitter  -      who submitted it
--   behind_precision  -      number format of its weights as stated
--   behind_version    -      version of its engine as stated
--   behind_entry_id   -      MLPerf's id of the entry
--   behind_result_id  -      id of the row in these tables
--   unit              -      tok/s, or samples/s where MLPerf counts samples
--   ratio             ratio  ahead_score ÷ behind_score
--   same_submitter    -      both by one submitter
--   same_machine      -      one's name of the system begins with the other's
--   retrieved_on      date   day the figures were read, where recorded
--   source_url        -      where the round's results were read
with stated_results as (
    select
        results.result_id,
        results.system,
        results.system_label,
        coalesce(results.output_tok_s, results.req_s) as score,
        case when results.output_tok_s is null then 'samples/s' else 'tok/s' end as unit,
        results.weight_precision as precision,
        results.framework_version,
        results.scenario,
        results.gpu_label,
        results.gpu_count,
        mlperf.round,
        mlperf.division,
        mlperf.benchmark,
        mlperf.variant,
        mlperf.submitter,
        mlperf.system_name,
        mlperf.entry_id,
        mlperf.retrieved_on,
        sources.url as source_url
    from results
    inner join mlperf on results.result_id = mlperf.result_id
    inner join sources on results.source_id = sources.source_id
    where
        results.is_mlperf
        and results.system is not null
        and results.gpu_count is not null
        and (
            cast($target as varchar) is null
            or mlperf.accuracy_targets is null
            or position(
                concat(';', cast($target as varchar), ';')
                in concat(';', mlperf.accuracy_targets, ';')
            ) > 0
        )
        -- rule 3.5
        and (coalesce(cast($doubtful as boolean), false) or not results.is_doubtful)
),

met_results as (
    -- rules 3.3 and 3.4: one round, division, benchmark and scenario, the same accelerators
    select
        a.round,
        a.division,
        a.benchmark,
        a.variant,
        a.scenario,
        a.gpu_label,
        a.gpu_count,
        a.system_label as ahead,
        a.score as ahead_score,
        a.submitter as ahead_submitter,
        a.precision as ahead_precision,
        a.framework_version as ahead_version,
        a.entry_id as ahead_entry_id,
        a.result_id as ahead_result_id,
        b.system_label as behind,
        b.score as behind_score,
        b.submitter as behind_submitter,
        b.precision as behind_precision,
        b.framework_version as behind_version,
        b.entry_id as behind_entry_id,
        b.result_id as behind_result_id,
        a.unit,
        a.score / b.score as ratio,
        a.submitter = b.submitter as same_submitter,
        a.submitter = b.submitter and (
            starts_with(a.system_name, rtrim(b.system_name, ')'))
            or starts_with(b.system_name, rtrim(a.system_name, ')'))
        ) as same_machine,
        a.retrieved_on,
        a.source_url,
        least(a.system, b.system) as first_system,
        greatest(a.system, b.system) as second_system
    from stated_results as a
    inner join stated_results as b
        on
            a.round = b.round
            and a.division = b.division
            and a.benchmark = b.benchmark
            and a.variant is not distinct from b.variant
            and a.scenario = b.scenario
            and a.gpu_label = b.gpu_label
            and a.gpu_count = b.gpu_count
            and a.unit = b.unit
            and a.system <> b.system
            and a.score >= b.score
),

best_first as (
    select
        *,
        row_number() over (
            partition by
                round,
                division,
                benchmark,
                variant,
                scenario,
                gpu_label,
                gpu_count,
                first_system,
                second_system
            order by
                same_submitter desc,
                same_machine desc,
                ahead_score + behind_score desc,
                ahead_score desc,
                ahead_result_id asc,
                behind_result_id asc
        ) as choice
    from met_results
),

final as (
    select
        round,
        division,
        benchmark,
        variant,
        scenario,
        gpu_label,
        gpu_count,
        ahead,
        ahead_score,
        ahead_submitter,
        ahead_precision,
        ahead_version,
        ahead_entry_id,
        ahead_result_id,
        behind,
        behind_score,
        behind_submitter,
        behind_precision,
        behind_version,
        behind_entry_id,
        behind_result_id,
        unit,
        ratio,
        same_submitter,
        same_machine,
        retrieved_on,
        source_url
    from best_first
    where choice = 1
)

select * from final
order by
    round desc,
    division,
    benchmark,
    variant,
    gpu_label,
    gpu_count,
    scenario,
    ahead,
    behind
