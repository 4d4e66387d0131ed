"""Expected embeddings are sums over facts, whatever the arrangement, and forget what was noise."""

import pytest
import torch

from modelkit.starter import expected, phrases
from modelkit.starter.composer import Composer, Mixture
from modelkit.starter.scenes import ABOVE, ALONE, ARRANGED, BESIDE, ON, arranged


@pytest.fixture(scope="module")
def facts(workshop):
    composer = Composer(workshop.composer.atlas, Mixture(pairs=0.5, rows=0.2), phrases.groups(workshop.chosen.sets))
    layout = composer.layouts(12000, torch.Generator().manual_seed(4))
    return layout, layout.facts()


def test_an_arrangement_is_read_back_from_its_number(facts):
    layout, found = facts
    ordered = (layout.relation == BESIDE) | (layout.relation == ABOVE) | (layout.relation == ON)
    relation, one, two = arranged(found[ordered, ARRANGED])
    assert torch.equal(relation, layout.relation[ordered])
    assert torch.equal(torch.stack([one, two], 1), layout.things[ordered, :2])


def test_contributions_are_found_under_noise(facts):
    layout, found = facts
    generator = torch.Generator().manual_seed(1)
    terms = expected.terms(found, 5)
    share = torch.randn(int(terms.max()) + 1, 16, generator=generator)
    share[-1] = 0  # what is nothing adds nothing
    clean = share[terms].sum(1)
    noisy = clean + torch.randn(clean.shape, generator=generator) * 2
    average = expected.Expected(found[:-2000], noisy[:-2000], 5)
    error = ((average(found[-2000:]) - clean[-2000:]) ** 2).mean() / (clean ** 2).mean()
    assert error < 0.02
    # a pair with either thing changed for another is no longer named
    pairs = (found[:, 1] >= 0) & (found[:, 2] < 0)
    truth, asked, mine = clean[pairs], found[pairs], terms[pairs]
    assert average.names_both(truth, asked).all()
    for place in range(2):
        stands = mine[:, place]
        other = stands // 5 * 5 + (stands + 1) % 5
        assert not average.names_both(truth - share[stands] + share[other], asked).any()


def test_which_thing_stands_where_makes_a_difference(facts):
    layout, found = facts
    terms = expected.terms(found, 5)
    for relation in (BESIDE, ABOVE, ON):
        rows = layout.relation == relation
        assert torch.equal(terms[rows, 0] % 5, layout.things[rows, 0]) and torch.equal(terms[rows, 1] % 5, layout.things[rows, 1])
        assert len(set((terms[rows, 0] // 5).tolist() + (terms[rows, 1] // 5).tolist())) == 2
    alone = layout.relation == ALONE
    assert torch.equal(terms[alone, 0] % 5, layout.things[alone, 0]) and terms[alone, 1].unique().numel() == 1
    plain = alone & (layout.pose == 0) & (layout.style == 0)
    tables = {look: set((terms[plain & (layout.group == look), 0] // 5).tolist()) for look in layout.group[plain].unique().tolist()}
    assert len(tables) == 2 and all(len(one) == 1 for one in tables.values()) and len(set.union(*tables.values())) == 2
    other = layout.pose[alone] > 0
    assert other.any() and set((terms[alone, 0] // 5)[other].tolist()).isdisjoint((terms[alone, 0] // 5)[~other].tolist())


def test_what_is_told_of_a_subspace_still_names_both(facts):
    _, found = facts
    generator = torch.Generator().manual_seed(3)
    terms = expected.terms(found, 5)
    share = torch.randn(int(terms.max()) + 1, 16, generator=generator)
    share[-1] = 0
    clean = share[terms].sum(1)
    average = expected.Expected(found, clean, 5)
    basis = torch.linalg.qr(torch.randn(16, 12, generator=generator))[0].T
    projector = basis.T @ basis
    pairs = (found[:, 1] >= 0) & (found[:, 2] < 0)
    told = average.within(projector)
    assert told.names_both(clean[pairs] @ projector, found[pairs]).float().mean() > 0.99
    assert torch.allclose(told(found[:9]), average(found[:9]) @ projector, atol=1e-4)
