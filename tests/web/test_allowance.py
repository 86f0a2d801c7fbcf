"""How much one may ask for in a while."""

from kontakt.web.allowance import Allowance, Allowances


class _Clock:
    at = 0.0

    def __call__(self) -> float:
        return self.at


def test_what_was_taken_grows_again_up_to_what_may_be_taken_at_once() -> None:
    clock = _Clock()
    allowance = Allowance(10, 2, clock)
    assert allowance.take(10)
    assert not allowance.take()
    clock.at = 0.5
    assert allowance.take()
    clock.at = 1000
    assert not allowance.take(11)
    assert allowance.take(10)


def test_whoever_overdraws_waits_until_it_is_paid_back() -> None:
    clock = _Clock()
    allowance = Allowance(10, 2, clock)
    assert allowance.overdraw(10) == 0
    assert allowance.overdraw(3) == 1.5
    clock.at = 1.5
    assert allowance.overdraw(0) == 0
    assert allowance.overdraw(2) == 1


def test_names_that_have_all_they_may_are_forgotten() -> None:
    clock = _Clock()
    allowances = Allowances(2, 1, clock)
    for number in range(999):
        allowances.take(str(number))
    clock.at = 10
    assert allowances.take("kari", 2)
    assert not allowances.take("kari")
    assert allowances.take("ola")
    assert len(allowances) == 2
    assert not allowances.take("kari")
