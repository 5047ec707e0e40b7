-- question: Which parallelism strategy runs in which framework, and which flag turns it on?
-- one row per: framework × strategy
-- columns:
--   framework         -  framework id
--   strategy          -  strategy id
--   supported         -  yes, partial, no or unknown
--   status            -  how mature, as stated, else NULL
--   flag_or_config    -  flag or setting that turns it on, NULL where none was read
--   evidence_url      -  where to read it
--   evidence_locator  -  place within it
--   as_of_version     -  version the evidence speaks of
--   as_of_date        -  date of the evidence as stated
--   note              -  limits and remarks
with final as (
    select
        framework,
        strategy,
        supported,
        status,
        flag_or_config,
        evidence_url,
        evidence_locator,
        as_of_version,
        as_of_date,
        note
    from parallelism
)

select * from final
order by
    framework,
    strategy
