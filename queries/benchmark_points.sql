-- question: Which measured points have both figures, and which of them does no other point of their series beat?
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
--   $x_higher     flag    a larger x is better
--   $y_higher     flag    a larger y is better
--   $by_gpu       flag    one frontier for each system, GPU and precision, else system and precision
-- one row per: measured operating point
-- columns:
--   result_id          -       id of the point
--   system             -       what was served
--   system_label       -       its name
--   framework          -       one of the five, also behind a serving layer, or other: picks colour and shape
--   series             -       system, GPU if asked, and precision: one frontier each
--   gpu_label          -       GPU as the source names it
--   gpu_generation     -       its generation
--   gpu_count          -       GPUs of the system
--   precision_id       -       weight precision
--   framework_version  -       version as stated
--   tp                 -       tensor parallel degree
--   load_kind          -       batch, concurrency, rate, offline or single
--   load_value         -       size of that load
--   is_doubtful        -       carries a serious quality flag
--   x                  metric  horizontal figure, in the metric's unit
--   y                  metric  vertical figure
--   is_own             -       a batch of own results holds it
--   on_frontier        -       no point of the series is better in one and as good in the other
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
        results.result_id,
        results.system,
        results.system_label,
        case
            when results.system in ('vllm', 'tensorrt-llm', 'tgi', 'deepspeed', 'triton') then results.system
            when
                results.serving_layer is not null  -- the engine behind llm-d, Dynamo or NIM
                and results.framework in ('vllm', 'tensorrt-llm', 'tgi', 'deepspeed', 'triton')
                then results.framework
            else 'other'
        end as framework,
        results.system || case
            when cast($by_gpu as boolean) then '|' || results.gpu_label
            else ''
        end || '|' || coalesce(results.precision_id, 'not-stated') as series,
        results.gpu_label,
        results.gpu_generation,
        results.gpu_count,
        results.precision_id,
        results.framework_version,
        results.tp,
        results.load_kind,
        results.load_value,
        results.is_doubtful,
        chosen_sources.kind = 'own' as is_own,
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

directed as (
    select
        *,
        case when cast($x_higher as boolean) then x else -x end as good_x,
        case
            -- rule 3.5: shown beside sound points, doubtful ones never lead
            when is_doubtful and cast($quality as varchar) = 'all' then null
            when cast($y_higher as boolean) then y
            else -y
        end as good_y
    from measured
    where
        x is not null
        and y is not null
),

compared as (
    select
        *,
        max(good_y) over (
            partition by series
            order by good_x desc, good_y desc, result_id asc
            rows between unbounded preceding and 1 preceding
        ) as best_before
    from directed
),

final as (
    select
        result_id,
        system,
        system_label,
        framework,
        series,
        gpu_label,
        gpu_generation,
        gpu_count,
        precision_id,
        framework_version,
        tp,
        load_kind,
        load_value,
        is_doubtful,
        x,
        y,
        is_own,
        good_y is not null
            and (best_before is null or good_y > best_before) as on_frontier
    from compared
)

select * from final
order by
    series,
    x,
    result_id
