"""The prior's two graphs, the caption's and the step's, are the prior."""

import onnx
import onnxruntime
import pytest
import torch

from modelkit.starter.compress import share
from modelkit.starter.prior import Prior, PriorReader, PriorShape, PriorStep


@pytest.fixture
def prior() -> Prior:
    torch.manual_seed(3)
    network = Prior(PriorShape(embedding=32, text_width=24, width=32, layers=4, heads=2))
    for parameter in network.parameters():  # the residual branches begin at zero, which would test nothing
        torch.nn.init.normal_(parameter, std=0.15)
    return network.eval().requires_grad_(False)


def conditions(length: int):
    generator = torch.Generator().manual_seed(4)
    draw = lambda *shape: torch.randn(*shape, generator=generator)
    told = torch.tensor([[length], [length // 2], [0]])  # the last has no text at all
    return draw(3, 32), draw(3, length, 24), torch.arange(length)[None] < told, draw(3, 32)


def test_reading_once_and_stepping_is_the_whole_prior(prior):
    text, states, mask, sample = conditions(7)
    memory = PriorReader(prior)(text, states, mask)
    for timestep in ([999, 999, 999], [700, 3, 421]):
        times = torch.tensor(timestep)
        whole = prior(sample, times, text, states, mask)
        assert whole.std() > 0.1
        assert torch.allclose(PriorStep(prior)(sample, times, *memory, mask), whole, atol=1e-4)


def test_a_caption_of_its_own_length_is_the_padded_one(prior):
    text, states, mask, sample = conditions(7)
    times = torch.tensor([500, 500, 500])
    padded = torch.nn.functional.pad(states, (0, 0, 0, 70)), torch.nn.functional.pad(mask, (0, 70))
    short = PriorStep(prior)(sample, times, *PriorReader(prior)(text, states, mask), mask)
    long = PriorStep(prior)(sample, times, *PriorReader(prior)(text, *padded), padded[1])
    assert torch.allclose(short, long, atol=1e-4)


def test_shared_weights_stand_once_and_are_read_by_both_graphs(tmp_path):
    table = torch.randn(40, 40).numpy()
    graphs = {}
    for name, factor in (("a.onnx", 1.0), ("b.onnx", 2.0)):
        weights = onnx.numpy_helper.from_array(table, "table")
        scale = onnx.numpy_helper.from_array(torch.tensor(factor).numpy(), "factor")
        nodes = [onnx.helper.make_node("MatMul", ["x", "table"], ["y"]), onnx.helper.make_node("Mul", ["y", "factor"], ["z"])]
        info = lambda key: onnx.helper.make_tensor_value_info(key, onnx.TensorProto.FLOAT, [2, 40])
        graph = onnx.helper.make_graph(nodes, "g", [info("x")], [info("z")], [weights, scale])
        graphs[name] = onnx.helper.make_model(graph, opset_imports=[onnx.helper.make_opsetid("", 18)], ir_version=9)
    share(graphs, tmp_path, "both.weights")
    assert (tmp_path / "both.weights").stat().st_size == table.nbytes
    x = torch.randn(2, 40).numpy()
    for name, factor in (("a.onnx", 1.0), ("b.onnx", 2.0)):
        assert (tmp_path / name).stat().st_size < 1000
        session = onnxruntime.InferenceSession(str(tmp_path / name), providers=["CPUExecutionProvider"])
        assert abs(session.run(None, {"x": x})[0] - factor * (x @ table)).max() < 1e-4
