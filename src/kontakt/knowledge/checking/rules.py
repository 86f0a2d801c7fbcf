"""The rules, errors first: the one table that the checker, ``--rules`` and the editorial guide follow."""

from kontakt.errors import KontaktError
from kontakt.knowledge.checking import keyword_words, keywords, links, national, private, sources, texts
from kontakt.knowledge.checking.context import ALIKE
from kontakt.knowledge.checking.finding import Rule, Severity
from kontakt.knowledge.checking.readability import WORDS_A_SECOND
from kontakt.locale import N_, _

NEEDLESS = "needless-keyword"
"""The rule that takes long."""

_ERRORS = (
    Rule(
        "form",
        Severity.ERROR,
        N_("The file cannot be read as an article, so none of the folder can be imported."),
        N_("Correct the line that is named."),
        None,
    ),
    Rule(
        "id-case",
        Severity.ERROR,
        N_("Two files have names that differ only by case: on many machines one of them replaces the other."),
        N_("Write ids in small letters, and give each article one of its own."),
        None,
    ),
    Rule(
        "no-keywords",
        Severity.ERROR,
        N_("Without keywords an article is found only by the words of its title, which are seldom the caller's."),
        N_("Add ten to twenty words and phrases, as people say them."),
        keywords.missing,
    ),
    Rule(
        "too-long-answer",
        Severity.ERROR,
        N_(
            "The answer takes over {seconds} seconds to read aloud, at {words} words a minute: no caller can keep all that."
        ),
        N_("Say the answer in one or two sentences, and move the rest to the steps."),
        texts.too_long_answer,
        figures={"seconds": texts.TOO_LONG, "words": round(60 * WORDS_A_SECOND)},
    ),
    Rule(
        "too-hard-answer",
        Severity.ERROR,
        N_("The answer's LIX is over {lix}: hard even for those who may read it twice."),
        N_("Write shorter sentences, and everyday words for those of the office."),
        texts.too_hard,
        figures={"lix": round(texts.TOO_HARD)},
    ),
    Rule(
        "figure-without-source",
        Severity.ERROR,
        N_("A figure or section stands in the answer or the steps, and no source says where it is from."),
        N_("Name the rule under sources, with the day it was looked up; or leave the figure out."),
        sources.figure_without_source,
    ),
    Rule(
        "dead-link",
        Severity.ERROR,
        N_("A link names an article that does not exist or is not published, so it cannot be shown."),
        N_("Correct the id after kontakt:, or remove the link."),
        links.dead,
    ),
    Rule(
        "dead-redirect",
        Severity.ERROR,
        N_("The ids of merged articles lead to one that is not published, and so to nothing."),
        N_("Move the redirects to an article that is published."),
        links.dead_redirect,
        of_archived=True,
    ),
    Rule(
        "link-form",
        Severity.ERROR,
        N_("An address is not safe (https), not public, or holds a password or port."),
        N_("Copy the address of the public page from the browser."),
        links.malformed,
    ),
    Rule(
        "local-site",
        Severity.ERROR,
        N_("A link leads to one municipality's own site, though the answer is read for all."),
        N_("Put it in that municipality's local note, and link to a national site here."),
        links.local_site,
    ),
    Rule(
        "private-number",
        Severity.ERROR,
        N_("An identity number, a bank account or a payment card stands in the article, and is read by every agent."),
        N_("Take it out; for an example, write the digits as zeros."),
        private.numbers,
        of_archived=True,
    ),
    Rule(
        "national-differs",
        Severity.ERROR,
        N_("The article says that it cannot differ by municipality, and something in it says that it can."),
        N_("Leave out national; or the note, the look, only, or the text that sends the agent to the local note."),
        national.contradicted,
    ),
)

_WARNINGS = (
    Rule(
        "few-keywords",
        Severity.WARNING,
        N_("With fewer than {fewest} bokmål keywords an article is hard to find."),
        N_("Add what else people call it: everyday words, old names, offices they take it to belong to."),
        keywords.few,
        figures={"fewest": keywords.FEWEST},
    ),
    Rule(
        "long-keyword",
        Severity.WARNING,
        N_("A keyword of over {letters} letters or {words} words is longer than anybody types."),
        N_("Keep the words that matter."),
        keywords.too_long,
        figures={"letters": keywords.LONGEST_LETTERS, "words": keywords.LONGEST_WORDS},
    ),
    Rule(
        "others-title",
        Severity.WARNING,
        N_("A keyword is another article's title. The search puts the title first, so it only adds a wrong hit."),
        N_("Remove the keyword, or link to the other article."),
        keywords.others_title,
    ),
    Rule(
        "shared-keyword",
        Severity.WARNING,
        N_("Two articles have the same keyword, so the search cannot be sure of either."),
        N_("Keep it where callers mean it, or add the word that sets them apart."),
        keywords.shared,
    ),
    Rule(
        NEEDLESS,
        Severity.WARNING,
        N_(
            "The search finds the article without the keyword: it knows inflections, spellings and both language forms."
        ),
        N_("Remove it, or write another word for the thing."),
        keywords.redundant,
    ),
    Rule(
        "long-answer",
        Severity.WARNING,
        N_("The answer takes over {seconds} seconds to read aloud, at {words} words a minute."),
        N_("Move what is not the answer to the steps."),
        texts.long_answer,
        figures={"seconds": texts.LONG, "words": round(60 * WORDS_A_SECOND)},
    ),
    Rule(
        "no-question",
        Severity.WARNING,
        N_("What the agent must ask is not written as a question, and has to be made one while a caller waits."),
        N_("Write it as it is asked aloud: “Is it a house or a cabin?”"),
        texts.no_question,
    ),
    Rule(
        "long-sentence",
        Severity.WARNING,
        N_("A sentence of the answer has over {words} words: more than one breath."),
        N_("Make it two."),
        texts.long_sentence,
        figures={"words": texts.LONG_SENTENCE},
    ),
    Rule(
        "hard-answer",
        Severity.WARNING,
        N_("The answer's LIX (words in a sentence, and the percentage of words over six letters) is over {lix}."),
        N_("Write shorter sentences, and everyday words for those of the office."),
        texts.hard,
        figures={"lix": round(texts.HARD)},
    ),
    Rule(
        "like-answer",
        Severity.WARNING,
        N_("Two answers have {share} % of their words in common: which of them is right, when one is changed?"),
        N_("Merge the articles, or let one link to the other."),
        texts.like_answer,
        figures={"share": round(100 * ALIKE)},
    ),
    Rule(
        "no-nynorsk",
        Severity.WARNING,
        N_("The title or the answer has no nynorsk form, so bokmål is read to those who chose nynorsk."),
        N_("Write title_nn, and the answer under ## Nynorsk."),
        texts.nynorsk_missing,
    ),
    Rule(
        "copied-nynorsk",
        Severity.WARNING,
        N_("The nynorsk answer is the bokmål one, word for word."),
        N_("Translate it."),
        texts.nynorsk_copied,
    ),
    Rule(
        "uneven-nynorsk",
        Severity.WARNING,
        N_("The questions or steps are not as many in nynorsk as in bokmål: one of the two leaves something out."),
        N_("Write each of them in nynorsk too, in the same order; or leave out the nynorsk list, and bokmål holds."),
        texts.nynorsk_uneven,
    ),
    Rule(
        "half-english",
        Severity.WARNING,
        N_("The title or the answer is in English and the other one is not, so the card mixes two languages."),
        N_("Write title_en, and the answer under ## English; or leave out both."),
        texts.english_half,
    ),
    Rule(
        "copied-english",
        Severity.WARNING,
        N_("The English answer is the Norwegian one, word for word."),
        N_("Translate it."),
        texts.english_copied,
    ),
    Rule(
        "undated-source",
        Severity.WARNING,
        N_("Nobody knows when the source was looked up, nor whether it has changed since."),
        N_("Look it up, and add checked with the day."),
        sources.undated_source,
    ),
    Rule(
        "unsaid-exception",
        Severity.WARNING,
        N_("A reader marked an exception of the rule that costs a caller something, and the text does not say it."),
        N_("Say it in the answer or a step, with the words of the mark; or mend the mark, if the rule is another now."),
        sources.unsaid_exception,
    ),
    Rule(
        "never-reviewed",
        Severity.WARNING,
        N_("Nobody has vouched for the article."),
        N_("Have somebody who knows the subject read it, and add reviewed with the day."),
        sources.never_reviewed,
    ),
    Rule(
        "review-overdue",
        Severity.WARNING,
        N_("The day to review the article by has passed, and the answer card says so."),
        N_("Read it through against its sources, and set reviewed and review_by anew."),
        sources.review_overdue,
    ),
    Rule(
        "no-review-date",
        Severity.WARNING,
        N_("Without review_by nobody is reminded to look at the article again."),
        N_("Set it to before the rule or the season changes, at most a year ahead."),
        sources.no_review_date,
    ),
    Rule(
        "moved-link",
        Severity.WARNING,
        N_("A link names an article that has been merged into another. It still works."),
        N_("Write the new id."),
        links.moved,
    ),
    Rule(
        "deep-link",
        Severity.WARNING,
        N_("A link leads deep into a site, where addresses change; laws on Lovdata keep theirs."),
        N_("Link to the page that leads there."),
        links.deep,
    ),
    Rule(
        "unknown-theme",
        Severity.WARNING,
        N_("The theme is not in themes.yaml, so it is shown by the folder's name and comes last."),
        N_("Add the theme to the list, or move the article."),
        texts.unknown_theme,
    ),
    Rule(
        "spelling",
        Severity.WARNING,
        N_("A word is in no dictionary and in no other article. Looked for with --spelling alone."),
        N_("Correct it. A word that is right is known once it is a keyword, or stands in another article."),
        texts.misspelt,
    ),
    Rule(
        "unanswered-keyword",
        Severity.WARNING,
        N_("No word of a keyword stands in the article. Looked for when it is asked for by --rule alone."),
        N_(
            "Answer what it asks in a sentence or a step, or give it to the article that does. What is only called so, stays."
        ),
        keyword_words.unanswered,
        only_asked=True,
    ),
    Rule(
        "formula",
        Severity.WARNING,
        N_("A title or keyword begins with = + - or @, which a spreadsheet takes for a formula."),
        N_("Begin it with a letter or a digit."),
        texts.formula,
    ),
    Rule(
        "stray-file",
        Severity.WARNING,
        N_("A file among the articles is none, and is not imported."),
        N_("Remove it, or let its name end in .md."),
        None,
    ),
)

RULES = _ERRORS + _WARNINGS


def rule(id: str) -> Rule:
    """The rule with this id. Raises KontaktError where there is none."""
    for rule in RULES:
        if rule.id == id:
            return rule
    text = _("“{id}” is not a rule: use one of {rules}.")
    raise KontaktError(text.format(id=id, rules=", ".join(rule.id for rule in RULES)))
