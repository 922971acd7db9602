"""The registry's postings with the judgements that stand, and a trial of criteria over them."""

from datetime import datetime

import msgspec
from click.testing import CliRunner

from casework import PLATFORM, Casework, posting
from certreg.cli.criteria import command
from certreg.domain.posting import Pay, PayPeriod
from certreg.scoring.criteria_file import PublishedCriteria
from certreg.scoring.dry_run import Effect, Trial
from certreg.scoring.scorer import Scorer
from certreg.services.organisations import scoring_context
from certreg.services.standing import standing
from certreg.services.update_posting import update_posting


def test_a_trial_over_the_registry_keeps_standing_judgements(work: Casework, now: datetime) -> None:
    label = work.certified()
    fresh = work.submitted(posting(title="电焊工"))
    moved = work.certified(posting(title="仓库管理员"))
    lower = Pay(min=400_000, max=700_000, period=PayPeriod.MONTH)
    update_posting(work.registry, moved.posting_id, posting(title="仓库管理员", pay=lower), actor=PLATFORM, now=now)
    found = {item.id: item for item in standing(work.registry)}
    assert set(found) == {label.posting_id, fresh.id, moved.posting_id}
    assert found[label.posting_id].judgements
    assert found[label.posting_id].assessor == "an"
    assert not found[fresh.id].judgements
    assert not found[moved.posting_id].judgements

    criteria = work.registry.scorer.published.criteria
    out_of_reach = tuple(msgspec.structs.replace(rule, each_dimension=100, overall=100) for rule in criteria.levels)
    harder = PublishedCriteria(msgspec.structs.replace(criteria, levels=out_of_reach[:1]), "sha-256:other", b"")
    context = scoring_context(work.registry, now)
    trial = Trial(work.registry.scorer, Scorer(harder), context, unknown="unmet")
    effects = {
        item.id: trial.run(item.id, item.posting, item.judgements, judged_by=item.assessor).effect
        for item in found.values()
    }
    assert effects == {label.posting_id: Effect.LOSES, fresh.id: Effect.SAME, moved.posting_id: Effect.SAME}


def test_the_command_reads_the_registry(work: Casework) -> None:
    work.certified()
    environment = {"CERTREG_DATABASE_URL": work.registry.settings.database_url, "CERTREG_BASE_URL": "https://r.example"}
    result = CliRunner().invoke(
        command,
        ["dry-run", "cq-premium-2026.1", "--registry", "--day", "2026-11-24", "--lang", "en"],
        env=environment,
        catch_exceptions=False,
    )
    assert result.exit_code == 0, result.output
    assert "1 postings, of which:" in result.stdout
    assert "By the judgements that stand" in result.stdout
