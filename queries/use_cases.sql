-- question: What does the selection guide recommend, why, and does each part still stand?
-- one row per: use case and claim: the recommendation (part 0), then each checked reason
-- columns:
--   use_case_id    -  id of the use case
--   use_case       -  use case in words
--   framework      -  recommended framework
--   reasons        -  reasons as given, semicolon list
--   part           -  0 for the recommendation, else place of the reason
--   claim_id       -  claim
--   feature        -  what the claim is about
--   verdict        -  verdict on the claim
--   current_value  -  what the evidence says now
with recommendations as (
    select
        selection.use_case_id,
        selection.use_case,
        selection.framework,
        selection.rationale_tags as reasons,
        0 as part,
        selection.claim_id
    from selection
),

checked_reasons as (
    select
        selection.use_case_id,
        selection.use_case,
        selection.framework,
        selection.rationale_tags as reasons,
        position(
            (';' || claims.claim_id || ';') in (';' || selection.rationale_claim_ids || ';')
        ) as part,
        claims.claim_id
    from selection
    cross join claims
),

parts as (
    select * from recommendations
    union all
    select * from checked_reasons
    where part > 0
),

final as (
    select
        parts.use_case_id,
        parts.use_case,
        parts.framework,
        parts.reasons,
        parts.part,
        parts.claim_id,
        claims.feature,
        claims.verdict,
        claims.current_value
    from parts
    inner join claims on parts.claim_id = claims.claim_id
)

select * from final
order by
    use_case_id,
    part
