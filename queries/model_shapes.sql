-- question: Which shapes do the models have?
-- one row per: model shape
-- columns:
--   model_id           -      key
--   params_b           10^9   parameters as stated
--   active_params_b    10^9   parameters used for one token as stated
--   layers             -      layers
--   hidden             -      hidden size
--   heads              -      attention heads
--   kv_heads           -      key/value heads
--   head_dim           -      size of a head
--   intermediate       -      inner size of a dense layer
--   vocab              tokens vocabulary
--   experts            -      experts of a layer
--   experts_per_token  -      experts used for one token
--   context_len        tokens longest context
--   moe_intermediate   -      inner size of an expert
--   shared_experts     -      experts used for every token
--   dense_layers       -      layers without experts
--   kv_lora_rank       -      rank of the compressed KV
--   rope_dim           -      rotary part of the compressed KV
--   q_lora_rank        -      rank of the compressed query
--   full_attn_layers   -      layers with full attention
--   sliding_window     tokens window of the others
--   sparse_topk        tokens tokens attended to under sparse attention
--   notes              -      what else to know
with final as (
    select
        model_id,
        params_b,
        active_params_b,
        layers,
        hidden,
        heads,
        kv_heads,
        head_dim,
        intermediate,
        vocab,
        experts,
        experts_per_token,
        context_len,
        moe_intermediate,
        shared_experts,
        dense_layers,
        kv_lora_rank,
        rope_dim,
        q_lora_rank,
        full_attn_layers,
        sliding_window,
        sparse_topk,
        notes
    from models
)

select * from final
order by model_id
