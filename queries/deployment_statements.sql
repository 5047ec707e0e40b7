-- question: What does the founding text say on running each framework, and does it still stand?
-- one row per: aspect × framework as stated
-- columns:
--   aspect         -     containerization, monitoring, key-metrics, scaling-… or multi-model
--   framework      -     framework id, or all
--   position       -     place or grade stated, else NULL
--   reason         -     reason or detail stated, else NULL
--   claim_id       -     claim behind it
--   verdict        -     holds, outdated, disputed, wrong, unverifiable or opinion
--   current_value  -     what the evidence says now
--   as_of          date  first day of the evidence's date
with final as (
    select
        deployment.aspect,
        deployment.framework,
        deployment.position,
        deployment.note as reason,
        deployment.claim_id,
        claims.verdict,
        claims.current_value,
        claims.as_of
    from deployment
    inner join claims on deployment.claim_id = claims.claim_id
)

select * from final
order by
    aspect,
    framework
