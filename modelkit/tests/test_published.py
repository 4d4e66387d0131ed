"""What the studio installs published files with: graphs without weights, and what must be said about the files."""

import gzip
import json
import math
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import pytest
import torch
from safetensors import safe_open

from modelkit.convert import kandinsky22_published, karlo_published, published
from modelkit.reference import tiny_kandinsky22, tiny_karlo

ROOT = Path(__file__).parents[2] / "inference" / "src"
TINY = ROOT / "test" / "resources" / "reference"
FULL = ROOT / "main" / "resources" / "studio" / "unclip" / "inference" / "published"
MAKERS = {"karlo": (karlo_published, tiny_karlo), "kandinsky22": (kandinsky22_published, tiny_kandinsky22)}


def kept(folder, role):
    return onnx.load_model_from_string(gzip.decompress((folder / f"{role}.onnx.gz").read_bytes()))


def outside(model):
    return {tensor.name: tuple(tensor.dims) for tensor in model.graph.initializer
            if tensor.data_location == onnx.TensorProto.EXTERNAL}


def said(folder):
    return json.loads((folder / "family.json").read_text("utf-8"))


@pytest.fixture(scope="module", params=MAKERS)
def made(request):
    """The kept folder, and what it is made of."""
    converter, maker = MAKERS[request.param]
    with torch.no_grad():
        return TINY / f"tiny-{request.param}-published", converter.family(maker.components(tiny_karlo.tokenizer()), maker.FACTS)


def test_the_kept_description_is_todays(made, tmp_path, monkeypatch):
    folder, family = made
    monkeypatch.setattr(published, "skeleton", lambda graph, weights: onnx.ModelProto())
    published.write(family, tmp_path)
    assert said(tmp_path) == said(folder)


@pytest.mark.parametrize("name", MAKERS)
def test_the_programs_description_is_todays(name, tmp_path, monkeypatch):
    monkeypatch.setattr(published, "skeleton", lambda graph, weights: onnx.ModelProto())
    published.write(MAKERS[name][0].family(), tmp_path)
    assert said(tmp_path) == said(FULL / name)


def test_graphs_name_just_the_tensors_that_the_libraries_write(made, tmp_path):
    folder, family = made
    named = {}
    for graph in family.graphs:
        for name, shape in outside(kept(folder, graph.role)).items():
            named.setdefault(name.split("/", 1)[0], {})[name.split("/", 1)[1]] = shape
    for key, source in family.sources.items():
        source.module.save_pretrained(tmp_path / key)
        file = safe_open(next((tmp_path / key).glob("*.safetensors")), "pt")
        stored = {name: tuple(file.get_slice(name).get_shape()) for name in file.keys()}
        read = named[key] | {name: stored[name] for name in (*source.keep, *source.ignore) if name in stored}
        assert read == stored, key


def test_kept_graphs_with_weights_give_what_the_modules_give(made):
    folder, family = made
    generator = torch.Generator().manual_seed(4)
    for graph in family.graphs:
        model = kept(folder, graph.role)
        for tensor in model.graph.initializer:
            if tensor.data_location == onnx.TensorProto.EXTERNAL:
                source, name = tensor.name.split("/", 1)
                del tensor.external_data[:]
                tensor.data_location = onnx.TensorProto.DEFAULT
                tensor.raw_data = family.sources[source].module.state_dict()[name].numpy().tobytes()
        inputs = [port.example(generator, 3, length=9) for port in graph.inputs]
        session = onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
        found = session.run(None, {port.name: value.numpy() for port, value in zip(graph.inputs, inputs)})
        with torch.no_grad():
            wanted = graph.module(*inputs)
        for one, other in zip(found, wanted if isinstance(wanted, tuple) else (wanted,)):
            assert np.allclose(one.astype(np.float32), other.float().numpy(), atol=1e-5), graph.role


def test_a_graph_made_today_is_the_kept_one(made):
    folder, family = made
    graph = next(graph for graph in family.graphs if graph.role in ("conditioner", "latent-encoder"))
    today, before = published.skeleton(graph, family.weights[graph.role]), kept(folder, graph.role)
    assert outside(today) == outside(before)
    assert [node.op_type for node in today.graph.node] == [node.op_type for node in before.graph.node]


def weights(name):
    """Shapes of all that a family's graphs read, by SOURCE/TENSOR."""
    found = {}
    for role in said(FULL / name)["components"]:
        found |= outside(kept(FULL / name, role))
    return found


def count(found, source):
    return sum(math.prod(shape) for name, shape in found.items() if name.startswith(source + "/"))


def test_kandinsky_has_as_many_weights_as_was_published():
    found = weights("kandinsky22")
    e = said(FULL / "kandinsky22")["manifest"]["embedding"]["dimension"]
    assert {source: count(found, source) for source in said(FULL / "kandinsky22")["sources"]} == {
        "text_encoder": 694_659_840, "image_encoder": 1_844_907_264, "prior": 1_026_225_920, "unet": 1_253_057_288,
        "movq": 67_832_495 - 65_536, "inpainting_unet": 1_253_074_568}  # without the codebook
    assert {shape for name, shape in found.items() if name in ("prior/clip_mean", "prior/clip_std")} == {(1, e)}


@pytest.mark.parametrize("source, expected", [
    ("text_encoder", 123_650_304), ("image_encoder", 303_966_208), ("prior", 1_022_030_080), ("text_proj", 7_878_400),
    ("decoder", 885_439_686), ("super_res_first", 691_579_523), ("super_res_last", 691_579_523)])
def test_karlo_has_as_many_weights_as_was_published(source, expected):
    found = weights("karlo")
    e = said(FULL / "karlo")["manifest"]["embedding"]["dimension"]
    assert count(found, source) + {"text_proj": e}.get(source, 0) == expected
    assert {shape for name, shape in found.items() if name in ("prior/clip_mean", "prior/clip_std")} == {(1, e)}


def test_nothing_turns_a_weight_before_a_product():
    for name, role in (("karlo", "prior"), ("karlo", "decoder"), ("kandinsky22", "decoder"), ("kandinsky22", "latent-decoder")):
        model = kept(FULL / name, role)
        weights = outside(model)
        turned = [node for node in model.graph.node if node.op_type == "Transpose" and node.input[0] in weights]
        assert not turned, (role, turned[0])


def test_untouched_modules_have_real_buffers():
    with published.untouched():
        prior = karlo_published.PriorTransformer(num_attention_heads=1, attention_head_dim=4, num_layers=1, embedding_dim=4)
    assert prior.causal_attention_mask.min() == -10000 and prior.causal_attention_mask.max() == 0
