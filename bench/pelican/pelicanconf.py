"""Pelican on the same plans: a page each with its tables and prose, and one index. Plans lie in content/."""

import sys

sys.path.insert(0, ".")
import plan_reader

SITENAME, SITEURL, TIMEZONE = "Benchmark portfolio", "", "UTC"
PATH, OUTPUT_PATH, THEME, PLUGINS = "content", "public", "theme", [plan_reader]
PAGE_PATHS, ARTICLE_PATHS, ARTICLE_EXCLUDES, STATIC_PATHS = [""], [], [""], []
SLUGIFY_SOURCE = "basename"
PAGE_URL = PAGE_SAVE_AS = "{slug}.html"
DIRECT_TEMPLATES = ["index"]
AUTHOR_SAVE_AS = CATEGORY_SAVE_AS = TAG_SAVE_AS = DRAFT_SAVE_AS = ""
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
FACTS = ["name", "owner", "category", "objective", "customer_since", "industry", "relationship", "horizon"]
GROUPS = ["financials", "feedback", "reviews", "contacts", "needs", "opportunities", "risks", "promises", "outcomes"]
GROUPS += ["actions"]
