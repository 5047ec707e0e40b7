-- question: Where does the founding comparison contradict itself?
-- one row per: contradiction, side (a, b) and claim behind that side
-- columns:
--   contradiction_id  -  id of the contradiction
--   topic             -  what it is about
--   side              -  a or b
--   statement         -  what this side says
--   why               -  why both cannot stand
--   place             -  order of the claims within the side
--   claim_id          -  claim
--   framework         -  framework of the claim, or all
--   feature           -  what the claim is about
--   verdict           -  verdict on the claim
with sides as (
    select
        contradiction_id,
        topic,
        why,
        'a' as side,
        statement_a as statement,
        claim_ids_a as claim_ids
    from contradictions
    union all
    select
        contradiction_id,
        topic,
        why,
        'b' as side,
        statement_b as statement,
        claim_ids_b as claim_ids
    from contradictions
),

behind as (
    select
        sides.contradiction_id,
        sides.topic,
        sides.side,
        sides.statement,
        sides.why,
        position((';' || claims.claim_id || ';') in (';' || sides.claim_ids || ';')) as place,
        claims.claim_id,
        claims.framework,
        claims.feature,
        claims.verdict
    from sides
    cross join claims
),

final as (
    select * from behind
    where place > 0
)

select * from final
order by
    contradiction_id,
    side,
    place
