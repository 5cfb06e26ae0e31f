"""Words that tell no role from another: the language's own, and the stock phrases of the field.

General English and the field's general knowledge, written down as such; nothing here was taken
from measured texts. A phrase is a run of words as ``content_words`` cuts them; what it stands for
may be nothing.
"""

from __future__ import annotations

_EMPTY_WORDS = """
a about above across after again all also although always am an and any anything are around as
at be because been before being below between both but by can could did do does doing don done
during each either else etc even every everything few for from further had has have having he
her here hers him his how however if in into is it its itself just least less like ll made make
makes making many may me might more most much must my need needed needing needs neither never no
nor not of off often on once one ones only onto or other others our out over own per pm quite
rather re same shall she should since so some such than that the their theirs them themselves
then there these they this those through throughout thus to together too toward towards two
under until up upon us use used uses using ve very via was we well were what when whenever where
whether which while who whom whose why will with within without would yet you your yours

comprehensive elite ensure ensured ensures ensuring experienced expert expertise experts focus
focused focuses focusing include included includes including professional professionals provide
provided provides providing robust seasoned senior skilled specialise specialised specialises
specialising specialist specialists specialize specialized specializes specializing specific
various

author authored authoring authors doer fixer fixers maker makers module modules tester testers
write writer writers writes writing written
"""

# What stands for the same thing in the field. The right side is read as if it stood in the text.
_SAME_WORD = """
a11y=accessibility admin=administration administrator=administration analyse=analyze
analysed=analyze analyses=analyze analysing=analyze analysis=analyze analyst=analyze
analysts=analyze analytical=analyze analytics=analyze app=application apps=application
architectural=architect architecture=architect architectures=architect auth=authentication
bug=debug bugs=debug config=configuration crypto=cryptocurrency db=database dev=development
doc=documentation docs=documentation document=documentation documenter=documentation
documents=documentation emails=email golang=go i18n=internationalization infra=infrastructure
js=javascript k8s=kubernetes l10n=localization llms=llm mail=email mailing=email mails=email
mgmt=management optimisation=optimization ops=operations perf=performance postgres=postgresql
reliable=reliability repo=repository repos=repository resilience=resilient sec=security
secure=security ts=typescript web3=web3
"""

_SAME_PHRASE = """
ci cd=cicd; continuous integration=cicd; continuous delivery=cicd; continuous deployment=cicd;
ui ux=ui ux; user interface=ui; user interfaces=ui; user experience=ux; node js=nodejs;
next js=nextjs; vue js=vue; react js=react; machine learning=ml; artificial intelligence=ai;
large language model=llm; large language models=llm; natural language processing=nlp;
search engine optimization=seo; infrastructure as code=iac; end to end=e2e; real time=realtime;
front end=frontend; back end=backend; server side=backend; client side=frontend;
full stack=fullstack; cross platform=crossplatform; large scale=scalable; open source=opensource;
quality assurance=qa; test driven=tdd; site reliability=sre; object oriented=oop;
e commerce=ecommerce; e mail=email; e mails=email; go to market=gtm; proof of concept=poc
"""

_STOCK = """
use this agent; use this agent when; use this agent for; use this agent to; use the agent;
use this subagent; use this sub agent; this agent; use proactively; use it proactively;
proactively; must be used; should be used; invoke this agent; invoke when; invoke for; invoked for;
invoked when; invoked after; automatically invoked; when you need; expert in; experts in;
expert at; expert on; deep expert in; specialist in; specialists in; specialist for; specializes in;
specializing in; specialized in; specialises in; specialising in; masters of; master of;
master in; responsible for; in charge of; best practice; best practices; o clock
"""


def _pairs(text: str, between: str | None) -> list[tuple[str, str]]:
    entries = (entry.partition("=") for entry in text.split(between) if entry.strip())
    return [(left.strip(), right.strip()) for left, _, right in entries]


# Names of the field that are written as one word with capitals within.
_ONE_WORD = """
bigquery bitbucket clickhouse cloudformation cloudflare datadog devops dynamodb fastapi firebase
fastlane github gitlab gitops graphql javascript kotlin latex linkedin mailchimp mlops mongodb
openapi opentelemetry oauth paypal playwright postgres powerpoint powershell pagerduty pytest
pytorch rabbitmq restful salesforce sendgrid sharepoint snowflake soundcloud solidjs sqlalchemy
stackoverflow swiftui tailwind tensorflow tiktok typescript webassembly webgl webpack websocket
websockets whatsapp wordpress youtube
"""

# What says that there is work, not which.
_HOLLOW = """
above agent aid aide assigned assignment assist assistant below bot colleague contributor
description described duties duty everything follow general generic helper help helping helps
hand job jobs list listed member misc miscellaneous number person read refer responsibilities
responsibility role say says see session staff tasked task tasks team told various whatever
work worker working works
"""

EMPTY_WORDS = frozenset(_EMPTY_WORDS.split())

ONE_WORD = frozenset(_ONE_WORD.split())

HOLLOW_WORDS = frozenset(_HOLLOW.split())
"""Words that say nothing of a role where they are all that its title and work have."""

SAME_WORD = dict(_pairs(_SAME_WORD, None))
"""A word and the one that it is read as."""

SAME_PHRASE = {
    tuple(left.split()): tuple(right.split())
    for left, right in _pairs(_SAME_PHRASE, ";") + _pairs(_STOCK, ";")
}
"""A run of words and the words that it is read as; none where it is dropped."""
