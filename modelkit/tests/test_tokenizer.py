import pytest

from modelkit.reference.clip_tokens import pack_tokenizer
from modelkit.reference.strings import strings
from modelkit.starter.tokenizer import Tokenizer, learn


@pytest.fixture(params=["learned", "with words"])
def tokenizer(workshop, request) -> Tokenizer:
    return workshop.tokenizer if request.param == "learned" else workshop.tokenizer.with_words(["fluffy", "lawn", "photograph"])


def test_ids_are_those_of_hugging_faces_clip_tokenizer(tokenizer, tmp_path):
    tokenizer.save(tmp_path / "tokenizer.json")
    theirs = pack_tokenizer(tmp_path)
    texts = strings() + ["a fluffy dog on the lawn", "fluff photographs", "lawnmower"]
    assert len(texts) > 300
    for text in texts:
        assert tokenizer.ids(text) == theirs(text, add_special_tokens=False)["input_ids"], text


def test_added_words_are_one_token_each_and_no_other_id_changes(workshop):
    before, after = workshop.tokenizer, workshop.tokenizer.with_words(["fluffy", "flute", "lawn"])
    new = [after.ids(word) for word in ("fluffy", "flute", "lawn")]
    assert all(len(ids) == 1 and before.learned <= ids[0] < len(after) for ids in new) and len({*map(tuple, new)}) == 3
    assert all(after.vocab[symbol] == k for symbol, k in before.vocab.items())
    assert (after.start, after.end, after.learned) == (before.start, before.end, before.learned)
    # words with none of the joined pieces in them are read as before
    joined = [(one + other).removesuffix("</w>") for one, other in after.added]
    others = [text for text in strings() if not any(part in text.lower() for part in joined)]
    assert len(others) > 200 and all(after.ids(text) == before.ids(text) for text in others)
    assert after.text(after.encode("a fluffy dog")) == "a fluffy dog"
    assert after.with_words(["lawn"]).added == after.added


def test_frequent_words_become_one_token_and_learning_is_deterministic():
    captions = ["an owl on the grass", "an owl at night", "a red owl"] * 5
    first, second = learn(captions, 40), learn(captions, 40)
    assert first.merges == second.merges
    assert len(first.ids("owl")) == 1
    assert len(first.ids("wolf")) > 1


def test_encode_pads_with_the_end_token_and_cuts_to_the_context(workshop):
    tokenizer = workshop.tokenizer
    short = tokenizer.encode("a dog", 12)
    assert len(short) == 12 and short[0] == tokenizer.start and set(short[-4:]) == {tokenizer.end}
    long = tokenizer.encode("dog " * 200)
    assert len(long) == 77 and long[-1] == tokenizer.end and tokenizer.end not in long[:-1]


def test_a_saved_tokenizer_is_the_same_tokenizer(tokenizer, tmp_path):
    tokenizer.save(tmp_path / "t.json")
    again = Tokenizer.load(tmp_path / "t.json")
    assert again.merges == tokenizer.merges and again.added == tokenizer.added and again.vocab == tokenizer.vocab


def test_ids_become_text_again(workshop):
    for text in ("a dog on the grass", "a red cat, icon", "naïve owl"):
        assert workshop.tokenizer.text(workshop.tokenizer.encode(text)).replace(" ,", ",") == text
