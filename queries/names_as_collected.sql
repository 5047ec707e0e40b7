-- question: What does each name of a framework, model, accelerator or precision mean?
-- one row per: kind and name
-- columns:
--   kind             -  framework, model, gpu or precision
--   name             -  the name as a source writes it
--   canonical_id     -  id it means, NULL where the name does not say enough
--   architecture_id  -  models: row of `models` whose shape applies, NULL where unknown
--   could_be         -  accelerators: rows of `gpus` it may mean, semicolon list, NULL otherwise
with final as (
    select
        kind,
        name_as_collected as name,
        canonical_id,
        architecture_id,
        could_be
    from aliases
    where name_as_collected is not null and kind in ('framework', 'model', 'gpu', 'precision')
)

select * from final
order by kind, name
