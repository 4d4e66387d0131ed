from modelkit import bench


def test_the_table_gives_medians_and_their_ratio():
    ours = [{"prior": 2.0, "decoder": 9.0}, {"prior": 4.0, "decoder": 9.0}, {"prior": 90.0, "decoder": 9.0}]
    theirs = [{"prior": 6.0}, {"prior": 8.0}, {"prior": 70.0}]
    lines = bench.table(ours, theirs).splitlines()
    assert lines[1].split() == ["prior", "4.00", "8.00", "2.00"]
    assert len(lines) == 2, "a stage that only one has is left out"


def test_eager_counts_calls_after_a_first_one():
    made = []
    assert bench.eager(lambda: made.append(1), 4) >= 0
    assert len(made) == 5
