-- question: Which rates and memory do the data sheets of the accelerators state?
-- one row per: accelerator
-- columns:
--   gpu                -       key
--   architecture       -       architecture as the vendor names it
--   generation         -       generation id
--   memory_gb          GB      device memory
--   mem_bw_gb_s        GB/s    memory bandwidth
--   fp16_dense_tflops  TFLOP/s 16-bit rate
--   fp8_dense_tflops   TFLOP/s FP8 rate
--   int8_dense_tops    TOP/s   INT8 rate
--   fp4_dense_tflops   TFLOP/s FP4 rate
--   nvlink_gb_s        GB/s    link between accelerators, both ways
--   pcie_gen           -       PCIe generation
--   tdp_w              W       power limit
--   notes              -       doubts, derivations, gaps
with final as (
    select
        gpu,
        architecture,
        generation,
        memory_gb,
        mem_bw_gb_s,
        fp16_dense_tflops,
        fp8_dense_tflops,
        int8_dense_tops,
        fp4_dense_tflops,
        nvlink_gb_s,
        pcie_gen,
        tdp_w,
        notes
    from gpus
)

select * from final
order by gpu
