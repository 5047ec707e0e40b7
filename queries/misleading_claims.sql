-- question: Which claims of the founding comparison mislead a decision most today?
-- one row per: misleading statement, the worst first, and claim behind it
-- columns:
--   rank        -  place, 1 misleads most
--   headline    -  the statement in a few words
--   fact_today  -  what is so today
--   page        -  page that shows the evidence
--   place       -  order of the claims behind the statement
--   claim_id    -  claim
--   framework   -  framework of the claim, or all
--   verdict     -  verdict on the claim
with behind as (
    select
        misleading.rank,
        misleading.headline,
        misleading.fact_today,
        misleading.page,
        position(
            (';' || claims.claim_id || ';') in (';' || misleading.claim_ids || ';')
        ) as place,
        claims.claim_id,
        claims.framework,
        claims.verdict
    from misleading
    cross join claims
),

final as (
    select * from behind
    where place > 0
)

select * from final
order by
    rank,
    place
