-- question: What does one claim of the founding comparison say, and what is known of it now?
-- params:
--   $claim_id  text  id of the claim
-- one row per: claim (one or none)
-- columns:
--   claim_id          -     id of the claim
--   section           -     section of the founding text
--   framework         -     framework id, or all
--   feature           -     what the claim is about
--   seed_value        -     the value as stated in the founding text
--   stars             -     star rating 0 to 5 where the claim is one, else NULL
--   verdict           -     holds, outdated, disputed, wrong, unverifiable or opinion
--   current_value     -     what the evidence says now
--   as_of_version     -     version the evidence speaks of
--   as_of_date        -     date of the evidence as stated (day, month or year)
--   as_of             date  first day of that date
--   evidence_url      -     where to read it
--   evidence_locator  -     place within it
--   note              -     remark of the checker
with final as (
    select
        claims.claim_id,
        claims.section,
        claims.framework,
        claims.feature,
        claims.seed_value,
        ratings.stars,
        claims.verdict,
        claims.current_value,
        claims.as_of_version,
        claims.as_of_date,
        claims.as_of,
        claims.evidence_url,
        claims.evidence_locator,
        claims.note
    from claims
    left join ratings on claims.claim_id = ratings.claim_id
    where claims.claim_id = $claim_id
)

select * from final
