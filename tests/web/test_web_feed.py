"""The promotion feed."""

from casework import LEAD, Casework, posting
from certreg.services.label_life import suspend
from website import Client


def test_it_lists_certified_postings_with_their_certification(client: Client, work: Casework) -> None:
    label = work.certified()
    feed = client.get("/feeds/promoted.json")
    assert feed.headers["content-type"] == "application/ld+json"
    element = feed.json()["dataFeedElement"][0]
    item = element["item"]
    assert item["@type"] == "JobPosting"
    assert item["title"] == posting().title
    certification = item["hasCertification"]
    assert certification["certificationIdentification"] == label.id
    assert certification["url"] == f"https://registry.example/labels/{label.id}"
    assert certification["encoding"]["contentUrl"] == f"https://registry.example/labels/{label.id}.jwt"
    assert certification["certificationRating"]["ratingValue"] == label.claims.result.overall


def test_it_goes_page_by_page_to_the_end(client: Client, work: Casework) -> None:
    made = {work.certified(posting(title=f"岗位{n}")).id for n in range(5)}
    seen: list[str] = []
    url: str | None = "/feeds/promoted.json?limit=2"
    pages = 0
    while url is not None:
        answer = client.get(url)
        feed = answer.json()
        seen += [e["item"]["hasCertification"]["certificationIdentification"] for e in feed["dataFeedElement"]]
        url = feed.get("nextPage")
        assert (f'<{url}>; rel="next"' == answer.headers.get("link")) is (url is not None)
        url = url.removeprefix("https://registry.example") if url else None
        pages += 1
    assert pages == 3
    assert sorted(seen) == sorted(made)


def test_a_suspended_posting_leaves_it_at_once(client: Client, work: Casework) -> None:
    label = work.certified()
    before = client.get("/feeds/promoted.json")
    suspend(work.registry, label.id, "核实中", actor=LEAD, now=work.now)
    after = client.get("/feeds/promoted.json", headers={"If-None-Match": before.headers["etag"]})
    assert after.status_code == 200
    assert after.json()["dataFeedElement"] == []
