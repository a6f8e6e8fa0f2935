"""Write an exported network with int8 weights per channel."""

from pathlib import Path

from onnxruntime.quantization import QuantType, quantize_dynamic


def quantise(full: Path, small: Path) -> None:
    """Write the ONNX file `full` with int8 weights to `small`."""
    quantize_dynamic(
        full,
        small,
        per_channel=True,
        reduce_range=True,  # without it, sums overflow on processors that lack VNNI
        weight_type=QuantType.QInt8,
        op_types_to_quantize=["MatMul", "Gather", "Gemm"],
    )
