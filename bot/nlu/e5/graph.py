"""The encoder (BERT, Devlin et al. 2019) as an ONNX graph with weights of 7 bits and activations quantised as they come.

In: `embedded` (batch, tokens, width) float32, the sum of word, position and type. Out: `sentence` (batch, width), mean over tokens, unit length.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
from onnx import ModelProto, NodeProto, TensorProto, helper, numpy_helper, save

from bot.nlu.e5.weights import Weights, unpacked

FUSED = "com.microsoft"
"""onnxruntime's own fused operators; documented in its ContribOperators.md."""
LIMIT = 64
"""Seven bits, not eight: on processors without VNNI two products of eight bits overflow the 16 they are added in."""


class _Graph:
    def __init__(self, weights: Weights) -> None:
        self.weights = weights
        self.nodes: list[NodeProto] = []
        self.constants: list[TensorProto] = []

    def constant(self, name: str, value: np.ndarray) -> str:
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def node(self, operator: str, inputs: list[str], outputs: str | list[str], domain: str = "", **attributes: object) -> str:
        names = [outputs] if isinstance(outputs, str) else outputs
        self.nodes.append(helper.make_node(operator, inputs, names, domain=domain, **attributes))
        return names[0]

    def floats(self, name: str, *shape: int) -> str:
        return self.constant(name, self.weights.floats(name, *shape))

    def product(self, rows: str, names: list[str], outputs: int, inputs: int, result: str) -> str:
        """rows × the tensors beside each other, whole numbers with a scale per column."""
        parts = [unpacked(self.weights.blocks(name, outputs, inputs)) for name in names]
        matrix = np.concatenate(parts).T
        scale = np.abs(matrix).max(axis=0) / LIMIT
        whole = self.constant(f"{result}.whole", np.round(matrix / scale).astype(np.int8))
        return self.node("DynamicQuantizeMatMul", [rows, whole, self.constant(f"{result}.scale", scale.astype(np.float32))], result, FUSED)

    def normalised_sum(self, one: str, other: str, norm: str, bias: str, result: str) -> str:
        width = self.weights.width
        inputs = [one, other, self.floats(f"{norm}.w", width), self.floats(f"{norm}.b", width), self.floats(bias, width)]
        return self.node("SkipLayerNormalization", inputs, result, FUSED, epsilon=self.weights.epsilon)

    def layer(self, rows: str, at: str) -> str:
        """Attention and feed-forward, each added to what came in and normalised."""
        width, inner = self.weights.width, self.weights.inner
        self.product(rows, [f"{at}.{part}.w" for part in "qkv"], width, width, f"{at}.qkv")
        self.node("Split", [f"{at}.qkv", "thirds"], [f"{at}.{part}" for part in "qkv"], axis=-1)
        bias = self.constant(f"{at}.qkv.b", np.concatenate([self.weights.floats(f"{at}.{part}.b", width) for part in "qkv"]))
        seen = [*(f"{at}.{part}" for part in "qkv"), bias]
        self.node("MultiHeadAttention", seen, f"{at}.seen", FUSED, num_heads=self.weights.heads)
        self.product(f"{at}.seen", [f"{at}.ao.w"], width, width, f"{at}.ao")
        middle = self.normalised_sum(rows, f"{at}.ao", f"{at}.aln", f"{at}.ao.b", f"{at}.middle")
        self.product(middle, [f"{at}.fi.w"], inner, width, f"{at}.fi")
        self.node("BiasGelu", [f"{at}.fi", self.floats(f"{at}.fi.b", inner)], f"{at}.gelu", FUSED)
        self.product(f"{at}.gelu", [f"{at}.fo.w"], width, inner, f"{at}.fo")
        return self.normalised_sum(middle, f"{at}.fo", f"{at}.oln", f"{at}.fo.b", f"{at}.out")


def build(weights: Weights) -> ModelProto:
    graph, width = _Graph(weights), weights.width
    graph.constant("thirds", np.array([width] * 3, np.int64))
    first = ["embedded", graph.floats("emb.ln.w", width), graph.floats("emb.ln.b", width)]
    rows = graph.node("LayerNormalization", first, "first", axis=-1, epsilon=weights.epsilon)
    for layer in range(weights.layers):
        rows = graph.layer(rows, f"l{layer}")
    graph.node("ReduceMean", [rows, graph.constant("tokens", np.array([1], np.int64))], "mean", keepdims=0)
    graph.node("LpNormalization", ["mean"], "sentence", axis=-1, p=2)
    inputs = [helper.make_tensor_value_info("embedded", TensorProto.FLOAT, ["batch", "tokens", width])]
    outputs = [helper.make_tensor_value_info("sentence", TensorProto.FLOAT, ["batch", width])]
    model = helper.make_model(
        helper.make_graph(graph.nodes, "e5", inputs, outputs, graph.constants),
        opset_imports=[helper.make_opsetid("", 18), helper.make_opsetid(FUSED, 1)],
    )
    model.ir_version = 9
    return model


def write(weights: Weights, path: Path) -> None:
    save(build(weights), str(path))
