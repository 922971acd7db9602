"""Token buckets."""

import pytest
from litestar.exceptions import TooManyRequestsException
from litestar.testing import RequestFactory

from certreg.web.rate_limit import Buckets, Rate, network_of


class _Time:
    def __init__(self) -> None:
        self.seconds = 100.0

    def __call__(self) -> float:
        return self.seconds


def test_it_lets_a_burst_through_and_then_the_rate() -> None:
    time = _Time()
    buckets = Buckets(Rate(per_second=2, burst=3), time)
    assert [buckets.take("a") for _ in range(3)] == [0.0, 0.0, 0.0]
    assert buckets.take("a") == pytest.approx(0.5)
    time.seconds += 0.5
    assert buckets.take("a") == 0.0
    assert buckets.take("a") > 0


def test_it_keeps_callers_apart() -> None:
    buckets = Buckets(Rate(per_second=1, burst=1), _Time())
    assert buckets.take("a") == 0.0
    assert buckets.take("b") == 0.0
    assert buckets.take("a") > 0


def test_an_idle_caller_gains_no_more_than_the_burst() -> None:
    time = _Time()
    buckets = Buckets(Rate(per_second=10, burst=2), time)
    buckets.take("a")
    time.seconds += 3600
    assert [buckets.take("a") == 0.0 for _ in range(3)] == [True, True, False]


def test_it_forgets_the_caller_idle_for_longest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("certreg.web.rate_limit._BUCKETS", 2)
    buckets = Buckets(Rate(per_second=0.001, burst=1), _Time())
    for caller in ("a", "b", "c"):
        assert buckets.take(caller) == 0.0
    assert buckets.take("c") > 0
    assert buckets.take("a") == 0.0


def test_the_refusal_says_how_long_to_wait() -> None:
    buckets = Buckets(Rate(per_second=0.1, burst=1), _Time())
    buckets.require("a")
    with pytest.raises(TooManyRequestsException) as refused:
        buckets.require("a")
    assert refused.value.headers == {"Retry-After": "10"}


@pytest.mark.parametrize(
    ("host", "network"),
    [
        ("203.0.113.9", "203.0.113.9"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::1", "2001:db8:1:2::/64"),
        ("unix", "unix"),
    ],
)
def test_one_caller_is_one_address_or_one_ipv6_network(host: str, network: str) -> None:
    request = RequestFactory().get("/")
    request.scope["client"] = (host, 1)
    assert network_of(request) == network
