"""What a repository's README says of its registry, in Markdown."""

from __future__ import annotations

from muster.model.charter import Charter
from muster.render.untrusted import for_markdown

_TEMPLATE = "registry_section.md.j2"


def registry_title(charter: Charter) -> str:
    """How a README begins that has nothing but the section."""
    return f"# {for_markdown(charter.name)}\n"


def registry_section(charter: Charter, *, github: bool) -> str:
    """The section; ``github`` says whether the repository's workflows judge there."""
    # Imported here: a second of a session's life is better spent elsewhere.
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(  # noqa: S701 - no HTML: each text passes for_markdown
        loader=PackageLoader("muster", "render"),
        undefined=StrictUndefined,
        finalize=lambda value: for_markdown(str(value)),
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template(_TEMPLATE).render(
        charter=charter,
        github=github,
        approvers=[one.name for one in charter.approvers],
    )
