"""The whole chain at toy size: train every stage a few steps, export, read the pack back, train on from it."""

import hashlib
import json
import shutil
import tomllib
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import onnxruntime
import pytest
import torch
import torch.nn.functional as F
from safetensors.torch import load_file

from modelkit import judge
from modelkit.reference import cascade, goldens
from modelkit.starter import (decoder, measure, networks, pieces, replace, resume, train_captioner, train_clip, train_decoder,
                              train_prior, train_prior_autoregressive, train_recall, train_upsampler, train_upsampler_1024,
                              weights)
from modelkit.starter.export import export, training_facts
from modelkit.starter.painter import Painter
from modelkit.starter.tokenizer import Tokenizer
from modelkit.starter.trainer import Budget

STAGES = {"clip": train_clip, "prior": train_prior, "recall": train_recall, "decoder": train_decoder,
          "upsampler": train_upsampler, "upsampler-1024": train_upsampler_1024,
          "prior-autoregressive": train_prior_autoregressive, "captioner": train_captioner}
TOY = Path(__file__).with_name("toy")


def config(stage: str, steps: int) -> dict:
    values = tomllib.loads((TOY / f"{stage}.toml").read_text("utf-8"))
    values["budget"]["steps"] = steps
    return values


def train(workshop, runs: Path, stage: str, steps: int) -> None:
    folder = runs / stage
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "config.toml").write_bytes((TOY / f"{stage}.toml").read_bytes())
    STAGES[stage].run(workshop, config(stage, steps), folder)


@pytest.fixture(scope="module")
def trained(workshop, tmp_path_factory) -> Path:
    runs = tmp_path_factory.mktemp("runs")
    for stage in STAGES:
        train(workshop, runs, stage, 180 if stage == "clip" else 16)
    return runs


@pytest.fixture(scope="module")
def pack(workshop, trained, tmp_path_factory) -> Path:
    out = tmp_path_factory.mktemp("pack")
    export(workshop, trained, TOY, out, "0.0.1")
    return out


def test_training_lowers_the_loss(trained):
    rows = [json.loads(line) for line in (trained / "clip" / "log.jsonl").read_text("utf-8").splitlines()]
    assert rows[-1]["step"] == 180
    assert rows[-1]["validation"] < 2.5  # ln(32) = 3.47 is chance


def test_a_resumed_run_ends_where_an_unbroken_one_does(workshop, tmp_path):
    # a rate that follows neither the budget nor the time since the start, and sums in one order
    values = config("clip", 12)
    values["budget"] |= {"warmup": 1, "cooldown": 0.0}
    torch.set_num_threads(1)
    for name, cuts in (("start", (6,)), ("whole", (12,)), ("cut", (6, 12))):
        (tmp_path / name).mkdir()
        for steps in cuts:
            values["budget"]["steps"] = steps
            train_clip.run(workshop, values, tmp_path / name)
    torch.set_num_threads(2)
    start, whole, cut = (torch.load(tmp_path / name / "checkpoint.pt", weights_only=True) for name in ("start", "whole", "cut"))
    apart = lambda one, other: max((one[k] - other[k]).abs().max().item() for k in one)
    for values in (lambda state: state["network"], lambda state: state["optimiser"]["average"]):
        assert apart(values(whole), values(cut)) <= 1e-6 < 1e-3 < apart(values(whole), values(start))


def test_the_pack_is_complete_and_says_how_it_was_trained(pack):
    manifest = json.loads((pack / "pack.json").read_text("utf-8"))
    for part in (*manifest["components"].values(), *manifest["data"].values()):
        assert (pack / part["file"]).stat().st_size == part["bytes"]
    assert manifest["sections"]["training"]["stages"]["decoder"]["steps"] == 16
    working = manifest["memory"]["activations"]
    assert working.keys() == manifest["components"].keys()
    # a picture of 1024 x 1024 in float32 has 12 MiB: input, output and what lies between are several times that
    assert 24 << 20 < working["upsampler-1024"]["base"] + working["upsampler-1024"]["perRow"] < 4 << 30
    assert "Fluent Emoji" in (pack / "NOTICE.txt").read_text("utf-8")


def test_every_graph_runs_with_any_number_of_rows(pack):
    manifest = json.loads((pack / "pack.json").read_text("utf-8"))
    component = manifest["components"]["decoder"]
    session = onnxruntime.InferenceSession(str(pack / component["file"]), providers=["CPUExecutionProvider"])
    kinds = {"float32": torch.float32, "int64": torch.int64, "bool": torch.bool}
    for rows in (1, 2, 5):
        feeds = {i["name"]: torch.zeros([rows, *i["shape"][1:]], dtype=kinds[i["type"]]).numpy()
                 for i in component["inputs"]}
        assert session.run(None, feeds)[0].shape[0] == rows


def test_a_row_of_the_sequence_models_does_not_read_what_comes_after_it(workshop, pack):
    generator = torch.Generator().manual_seed(1)
    manifest = json.loads((pack / "pack.json").read_text("utf-8"))["components"]
    for role, reads_itself in (("prior-autoregressive", False), ("captioner", True)):
        session = onnxruntime.InferenceSession(str(pack / manifest[role]["file"]), providers=["CPUExecutionProvider"])
        feeds = {}
        for port in manifest[role]["inputs"]:
            shape = [1, *(6 if side == "length" else side for side in port["shape"][1:])]
            if port["type"] == "int64":
                feeds[port["name"]] = torch.randint(0, 16, shape, generator=generator).numpy()
            elif port["type"] == "bool":
                feeds[port["name"]] = torch.ones(shape, dtype=torch.bool).numpy()
            else:
                feeds[port["name"]] = torch.randn(shape, generator=generator).numpy()
        whole = session.run(None, feeds)[0]
        for length in (1, 3):
            part = session.run(None, feeds | {"tokens": feeds["tokens"][:, :length]})[0]
            assert abs(part - whole[:, :length]).max() < 1e-4, (role, length)
        changed = feeds["tokens"].copy()
        changed[0, 3] = (changed[0, 3] + 1) % 16
        other = session.run(None, feeds | {"tokens": changed})[0]
        first = 3 if reads_itself else 4
        assert abs(other - whole)[:, :first].max() < 1e-5 < abs(other - whole)[:, first:].max(), role


def test_training_goes_on_from_the_packs_own_weights(workshop, trained, pack, tmp_path):
    runs = tmp_path / "runs"
    resume.resume(workshop.tokenizer, pack, TOY, runs)
    for stage in STAGES:
        before = torch.load(trained / stage / "checkpoint.pt", weights_only=True)
        after = torch.load(runs / stage / "checkpoint.pt", weights_only=True)
        assert after["step"] == before["step"]
        for name, value in before["optimiser"]["average"].items():
            found = after["network"][name]
            # int8 per output channel: within half a step of the largest weight; the temperature to two places
            near = 0.01 if name == "log_scale" else value.abs().max() / 127 + 1e-6
            assert (found - value).abs().max() <= near, (stage, name)
    told = json.loads((pack / "pack.json").read_text("utf-8"))["sections"]["training"]["stages"]
    assert training_facts(runs) == told  # the recall's too
    train(workshop, runs, "decoder", 18)
    facts = training_facts(runs)
    assert facts["decoder"].items() >= {"steps": 18, "after": told["decoder"]}.items()
    assert {**facts, "decoder": told["decoder"]} == told
    assert torch.load(runs / "decoder" / "checkpoint.pt", weights_only=True)["step"] == 18
    with pytest.raises(FileExistsError, match="goes on from it"):
        resume.resume(workshop.tokenizer, pack, TOY, runs)
    # a recall that goes on is the decoder's from then on
    train(workshop, runs, "recall", told["recall"]["steps"] + 2)
    train(workshop, runs, "decoder", 20)
    recall, decoder = (torch.load(runs / stage / "checkpoint.pt", weights_only=True) for stage in ("recall", "decoder"))
    for name, value in recall["optimiser"]["average"].items():
        assert torch.equal(decoder["network"][f"recall.{name}"], value.to(decoder["network"][f"recall.{name}"].dtype)), name


def test_what_trained_further_is_put_into_a_pack_and_nothing_else(workshop, pack, tmp_path):
    runs, copy = tmp_path / "runs", tmp_path / "pack"
    shutil.copytree(pack, copy)
    resume.resume(workshop.tokenizer, pack, TOY, runs)
    train(workshop, runs, "decoder", 32)
    replace.replace(workshop, runs, TOY, copy, ["decoder"], "0.0.2")
    changed = {path.name for path in copy.iterdir() if path.read_bytes() != (pack / path.name).read_bytes()}
    assert changed == {"decoder.onnx", "geometry.safetensors", "pack.json"}
    manifest, before = (json.loads((folder / "pack.json").read_text("utf-8")) for folder in (copy, pack))
    for part in (*manifest["components"].values(), *manifest["data"].values()):
        content = (copy / part["file"]).read_bytes()
        assert (len(content), hashlib.sha256(content).hexdigest()) == (part["bytes"], part["sha256"]), part["file"]
    assert manifest["version"] == "0.0.2"
    told, was = (one["sections"]["training"]["stages"] for one in (manifest, before))
    assert told.pop("decoder").items() >= {"steps": 32, "after": was.pop("decoder")}.items()
    assert told == was
    again = networks.from_pack(copy, TOY, workshop.tokenizer)["decoder"]
    trained = networks.from_runs(runs, TOY, workshop.tokenizer)["decoder"]
    assert (again.null_image - trained.null_image).abs().max() < 1e-6
    # the prior's two graphs share a file of weights
    decoded = {path.name: path.read_bytes() for path in copy.iterdir()}
    train(workshop, runs, "prior", 32)
    replace.replace(workshop, runs, TOY, copy, ["prior"], "0.0.3")
    changed = {path.name for path in copy.iterdir() if path.read_bytes() != decoded[path.name]}
    assert changed == {"prior.weights", "geometry.safetensors", "pack.json"} | (changed & {"prior.onnx", "prior-text.onnx"})
    manifest = json.loads((copy / "pack.json").read_text("utf-8"))
    for part in manifest["components"].values():
        for file in (part, *part["external"]):
            content = (copy / file["file"]).read_bytes()
            assert (len(content), hashlib.sha256(content).hexdigest()) == (file["bytes"], file["sha256"]), file["file"]
    again = networks.from_pack(copy, TOY, workshop.tokenizer)["prior"]
    trained = networks.from_runs(runs, TOY, workshop.tokenizer)["prior"]
    assert (again.null_text - trained.null_text).abs().max() < 1e-6
    with pytest.raises(ValueError, match="clip cannot be replaced alone"):
        replace.replace(workshop, runs, TOY, copy, ["clip"], "0.0.3")


def test_the_last_upsampler_learns_from_the_packs_own_pictures(workshop, trained, tmp_path):
    for stage in STAGES:
        (tmp_path / stage).symlink_to(trained / stage)
    (tmp_path / "upsampler-1024").unlink()
    shutil.copytree(trained / "upsampler-1024", tmp_path / "upsampler-1024")
    folder = tmp_path / "upsampler-1024"
    train_upsampler_1024.run(workshop, config("upsampler-1024", 18) | {"own": 2}, folder)
    own = load_file(str(folder / "own.safetensors"))
    # four windows of 256 of each picture, and what they look like before they are enlarged
    assert own["own_target"].shape == (8, 3, 256, 256) and own["own"].shape == (8, 3, 64, 64)
    shrunk = F.avg_pool2d(own["own_target"].float(), 16)
    assert (shrunk - F.avg_pool2d(own["own"].float(), 4)).abs().mean() < 3, "the colours are the picture's"
    last = json.loads((folder / "log.jsonl").read_text("utf-8").splitlines()[-1])
    assert last["step"] == 18 and last["own"] > 0 and last["drawn"] > 0


def test_runs_travel_in_pieces(workshop, trained, tmp_path, monkeypatch):
    monkeypatch.setattr(pieces, "PIECE", 100_000)
    files = pieces.cut(trained, tmp_path / "files", ["clip", "recall", "decoder"])
    assert len(files) > 10 and max(path.stat().st_size for path in files) <= 100_000
    runs = tmp_path / "runs"
    assert pieces.join(tmp_path / "files", runs) == ["clip", "decoder", "recall"]
    for stage in ("clip", "recall", "decoder"):
        before, after = (torch.load(root / stage / "checkpoint.pt", weights_only=True) for root in (trained, runs))
        assert (after["step"], after["seconds"], after["seed"]) == (before["step"], before["seconds"], before["seed"])
        for name, value in before["optimiser"]["average"].items():
            assert torch.equal(after["network"][name], value.half().float()), (stage, name)
    assert (runs / "clip" / "geometry.safetensors").read_bytes() == (trained / "clip" / "geometry.safetensors").read_bytes()
    train(workshop, runs, "decoder", 17)
    with pytest.raises(FileExistsError, match="move it away"):
        pieces.join(tmp_path / "files", runs)
    (tmp_path / "files" / "clip.weights.001").unlink()
    with pytest.raises(ValueError, match="pieces of clip .* is one missing"):
        pieces.join(tmp_path / "files", tmp_path / "others")
    assert not list((tmp_path / "others").glob("clip/*"))


def test_a_pack_can_be_measured(workshop, pack, tmp_path):
    painter = Painter.open(pack, TOY)
    classifier = measure.train_classifier(workshop, tmp_path / "classifier", Budget(steps=60, warmup=5), batch=32)
    found = measure.recognition(workshop, painter, classifier, tmp_path)
    assert found["classifier_on_composed"] > 0.5  # one in five is chance
    apart = measure.diversity(workshop, painter, tmp_path, things=2)
    assert apart["diversity_composed"]["pixels"] > 0.1 and -1 <= apart["diversity_drawn"]["cosine"] <= 1
    near = measure.nearest(workshop, painter, tmp_path, things=2, among=12)
    assert near["nearest_to_drawn"] >= near["nearest_least"] > 0
    assert {"every-concept.png", "four-seeds.png", "nearest.png"} <= {path.name for path in tmp_path.iterdir()}


class Scenes:
    """Stands in for composer and painter: pictures of one grey each, by which ``told`` knows the thing. Every fifth composed
    one and two of the five that are drawn show another thing."""

    drawn = torch.tensor([0, 1, 1, 3, 0])

    def mixed(self, **shares):
        return self

    def layouts(self, count, generator):
        return Things(torch.arange(count)[:, None] % 5)

    def render(self, layout, size, generator):
        shown = torch.where(torch.arange(len(layout)) % 5 == 4, 0, layout.things[:, 0])
        return self.pictures(shown), None

    def draw(self, prompts, seed):
        return self.pictures(self.drawn)

    @staticmethod
    def pictures(things):
        return (things / 5 - 0.5)[:, None, None, None].expand(-1, 3, 64, 64)

    @staticmethod
    def told(pictures):
        return F.one_hot(((pictures.mean((1, 2, 3)) + 0.5) * 5).round().long(), 5).float()


@dataclass
class Things:
    things: torch.Tensor

    def __len__(self):
        return len(self.things)

    def rows(self, index):
        return Things(self.things[index])


def test_what_is_drawn_as_something_else_is_not_recognised(workshop, tmp_path):
    scenes = Scenes()
    pretended = SimpleNamespace(concepts=workshop.concepts, captioner=workshop.captioner, composer=scenes)
    found = measure.recognition(pretended, scenes, scenes.told, tmp_path)
    assert found["not_recognised"] == [workshop.concepts[k].name for k in (2, 4)]
    assert found["classifier_on_drawn"] == pytest.approx(0.6) and found["classifier_on_composed"] == pytest.approx(0.8)
    # what is drawn is found three quarters as often as what is composed
    assert found["share"] == pytest.approx(0.75)


def test_edits_keep_what_is_not_painted_and_are_shown_shuffled(workshop, pack, tmp_path):
    painter = Painter.open(pack, TOY)
    rows = measure.inpaint(painter, ["a dog"], ["a cat"], [101])
    source, hidden, result = rows[0]
    assert torch.equal(source[:, :6], result[:, :6]) and not torch.equal(source[:, 6:58, 6:58], result[:, 6:58, 6:58])
    assert (hidden[:, 6:58, 6:58] == 0).all()
    items = [judge.Item(101, "a dog -> a cat", (("cat",),), part) for part in ("Inpainting", "Text diffs")]
    measure.edit(painter, items, tmp_path)
    assert sorted(json.loads((tmp_path / "key.json").read_text("utf-8")).values()) == [0, 1]
    assert {"inpainting.png", "text-diffs.png", "sheet-1.png"} <= {path.name for path in tmp_path.iterdir()}


def test_goldens_of_any_pack_are_what_its_own_graphs_answer(pack, tmp_path, monkeypatch):
    monkeypatch.setattr(goldens, "PICTURES", goldens.PICTURES[-2:])
    # sixteen steps of training tell no two samples of the prior apart
    monkeypatch.setattr(cascade, "_NEAR", 0.0)
    goldens.write(pack, TOY, tmp_path)
    index, kept = json.loads((tmp_path / "goldens.json").read_text("utf-8")), load_file(str(tmp_path / "steps.safetensors"))
    manifest = json.loads((pack / "pack.json").read_text("utf-8"))
    assert index["pack"] == goldens.fingerprint(manifest)
    words, tables = Tokenizer.load(pack / "tokenizer.json"), load_file(str(pack / "geometry.safetensors"))
    session = lambda role: onnxruntime.InferenceSession(str(pack / f"{role}.onnx"), providers=["CPUExecutionProvider"])
    near = lambda found, wanted: (found - wanted).abs().max() < 1e-4 * wanted.abs().max().clamp(min=1)
    cases = {case["name"]: case for case in index["steps"]}
    assert cases.keys() == {"prior-0", "prior-1", "decoder", "upsampler-256", "upsampler-1024", "prior-autoregressive"}
    tokens = torch.tensor([words.encode(cases["decoder"]["prompt"])])
    text, states = map(torch.from_numpy, session("text-encoder").run(None, {"tokens": tokens.numpy()}))
    mask = torch.arange(77)[None] <= (tokens == words.end).long().argmax(1, keepdim=True)
    assert near(kept["decoder.text"], text[0]) and near(kept["decoder.states"], states[mask])
    null = lambda name, given: torch.cat([tables[name][None], given]).numpy()
    both = {"text_states": states.repeat(2, 1, 1).numpy(), "text_mask": torch.cat([mask & False, mask]).numpy()}
    told = session("prior-text").run(None, both | {"text_embedding": null("null_text_embedding_prior", text)})
    memory = dict(zip(("memory_states", "memory_embedding", "memory_words"), told))
    runs = (("prior", "prior-0", memory | {"text_mask": both["text_mask"]}),
            ("decoder", "decoder", both | {"text_embedding": null("null_text_embedding", text),
                                    "image_embedding": null("null_image_embedding", kept["decoder.image"][None]),
                                    "known": np.zeros((2, 3, 64, 64), np.float32), "mask": np.ones((2, 1, 64, 64), np.float32)}))
    for role, name, given in runs:
        stage, model = next(row for row in manifest["stages"] if row["name"] == role), session(role)
        inputs = kept[f"{name}.inputs"].float()
        first = len(cases[name]["timesteps"]) - len(inputs)
        for k, timestep in list(enumerate(cases[name]["timesteps"]))[first::7]:
            sample = inputs[k - first].view(1, *((3, 64, 64) if role == "decoder" else (-1,)))
            free, conditioned = model.run(None, {**given, "sample": sample.repeat(2, *[1] * (sample.ndim - 1)).numpy(),
                                                 "timestep": np.full(2, timestep)})[0].reshape(2, -1)
            guided = torch.from_numpy(free + stage["defaults"]["guidance"] * (conditioned - free))
            kept_at = goldens.places(k, guided.numel(), cases[name]["count"])
            assert near(kept[f"{name}.predictions"][k], guided[kept_at])
            if k + 1 < len(cases[name]["timesteps"]):
                # each is fed what followed from the one before, but for rounding
                rounding = 2e-3 if role == "decoder" else 0
                assert (inputs[k + 1 - first][kept_at] - kept[f"{name}.following"][k]).abs().max() <= rounding
    assert [row["file"][3:] for row in index["pictures"]] == ["a-mushroom.png", "a-lighthouse-by-the-sea.png"]


def test_a_pack_of_another_shape_is_refused(workshop, pack):
    values = config("decoder", 1)
    values["shape"]["condition"] = 64
    with pytest.raises(ValueError, match="decoder.onnx"):
        weights.load_graph(decoder.build(values), pack / "decoder.onnx")


def test_parts_that_a_pack_has_none_of_may_be_new(workshop, pack):
    values = config("decoder", 1)
    values["shape"]["recall_layers"] = 3
    network = decoder.build(values)
    before = network.recall.middle[1].weight.clone()
    with pytest.raises(ValueError, match="recall.middle.1"):
        weights.load_graph(network, pack / "decoder.onnx", extra=_nulls(pack))
    weights.load_graph(network, pack / "decoder.onnx", extra=_nulls(pack), new=("recall.middle.1.",))
    assert torch.equal(network.recall.middle[1].weight, before)
    with pytest.raises(ValueError, match="recall.middle.1"):
        weights.load_graph(network, pack / "decoder.onnx", extra=_nulls(pack), new=("recall.middle.",))


def _nulls(pack):
    tables = load_file(str(pack / "geometry.safetensors"))
    return {"null_image": tables["null_image_embedding"], "null_text": tables["null_text_embedding"]}
