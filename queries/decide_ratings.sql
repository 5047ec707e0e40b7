-- question: Which stars were written, do they stand today, and by what evidence?
-- one row per: written rating
-- columns:
--   framework      -  framework id
--   criterion_id   -  id of the criterion
--   stars          -  written stars 0 to 5; NULL where none were given
--   qualifier      -  condition written beside the stars, such as "via vLLM", else NULL
--   claim_id       -  claim of the rating
--   verdict        -  holds, outdated, disputed, wrong, unverifiable or opinion
--   current_value  -  what the evidence says now
--   evidence_url   -  where to read it, NULL for what cannot be verified
--   as_of_date     -  date of the evidence as stated
with final as (
    select
        ratings.framework,
        ratings.criterion_id,
        ratings.stars,
        ratings.qualifier,
        ratings.claim_id,
        claims.verdict,
        claims.current_value,
        claims.evidence_url,
        claims.as_of_date
    from ratings
    inner join claims on ratings.claim_id = claims.claim_id
)

select * from final
order by
    framework,
    criterion_id
