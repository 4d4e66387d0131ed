from modelkit.reference.clip_tokens import reference
from modelkit.reference.strings import strings
from modelkit.starter.tokenizer import Tokenizer, learn


def test_ids_are_those_of_hugging_faces_clip_tokenizer(workshop):
    theirs = reference(workshop.tokenizer.merges)
    texts = strings()
    assert len(texts) > 300
    for text in texts:
        assert workshop.tokenizer.ids(text) == theirs(text, add_special_tokens=False)["input_ids"], text


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


def test_a_saved_tokenizer_is_the_same_tokenizer(workshop, tmp_path):
    workshop.tokenizer.save(tmp_path / "t.json")
    again = Tokenizer.load(tmp_path / "t.json")
    assert again.merges == workshop.tokenizer.merges and again.vocab == workshop.tokenizer.vocab


def test_ids_become_text_again(workshop):
    for text in ("a dog on the grass", "a red cat, icon", "naïve owl"):
        assert workshop.tokenizer.text(workshop.tokenizer.encode(text)).replace(" ,", ",") == text
