"""Codes of what is wrong with a setting, a baseline or what a command is asked for."""

from __future__ import annotations

from sdgen.base import configuration_reader as configuration
from sdgen.base.findings import Severity
from sdgen.lint import baseline
from sdgen.lint.code_pages.code_page import CodePage


def _page(
    code: str,
    name: str,
    summary: str,
    why: str,
    instead: str,
    severity: Severity = Severity.ERROR,
) -> CodePage:
    return CodePage(
        code=code, name=name, summary=summary, why=why, instead=instead, severity=severity
    )


PAGES = (
    _page(
        configuration.CODE,
        configuration.NAME,
        "A configuration that cannot be read, or a setting in it that means nothing.",
        "A setting that is passed over lets through what it should stop.",
        "The key, rule or value that the message suggests, in `.sdgen.toml`, `sdgen.toml` or the "
        "table `tool.sdgen` of `pyproject.toml`.",
    ),
    _page(
        baseline.CODE,
        baseline.NAME,
        "An entry of the baseline whose finding is not there any more.",
        "It would hide the same finding if it came back.",
        "The baseline without the entry, or a new one: `sdgen lint --create-baseline`.",
        Severity.WARNING,
    ),
    _page(
        baseline.INVALID,
        baseline.INVALID_NAME,
        "A file that is no baseline.",
        "Without it nobody knows which findings are new.",
        "A new one: `sdgen lint --create-baseline`.",
    ),
    _page(
        "INPUT001",
        "no-designs",
        "A folder without a design.",
        "A check of nothing would pass.",
        "A folder with files that end in `.yaml` or `.yml` and have the key `sdgen` at the top.",
    ),
    _page(
        "INPUT002",
        "no-match",
        "A pattern that matches no file.",
        "A check of nothing would pass.",
        "A pattern that matches, in quotes if the shell should leave it alone.",
    ),
    _page(
        "INPUT003",
        "no-name",
        "An empty file name.",
        "It is most often a variable of a script that has no value.",
        "The path of a file or folder, or `-` for standard input.",
    ),
    _page(
        "INPUT004",
        "leads-out",
        "A design found by a search is a symbolic link out of the repository.",
        "Nobody has named it, and a pull request can add such a link to any file of the machine.",
        "The design itself in place of the link, or its name on the command line.",
    ),
    _page(
        "INPUT005",
        "not-searched",
        "A folder that cannot be searched, or a search that has looked at too much.",
        "Designs in it would be left out without a word.",
        "The names of the files, or of the folders that hold designs.",
    ),
    _page(
        "EMBED001",
        "unpaired-marker",
        "A marker that is not closed, closes nothing, or does not stand alone on its line.",
        "Nobody knows which lines of the file may be replaced.",
        "Two comments, each alone on a line: `<!-- sdgen: designs/shop.yaml view=high-level -->` and "
        "below it `<!-- /sdgen -->`.",
    ),
    _page(
        "EMBED002",
        "wrong-marker",
        "A marker, fence or directive with an option that there is not, or a value that means nothing.",
        "What it should show is a guess.",
        "The option or value that the message suggests; `sdgen embed --help` names them.",
    ),
    _page(
        "EMBED003",
        "unusable-design",
        "A document shows a design that does not exist, has errors, or lies outside its repository.",
        "There is nothing to show; and a document from a stranger must not choose which files of the "
        "machine are read.",
        "The path of a design inside the repository, from the document's own folder or, with `/` in "
        "front, from the root of the repository.",
    ),
    _page(
        "EMBED004",
        "unknown-table",
        "A document shows a table that there is not.",
        "There is nothing to show.",
        "`availability`, `decisions`, `estimate` or `spof`.",
    ),
    _page(
        "EMBED005",
        "unreadable-page",
        "What is no Markdown file, or one that cannot be read.",
        "Markers in it would go stale without a word.",
        "A file in UTF-8 whose name ends in `.md` or `.markdown`.",
    ),
    _page(
        "VIEW001",
        "unknown-view",
        "A view that the design does not have.",
        "There is nothing to draw.",
        "A built-in view, one of the design's own under `views`, or `all`.",
    ),
    _page(
        "VIEW002",
        "nothing-to-show",
        "A view or a table for which the design does not say enough.",
        "The picture would be empty.",
        "What the message names: a view of growth, say, needs a `horizon` under `scale`.",
    ),
    _page(
        "VIEW003",
        "unknown-group",
        "`--collapse` names a group that the design does not have.",
        "There is nothing that could be one card.",
        "A group under `groups`, or one that components name, as `group:payments` or `payments`.",
    ),
    _page(
        "VIEW004",
        "idle-collapse",
        "`--collapse` names a group that lies in another one that it names.",
        "A group that is one card shows nothing inside, also no card of a group in it.",
        "One of the two groups.",
        severity=Severity.WARNING,
    ),
    _page(
        "VIEW005",
        "unknown-event",
        "`render --fail` names what cannot fail.",
        "There is nothing to take away.",
        "A zone, a region, a component, or one replica of it such as `user-db/1`.",
    ),
    _page(
        "ANALYZE001",
        "unknown-journey",
        "`--journey` names a journey that the design does not have.",
        "There is nothing to analyse.",
        "The id of a journey; in a design without journeys, that of a client.",
    ),
    _page(
        "ANALYZE002",
        "unknown-event",
        "`--fail` names what cannot fail.",
        "There is nothing to take away.",
        "A zone, a region, a component, or one replica of it such as `user-db/1`.",
    ),
    _page(
        "ESTIMATE001",
        "unknown-journey",
        "`--journey` names a journey that the design does not have.",
        "There is nothing to estimate.",
        "The id of a journey.",
    ),
    _page(
        "ESTIMATE002",
        "unknown-figure",
        "`--explain` names a figure that is not computed.",
        "There is nothing to explain: it does not exist, or what it is computed from is not given.",
        "A figure of a journey, a component or an entity, such as `shop.peak` or `Order.rows`.",
    ),
    _page(
        "ESTIMATE003",
        "no-horizon",
        "A plot of growth for a design that does not say how far ahead it looks.",
        "The plot would never end.",
        "`horizon` under `scale`, such as `horizon: 5y`.",
    ),
    _page(
        "ESTIMATE004",
        "nothing-to-plot",
        "A plot of growth for a design in which nothing is known that grows.",
        "The plot would be empty.",
        "Rates of journeys with the `capacity` of components, or entities with `store`, `size` and "
        "what is added.",
    ),
    _page(
        "ESTIMATE005",
        "no-plot-of-rates",
        "No component with load has a capacity, and load does not grow.",
        "There is nothing to see in a plot of rates, so that only storage is plotted.",
        "`capacity` of components, or `growth` under `scale`.",
        Severity.WARNING,
    ),
    _page(
        "ESTIMATE006",
        "no-growth",
        "The design gives no growth of load.",
        "Rates are plotted as they are now.",
        "`growth` a year under `scale`, such as `growth: 20%`.",
        Severity.WARNING,
    ),
    _page(
        "ESTIMATE007",
        "no-plot-of-storage",
        "No store holds an entity of known size and number.",
        "There is nothing to see in a plot of storage, so that only rates are plotted.",
        "Entities under `data`, each with its `store`, its `size` and what is added.",
        Severity.WARNING,
    ),
    _page(
        "ESTIMATE008",
        "load-beyond-all-measure",
        "A component gets more operations than anything that is built.",
        "Journeys without `steps` make every call each time that the caller is called, and such "
        "calls multiply on their way.",
        "`steps` of the journey, or the right rate.",
    ),
    _page(
        "IMPROVE001",
        "unknown-journey",
        "`--journey` names a journey that the design does not have.",
        "There is nothing to improve.",
        "The id of a journey; in a design without journeys, that of a client.",
    ),
    _page(
        "IMPROVE002",
        "nothing-promised",
        "No journey, or not the one that is named, promises an availability.",
        "Without a goal no set of changes is enough, and none is too many.",
        "`objectives: {availability: 99.9%}` of the journey, or `--availability 99.9%`.",
    ),
    _page(
        "IMPROVE003",
        "no-prices",
        "`--max-cost` in a design that does not say what a replica costs.",
        "Nobody knows what a plan adds to the costs.",
        "`price: {replica: $70/month}` of each component that may get more replicas.",
    ),
    _page(
        "IMPROVE004",
        "wrong-currency",
        "`--max-cost` in another currency than the prices of the design.",
        "The two cannot be compared.",
        "The currency of the design.",
    ),
    _page(
        "IMPROVE005",
        "part-of-a-design",
        "A part of a design in place of the design.",
        "A part has no journeys of its own to meet objectives for, and other designs may use it.",
        "The design that includes it; `--write` changes what the part says under its `override`.",
    ),
)
