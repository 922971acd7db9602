"""Reasons that name what is missing, made once for each combination."""

from functools import lru_cache

from certreg.domain.text import Text


@lru_cache(maxsize=512)
def listed(complete: Text, lacking: Text, missing: tuple[Text, ...]) -> Text:
    """`complete` where nothing is missing, else `lacking` with the missing parts named in its one placeholder."""
    if not missing:
        return complete
    return Text(
        zh=lacking.zh.format("、".join(part.zh for part in missing)),
        en=lacking.en.format(", ".join(part.en for part in missing)),
    )
