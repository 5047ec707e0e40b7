-- question: How many points did the filters leave, and what do they mix?
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
--   $x            text    metric of the horizontal axis
--   $y            text    metric of the vertical axis
--   $per_gpu      flag    divide rates and power of the whole system by its number of GPUs
-- one row per: the whole selection (always one)
-- columns:
--   points         -     points that pass the filters
--   drawn          -     of these, points with both figures
--   derived        -     drawn points whose output rate is derived from latencies
--   from_total     -     drawn points whose output rate is taken from a total rate
--   mean_unknown   -     drawn points whose source does not say mean or median
--   models         -     models among the drawn points
--   systems        -     systems
--   gpus           -     GPUs
--   gpu_counts     -     different numbers of GPUs
--   precisions     -     weight precisions, not stated counting as one
--   versions       -     system versions, not stated counting as one
--   tps            -     tensor parallel degrees, not stated counting as one
--   lengths        -     pairs of prompt and generated length
--   scenarios      -     load scenarios
--   sources        -     publications
--   source_title   -     title of the one source; NULL for several
--   source_kind    -     its kind, such as vendor
--   one_precision  -     the precision where all share it
--   gpu_count_unstated  -  drawn points whose source does not state the number of GPUs
--   precision_unstated  -  the precision likewise
--   version_unstated    -  the version likewise
--   tp_unstated         -  the tensor parallel degree likewise
--   length_unstated     -  the prompt or generated length likewise
--   grain          -     coarsest of their dates: day, month or year
--   first_day      date  earliest measurement
--   last_day       date  latest measurement
--   undated        -     drawn points without a date
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

measured as (
    select
        results.source_id,
        chosen_sources.title,
        chosen_sources.kind,
        results.model_id,
        results.system,
        results.gpu_label,
        results.gpu_count,
        coalesce(results.precision_id, 'not-stated') as precision_id,
        coalesce(results.framework_version, 'not-stated') as framework_version,
        coalesce(results.tp, 0) as tp,
        coalesce(results.isl, -1) as isl,
        coalesce(results.osl, -1) as osl,
        results.scenario,
        results.generated_tok_s_basis,
        coalesce(results.tpot_statistic = 'not stated', false) as mean_unknown,
        results.measured_date,
        results.measured_grain,
        case cast($x as varchar)
            when 'tok_s_per_user' then results.tok_s_per_user
            when 'generated_tok_s' then results.generated_tok_s
            when 'total_tok_s' then results.total_tok_s
            when 'ttft_ms' then results.ttft_ms
            when 'tpot_ms' then results.tpot_ms
            when 'e2e_ms' then results.e2e_ms
            when 'req_s' then results.req_s
            when 'power_w' then results.power_w
        end / case
            when cast($per_gpu as boolean) and cast($x as varchar) in ('generated_tok_s', 'total_tok_s', 'req_s', 'power_w')
                then results.gpu_count
            else 1
        end as x,
        case cast($y as varchar)
            when 'tok_s_per_user' then results.tok_s_per_user
            when 'generated_tok_s' then results.generated_tok_s
            when 'total_tok_s' then results.total_tok_s
            when 'ttft_ms' then results.ttft_ms
            when 'tpot_ms' then results.tpot_ms
            when 'e2e_ms' then results.e2e_ms
            when 'req_s' then results.req_s
            when 'power_w' then results.power_w
        end / case
            when cast($per_gpu as boolean) and cast($y as varchar) in ('generated_tok_s', 'total_tok_s', 'req_s', 'power_w')
                then results.gpu_count
            else 1
        end as y
    from results
    inner join chosen_sources on results.source_id = chosen_sources.source_id
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
),

kinds_of_points as (
    select
        x is not null and y is not null as drawn,
        source_id,
        title,
        kind,
        model_id,
        system,
        gpu_label,
        gpu_count,
        precision_id,
        framework_version,
        tp,
        isl,
        osl,
        scenario,
        generated_tok_s_basis,
        mean_unknown,
        measured_grain,
        count(*) as points,
        count(*) filter (where measured_date is null) as undated,
        min(measured_date) as first_day,
        max(measured_date) as last_day
    from measured
    group by all
),

final as (
    select
        cast(coalesce(sum(points), 0) as bigint) as points,
        cast(coalesce(sum(points) filter (where drawn), 0) as bigint) as drawn,
        cast(coalesce(
            sum(points) filter (where drawn and generated_tok_s_basis = 'derived'), 0
        ) as bigint) as derived,
        cast(coalesce(
            sum(points) filter (where drawn and generated_tok_s_basis = 'from total'), 0
        ) as bigint) as from_total,
        cast(coalesce(
            sum(points) filter (where drawn and mean_unknown), 0
        ) as bigint) as mean_unknown,
        count(distinct model_id) filter (where drawn) as models,
        count(distinct system) filter (where drawn) as systems,
        count(distinct gpu_label) filter (where drawn) as gpus,
        count(distinct coalesce(gpu_count, 0)) filter (where drawn) as gpu_counts,
        count(distinct precision_id) filter (where drawn) as precisions,
        count(distinct system || ' ' || framework_version) filter (where drawn) as versions,
        count(distinct tp) filter (where drawn) as tps,
        count(distinct cast(isl as varchar) || '-' || cast(osl as varchar))
            filter (where drawn) as lengths,
        count(distinct scenario) filter (where drawn) as scenarios,
        count(distinct source_id) filter (where drawn) as sources,
        case
            when count(distinct source_id) filter (where drawn) = 1
                then min(title) filter (where drawn)
        end as source_title,
        case
            when count(distinct source_id) filter (where drawn) = 1
                then min(kind) filter (where drawn)
        end as source_kind,
        case
            when count(distinct precision_id) filter (where drawn) = 1
                then min(precision_id) filter (where drawn)
        end as one_precision,
        cast(coalesce(
            sum(points) filter (where drawn and gpu_count is null), 0
        ) as bigint) as gpu_count_unstated,
        cast(coalesce(
            sum(points) filter (where drawn and precision_id = 'not-stated'), 0
        ) as bigint) as precision_unstated,
        cast(coalesce(
            sum(points) filter (where drawn and framework_version = 'not-stated'), 0
        ) as bigint) as version_unstated,
        cast(coalesce(
            sum(points) filter (where drawn and tp = 0), 0
        ) as bigint) as tp_unstated,
        cast(coalesce(
            sum(points) filter (where drawn and (isl = -1 or osl = -1)), 0
        ) as bigint) as length_unstated,
        case
            when count(*) filter (where drawn and measured_grain = 'year') > 0 then 'year'
            when count(*) filter (where drawn and measured_grain = 'month') > 0 then 'month'
            else 'day'
        end as grain,
        min(first_day) filter (where drawn) as first_day,
        max(last_day) filter (where drawn) as last_day,
        cast(coalesce(sum(undated) filter (where drawn), 0) as bigint) as undated
    from kinds_of_points
)

select * from final
