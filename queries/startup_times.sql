-- question: How long does a server take to start, and what was counted?
-- params:
--   $counted  list  values of what_is_counted; empty means all
--   $gpus     list  accelerator names; empty means all
-- one row per: measured start
-- columns:
--   framework         -     framework id
--   model_id          -     model id
--   gpu_label         -     accelerator as far as the source names it
--   gpu_count         -     accelerators
--   what_is_counted   -     from where to where the clock ran
--   seconds           s     time
--   statistic         -     one run, mean, median of 3 …
--   conditions        -     storage, cache and settings
--   framework_version -     version, NULL where not stated
--   measured_on       -     date as stated
--   measured_date     date  first day of it
--   licence           -     licence of the source
--   evidence_url      -     where to read it
with final as (
    select
        framework,
        model_id,
        gpu_label,
        gpu_count,
        what_is_counted,
        seconds,
        statistic,
        conditions,
        framework_version,
        measured_on,
        measured_date,
        licence,
        evidence_url
    from startup
    where
        (
            cast($counted as varchar[]) is null
            or list_contains(cast($counted as varchar[]), what_is_counted)
        )
        and (
            cast($gpus as varchar[]) is null
            or list_contains(cast($gpus as varchar[]), gpu_label)
        )
)

select * from final
order by
    what_is_counted,
    framework,
    model_id,
    gpu_label,
    gpu_count,
    seconds,
    conditions,
    evidence_url
