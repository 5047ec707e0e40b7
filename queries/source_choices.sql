-- question: Which sources, kinds and collections can a reader choose?
-- params:
-- one row per: publication
-- columns:
--   source_id   -  id of the publication
--   kind        -  who measures
--   collection  -  collection its rows came in with
with final as (
    select
        source_id,
        kind,
        collection
    from sources
)

select * from final
order by source_id
