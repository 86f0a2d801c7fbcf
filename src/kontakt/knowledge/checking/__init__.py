"""The checker of the knowledge base: what an editor ought to look at, with its place and what to do."""

from kontakt.knowledge.checking.article import check_article, check_articles, errors_in
from kontakt.knowledge.checking.files import CheckResult, PlacedFinding, broken, check_folder, check_knowledge
from kontakt.knowledge.checking.finding import Finding, Rule, Severity
from kontakt.knowledge.checking.redundant_keywords import entry_without_variants
from kontakt.knowledge.checking.rules import RULES, rule
from kontakt.knowledge.checking.spelling import Spelling, SpellingCheck

__all__ = [
    "RULES",
    "CheckResult",
    "Finding",
    "PlacedFinding",
    "Rule",
    "Severity",
    "Spelling",
    "SpellingCheck",
    "broken",
    "check_article",
    "check_articles",
    "check_folder",
    "check_knowledge",
    "entry_without_variants",
    "errors_in",
    "rule",
]
