"""Writes the graphs of a pack so small that a whole picture takes milliseconds: for the Java tests of jobs.

    python modelkit/modelkit/reference/tiny_pack.py inference/src/test/resources/reference/tiny-pack

Embeddings have 4 numbers, the decoder makes 8 pixels a side, the upsampler 16. The networks are sound (they read what they
are given, and what they give depends on it) but know nothing. Besides the plain decoder there are some that misbehave.
"""

import sys
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto as T
from onnx import helper as h
from onnx import numpy_helper

E, LENGTH, SMALL, LARGE = 4, 77, 8, 16
# As many as the starter pack's tokenizer, which the tests use.
WORDS = 3394
SPREAD = np.array([0.3, 0.7, 1.1, 1.9], np.float32)


def value(name, kind, *shape):
    return h.make_tensor_value_info(name, kind, ["batch", *shape])


def picture(name, size):
    return value(name, T.FLOAT, 3, size, size)


def constant(name, array):
    return numpy_helper.from_array(np.asarray(array), name)


def axes(*numbers):
    return constant("axes" + "".join(map(str, numbers)), np.array(numbers, np.int64))


def model(nodes, inputs, outputs, constants):
    graph = h.make_graph(nodes, "tiny", inputs, outputs, constants)
    return h.make_model(graph, opset_imports=[h.make_opsetid("", 18)], ir_version=9)


def unit(name):
    """Nodes that give `name` at unit length as `embedding`."""
    return [
        h.make_node("ReduceL2", [name, "axes1"], ["length"], keepdims=1),
        h.make_node("Div", [name, "length"], ["embedding"]),
    ]


def text_encoder(length=LENGTH):
    """Padding, which is token 0, has states of 0 and counts for nothing: at any length a caption reads the same."""
    nodes = [
        h.make_node("Cast", ["tokens"], ["t"], to=T.FLOAT),
        h.make_node("Unsqueeze", ["t", "axes2"], ["t1"]),
        h.make_node("Mul", ["t1", "spread"], ["m"]),
        h.make_node("Sin", ["m"], ["states"], name="sin"),
        h.make_node("ReduceSum", ["states", "axes1"], ["sum"], keepdims=0),
        *unit("sum"),
    ]
    outputs = [value("embedding", T.FLOAT, E), value("states", T.FLOAT, length, E)]
    return model(
        nodes, [value("tokens", T.INT64, length)], outputs, [axes(1), axes(2), constant("spread", SPREAD)]
    )


def image_encoder():
    nodes = [
        h.make_node("ReduceMean", ["pixels", "axes23"], ["mean"], keepdims=0),
        h.make_node("MatMul", ["mean", "w"], ["m"]),
        h.make_node("Add", ["m", "spread"], ["seen"]),
        *unit("seen"),
    ]
    w = constant("w", np.linspace(-1, 1, 3 * E, dtype=np.float32).reshape(3, E))
    return model(
        nodes,
        [picture("pixels", SMALL)],
        [value("embedding", T.FLOAT, E)],
        [axes(1), axes(2, 3), w, constant("spread", SPREAD)],
    )


def prior():
    nodes = [
        h.make_node("Mul", ["sample", "tenth"], ["s"]),
        h.make_node("Add", ["text-embedding", "s"], ["prediction"]),
    ]
    inputs = [value("sample", T.FLOAT, E), value("timestep", T.INT64), value("text-embedding", T.FLOAT, E)]
    return model(nodes, inputs, [value("prediction", T.FLOAT, E)], [constant("tenth", np.float32(0.1))])


def _text(length):
    return [
        value("text-embedding", T.FLOAT, E),
        value("text-states", T.FLOAT, length, E),
        value("text-mask", T.BOOL, length),
    ]


READING = [
    h.make_node("Tanh", ["text-states"], ["memory-states"]),
    h.make_node("Cast", ["text-mask"], ["words"], to=T.FLOAT),
    h.make_node("Unsqueeze", ["words", "axes2"], ["words1"]),
    h.make_node("Mul", ["text-states", "words1"], ["told"]),
    h.make_node("ReduceSum", ["told", "axes1"], ["sum"], keepdims=0),
    h.make_node("Mul", ["sum", "hundredth"], ["little"]),
    h.make_node("Add", ["text-embedding", "little"], ["memory-words"]),
]
STEPPING = [
    h.make_node("Unsqueeze", ["sample", "axes1"], ["x"]),
    h.make_node("Mul", ["memory-states", "x"], ["m"]),
    h.make_node("Sin", ["m"], ["waves"], name="sin"),
    h.make_node("Cast", ["text-mask"], ["seen"], to=T.FLOAT),
    h.make_node("Unsqueeze", ["seen", "axes2"], ["seen1"]),
    h.make_node("Mul", ["waves", "seen1"], ["heard"]),
    h.make_node("ReduceSum", ["heard", "axes1"], ["all"], keepdims=0),
    h.make_node("Mul", ["all", "hundredth"], ["echo"]),
    h.make_node("Add", ["memory-words", "echo"], ["prediction"]),
]
STEP = [value("sample", T.FLOAT, E), value("timestep", T.INT64)]


def _of_the_prior(nodes, inputs, outputs):
    return model(nodes, inputs, outputs, [axes(1), axes(2), constant("hundredth", np.float32(0.01))])


def prior_of_one_graph():
    """Reads the caption anew at every step, padded to the context's length."""
    return _of_the_prior(READING + STEPPING, STEP + _text(LENGTH), [value("prediction", T.FLOAT, E)])


def _memory():
    return [value("memory-states", T.FLOAT, "length", E), value("memory-words", T.FLOAT, E)]


def prior_text():
    """The first half of ``prior_of_one_graph``, for captions of any length."""
    return _of_the_prior(READING, _text("length"), _memory())


def prior_step():
    """Its second half."""
    inputs = [*STEP, *_memory(), value("text-mask", T.BOOL, "length")]
    return _of_the_prior(STEPPING, inputs, [value("prediction", T.FLOAT, E)])


def decoder(nodes=(), constants=(), result="good"):
    """tanh(sample + colour), the colour by z_i and the text; `nodes` may make another result of it."""
    nodes = [
        h.make_node("Add", ["image-embedding", "text-embedding"], ["z"]),
        h.make_node("MatMul", ["z", "w"], ["colour"]),
        h.make_node("Unsqueeze", ["colour", "axes23"], ["c"]),
        h.make_node("Add", ["sample", "c"], ["a"]),
        h.make_node("Tanh", ["a"], ["good"]),
        *nodes,
        h.make_node("Identity", [result], ["prediction"]),
    ]
    inputs = [
        picture("sample", SMALL),
        value("timestep", T.INT64),
        value("image-embedding", T.FLOAT, E),
        value("text-embedding", T.FLOAT, E),
    ]
    w = constant("w", np.linspace(-1, 1, 3 * E, dtype=np.float32).reshape(E, 3))
    return model(nodes, inputs, [picture("prediction", SMALL)], [axes(2, 3), w, *constants])


def decoder_of_one_colour():
    """White, and so bright that the upsampler's noise cannot be seen."""
    nodes = [h.make_node("Mul", ["good", "zero"], ["grey"]), h.make_node("Add", ["grey", "bright"], ["flat"])]
    return decoder(nodes, [constant("zero", np.float32(0)), constant("bright", np.float32(4))], "flat")


def decoder_sometimes_not_finite():
    """Not a number where the noise of the first step is brighter than grey in the mean, as for about every other seed."""
    nodes = [
        h.make_node("ReduceMean", ["sample", "axes123"], ["mean"], keepdims=1),
        h.make_node("Cast", ["timestep"], ["t"], to=T.FLOAT),
        h.make_node("Unsqueeze", ["t", "axes123"], ["t1"]),
        h.make_node("Sub", ["first", "t1"], ["later"]),
        h.make_node("Sub", ["later", "mean"], ["dark"]),
        h.make_node("Sqrt", ["dark"], ["root"]),
        h.make_node("Mul", ["root", "zero"], ["nothing"]),
        h.make_node("Add", ["good", "nothing"], ["bad"]),
    ]
    return decoder(nodes, [axes(1, 2, 3), constant("zero", np.float32(0)), constant("first", np.float32(999))], "bad")


def decoder_without_end():
    body = h.make_graph(
        [h.make_node("Identity", ["go"], ["on"]), h.make_node("MatMul", ["state", "state"], ["next"])],
        "body",
        [
            h.make_tensor_value_info("i", T.INT64, []),
            h.make_tensor_value_info("go", T.BOOL, []),
            h.make_tensor_value_info("state", T.FLOAT, [64, 64]),
        ],
        [h.make_tensor_value_info("on", T.BOOL, []), h.make_tensor_value_info("next", T.FLOAT, [64, 64])],
    )
    nodes = [
        h.make_node("ConstantOfShape", ["side"], ["start"]),
        h.make_node("Cast", ["timestep"], ["times"], to=T.INT64),
        h.make_node("ReduceMax", ["times", "axes0"], ["latest"], keepdims=0),
        h.make_node("Add", ["latest", "forever"], ["trips"]),
        h.make_node("Loop", ["trips", "", "start"], ["end"], body=body),
        h.make_node("ReduceSum", ["end", "axes01"], ["sum"], keepdims=0),
        h.make_node("Add", ["good", "sum"], ["late"]),
    ]
    constants = [
        constant("side", np.array([64, 64], np.int64)),
        constant("forever", np.int64(2**62)),
        axes(0),
        axes(0, 1),
    ]
    return decoder(nodes, constants, "late")


def upsampler():
    nodes = [
        h.make_node("Mul", ["sample", "hundredth"], ["s"]),
        h.make_node("Add", ["low-resolution", "s"], ["prediction"]),
    ]
    inputs = [picture("sample", LARGE), value("timestep", T.INT64), picture("low-resolution", LARGE)]
    return model(
        nodes, inputs, [picture("prediction", LARGE)], [constant("hundredth", np.float32(0.01))]
    )


def upsampler_of_the_last_step():
    """The negative of what the plain one makes."""
    nodes = [
        h.make_node("Mul", ["sample", "hundredth"], ["s"]),
        h.make_node("Add", ["low-resolution", "s"], ["positive"]),
        h.make_node("Neg", ["positive"], ["prediction"]),
    ]
    inputs = [picture("sample", LARGE), value("timestep", T.INT64), picture("low-resolution", LARGE)]
    return model(
        nodes, inputs, [picture("prediction", LARGE)], [constant("hundredth", np.float32(0.01))]
    )


def captioner():
    """Likes some words of the vocabulary better than others, which ones depends on the picture and the last word."""
    nodes = [
        h.make_node("Cast", ["tokens"], ["t"], to=T.FLOAT),
        h.make_node("Unsqueeze", ["t", "axes2"], ["last"]),
        h.make_node("ReduceSum", ["image-embedding", "axes1"], ["sum"], keepdims=1),
        h.make_node("Unsqueeze", ["sum", "axes2"], ["seen"]),
        h.make_node("Range", ["zero", "words", "one"], ["words1"]),
        h.make_node("Add", ["last", "seen"], ["mood"]),
        h.make_node("Add", ["mood", "words1"], ["liking"]),
        h.make_node("Sin", ["liking"], ["logits"], name="sin"),
    ]
    inputs = [value("image-embedding", T.FLOAT, E), value("tokens", T.INT64, "length")]
    constants = [
        axes(1),
        axes(2),
        constant("zero", np.float32(0)),
        constant("one", np.float32(1)),
        constant("words", np.float32(WORDS)),
    ]
    return model(nodes, inputs, [value("logits", T.FLOAT, "length", WORDS)], constants)


def main(folder):
    folder.mkdir(parents=True, exist_ok=True)
    models = {
        "text-encoder": text_encoder(),
        "image-encoder": image_encoder(),
        "text-encoder-of-any-length": text_encoder("length"),
        "prior": prior(),
        "prior-of-one-graph": prior_of_one_graph(),
        "prior-text": prior_text(),
        "prior-step": prior_step(),
        "decoder": decoder(),
        "decoder-of-one-colour": decoder_of_one_colour(),
        "decoder-sometimes-not-finite": decoder_sometimes_not_finite(),
        "decoder-without-end": decoder_without_end(),
        "upsampler-16": upsampler(),
        "upsampler-16-last": upsampler_of_the_last_step(),
        "captioner": captioner(),
    }
    for name, tiny in models.items():
        onnx.checker.check_model(tiny, full_check=True)
        (folder / f"{name}.onnx").write_bytes(tiny.SerializeToString())
        print(f"{name}.onnx", len(tiny.SerializeToString()), "bytes")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
