"""The demo from beginning to end."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from certreg.cli.demo.certifying import Case, Clock, Office
from certreg.cli.demo.directory import DemoDirectory
from certreg.cli.demo.examples import Examples, shipped
from certreg.cli.demo.gate_examples import GateExamples
from certreg.cli.demo.gating import GateTour
from certreg.cli.demo.lapsing import Lapse
from certreg.cli.demo.own_file import run_own_file
from certreg.cli.demo.proving import Prover
from certreg.cli.demo.setting_up import DemoRegistry, demo_environment, set_up
from certreg.cli.demo.showing import Screen
from certreg.config import Settings
from certreg.domain.policy import local_day
from certreg.domain.text import Text
from certreg.services.lookup import promoted
from certreg.services.records import LabelRecord, PostingRecord

FEED_SHOWN: Final = 5


def run(
    directory: DemoDirectory,
    screen: Screen,
    *,
    environ: Mapping[str, str],
    clock: Clock,
    data: Path | None,
    limit: int,
) -> dict[str, str]:
    """Everything up to serving, on the shipped examples or on `data`; returns the environment to serve with."""
    screen.warn(_DEMO_KEYS.within(folder=directory.file("keys")))
    examples = shipped(local_day(clock()))
    chosen = demo_environment(directory, environ)
    demo = set_up(Settings.from_env(chosen), examples, clock())
    try:
        screen.say(_READY.within(organisations=demo.organisations, criteria=demo.registry.scorer.published.criteria.id))
        office = Office(demo.registry, demo.people, clock)
        if data is None:
            cases = _run_examples(office, examples, screen)
            _run_gates(office, GateExamples(examples), screen)
            _show_proofs(demo, office, directory, cases, screen)
        else:
            run_own_file(office, data, limit, directory, screen)
    finally:
        demo.registry.db.close()
    return chosen


def show_addresses(base_url: str, directory: DemoDirectory, screen: Screen) -> None:
    """What to open in a browser, and how to run other commands on the demo."""
    screen.heading(_OPEN)
    for title, path in _ADDRESSES:
        screen.say(Text(zh=f"{title.zh}  {base_url}{path}", en=f"{title.en}  {base_url}{path}"))
    screen.say(_ENVIRONMENT.within(file=directory.file("environment")), style="dim")
    screen.warn(_DEMO_KEYS.within(folder=directory.file("keys")))


def _run_examples(office: Office, examples: Examples, screen: Screen) -> list[Case]:
    """Import every file of the examples, assess and decide as written, and show the table of results."""
    screen.heading(_IMPORT)
    records = list(_imported(office, examples, screen))
    screen.heading(_RESULTS)
    written = examples.assessments()
    cases = [office.handle(record, written) for record in records]
    levels = office.registry.scorer.published.criteria.levels
    screen.cases(cases, {rule.id: rule.title for rule in levels})
    certified = sum(case.record.label is not None for case in cases)
    screen.say(_CERTIFIED.within(certified=certified, all=len(cases)))
    return cases


def _run_gates(office: Office, examples: GateExamples, screen: Screen) -> None:
    """Every gate failing and passing; then a licence that lapses under a label."""
    screen.heading(_GATES)
    walks = GateTour(office, examples).walks()
    screen.gates(walks, office.registry.scorer.published.criteria)
    for walk in walks:
        if walk.posting.provenance.source_id == examples.cases.lapse.posting and walk.record.label is not None:
            screen.heading(_LAPSE.within(title=walk.posting.title))
            for moment in Lapse(office, examples, walk.record.id, walk.record.label.id).moments():
                screen.moment(moment)


def _imported(office: Office, examples: Examples, screen: Screen) -> Iterator[PostingRecord]:
    for name in examples.manifest.postings:
        intake = office.take_in(examples.rows(name))
        screen.say(_FILE.within(name=name, accepted=len(intake.records), refused=len(intake.refused)))
        for row in intake.refused:
            screen.problems(row.number, row.problems)
        yield from intake.records


def _show_proofs(
    demo: DemoRegistry, office: Office, directory: DemoDirectory, cases: list[Case], screen: Screen
) -> None:
    """Verify offline, tamper, change and revoke; then the promotion feed as it stands after that."""
    certified: list[tuple[Case, LabelRecord]] = [
        (case, case.record.label) for case in cases if case.record.label is not None
    ]
    if not certified:
        screen.heading(_NOTHING_TO_VERIFY)
        return
    screen.heading(_VERIFY)
    for number, proof in enumerate(Prover(office, demo.anchor, directory).proofs(certified)):
        screen.proof(proof, steps=number == 0)
    screen.say(_FILES.within(folder=directory.path), style="dim")
    screen.heading(_FEED)
    screen.promoted(promoted(office.registry, limit=FEED_SHOWN, now=office.clock()).items)


_DEMO_KEYS: Final = Text(
    zh="注意：{folder} 中是演示密钥。用它们签发的标签不证明任何事，切勿用于实际认证。",
    en="DEMO KEYS in {folder}: labels signed with them prove nothing. Never use them in earnest.",
)
_READY: Final = Text(
    zh="已建好数据库、密钥、演示人员和登记库（{organisations} 个机构），认证标准 {criteria}。",
    en="Database, keys, demo staff and register ({organisations} organisations) are ready; criteria {criteria}.",
)
_IMPORT: Final = Text(zh="一、导入招聘信息", en="1. Import the postings")
_RESULTS: Final = Text(zh="二、评分、评定、复核、签发", en="2. Score, assess, decide, issue")
_GATES: Final = Text(
    zh="三、否决项：每一项先不通过，补正后通过", en="3. The gates: each fails once, and passes once mended"
)
_LAPSE: Final = Text(zh="四、许可证到期与标签：{title}", en="4. A licence ends under a label: {title}")
_VERIFY: Final = Text(zh="五、离线核验标签", en="5. Verify labels offline")
_FEED: Final = Text(zh="六、公共资源推广列表（前几条）", en="6. The promotion feed, first items")
_OPEN: Final = Text(zh="打开浏览器看看（按 Ctrl-C 结束）", en="Open in a browser (Ctrl-C to stop)")
_FILE: Final = Text(
    zh="{name}：接受 {accepted} 条，拒绝 {refused} 条", en="{name}: {accepted} accepted, {refused} refused"
)
_CERTIFIED: Final = Text(
    zh="{all} 条招聘信息中 {certified} 条获得认证。", en="{certified} of {all} postings are certified."
)
_NOTHING_TO_VERIFY: Final = Text(
    zh="五、没有获得认证的招聘信息，无标签可核验", en="5. Nothing is certified, so there is no label to verify"
)
_FILES: Final = Text(
    zh="标签、状态列表、公钥和招聘信息已写入 {folder}，可用 certreg verify 自行核验。",
    en="Label, status list, public key and posting are in {folder}: try `certreg verify` on them.",
)
_ENVIRONMENT: Final = Text(
    zh="对演示登记系统运行其他命令前，先执行：source {file}",
    en="To run other commands on the demo registry, first: source {file}",
)
_ADDRESSES: Final = (
    (Text(zh="首页    ", en="start page     "), "/"),
    (Text(zh="查询    ", en="search         "), "/search"),
    (Text(zh="机构    ", en="organisations  "), "/organisations"),
    (Text(zh="推广列表", en="promotion feed "), "/feeds/promoted.json"),
    (Text(zh="接口文档", en="API reference  "), "/schema"),
)
