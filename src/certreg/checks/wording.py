"""Reasons that name what is missing, made beforehand for every combination."""

from certreg.domain.text import Text


def by_missing(complete: Text, lacking: Text, parts: tuple[Text, ...]) -> tuple[Text, ...]:
    """The reason for each set of missing parts; bit i of the index stands for part i.

    Index 0, nothing missing, is `complete`; the others are `lacking` with the parts in its one placeholder.
    """
    return tuple(
        _named(lacking, [part for bit, part in enumerate(parts) if mask >> bit & 1]) if mask else complete
        for mask in range(1 << len(parts))
    )


def _named(lacking: Text, missing: list[Text]) -> Text:
    return Text(
        zh=lacking.zh.format("、".join(part.zh for part in missing)),
        en=lacking.en.format(", ".join(part.en for part in missing)),
    )
