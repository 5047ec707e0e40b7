-- question: Which arithmetic rates do the data sheets of each GPU generation state?
-- one row per: GPU generation
-- columns:
--   generation      -  GPU generation id
--   gpus            -  accelerators of it in the table
--   with_fp8        -  of them with an FP8 rate
--   with_fp4        -  of them with an FP4 rate
--   says_no_fp8     -  of them whose sheet says that FP8 is missing
--   fp8_names       -  those with an FP8 rate, comma list, NULL if none
--   fp8_ratio_low   ×  least FP8 rate ÷ FP16 rate of a GPU with both
--   fp8_ratio_high  ×  greatest
with final as (
    select
        generation,
        count(*) as gpus,
        count(fp8_dense_tflops) as with_fp8,
        count(fp4_dense_tflops) as with_fp4,
        count(
            case
                when notes like '%no FP8 tensor cores%' or notes like '%no native FP8%' then 1
            end
        ) as says_no_fp8,
        string_agg(
            case when fp8_dense_tflops is not null then gpu end, ', '
            order by gpu
        ) as fp8_names,
        min(fp8_dense_tflops / fp16_dense_tflops) as fp8_ratio_low,
        max(fp8_dense_tflops / fp16_dense_tflops) as fp8_ratio_high
    from gpus
    where generation is not null
    group by generation
)

select * from final
order by generation
