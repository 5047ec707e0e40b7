-- question: Which answers of the founding questions and answers still stand?
-- params:
--   $question    text  id of one question; NULL means all
--   $verdicts    list  keep questions with a claim of one of these verdicts; empty means all
--   $frameworks  list  keep questions with a claim about one of these; empty means all
-- one row per: question and claim behind its answer
-- columns:
--   qa_id          -  id of the question
--   question       -  the question
--   answer         -  the answer as given
--   place          -  order of the claims within the answer
--   claim_id       -  claim
--   framework      -  framework of the claim, or all
--   feature        -  what the claim is about
--   seed_value     -  what the answer says on it
--   verdict        -  verdict on the claim
--   current_value  -  what the evidence says now
--   matches        bool  whether this claim is among those the filters ask for
with behind as (
    select
        qa.qa_id,
        qa.question,
        qa.answer,
        position((';' || claims.claim_id || ';') in (';' || qa.claim_ids || ';')) as place,
        claims.claim_id,
        claims.framework,
        claims.feature,
        claims.seed_value,
        claims.verdict,
        claims.current_value,
        (
            cast($verdicts as varchar[]) is null
            or list_contains(cast($verdicts as varchar[]), claims.verdict)
        )
        and (
            cast($frameworks as varchar[]) is null
            or list_contains(cast($frameworks as varchar[]), claims.framework)
        ) as matches
    from qa
    cross join claims
    where cast($question as varchar) is null or qa.qa_id = cast($question as varchar)
),

kept as (
    select distinct qa_id
    from behind
    where
        place > 0
        and matches
),

final as (
    select behind.*
    from behind
    inner join kept on behind.qa_id = kept.qa_id
    where behind.place > 0
)

select * from final
order by
    qa_id,
    place
