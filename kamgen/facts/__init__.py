"""What is true of a plan, or of all plans, on a day: asked by every stage and every page, reckoned nowhere else.

    accounts   who counts where             is_lost  is_prospect  is_active  key_accounts
    people     who is named, who is one     people  people_of  respelled  strangers  is_named
    dates      happened or not, and when    happened  within  has_lapsed  days_late  newest  is_planned
               it is due again              newest_review  next_time  next_review  next_times
                                            last_word  next_steps  open_actions
    money      years, targets, pace         year_row  is_full_year  covered  revenue_target  revenue_pace  profit_pace
                                            attainment  revenue_change  revenue_fall  analysed_year  loses_money
    results    levels against targets,      service_levels  newest_levels  measure_named  is_met  difference
               outcomes in client metrics   direction  is_reached  progress  is_nearer  lacking_figures  newest_result
    promises   the ledger, and needs        promises_of  promise_state  ledger  is_confirmed  is_confirmed_lately
    wallet     share of wallet, white space  newest_spend  white_space  wallet
    pipeline   possible sales               open_opportunities  is_discussed  is_discussed_lately  days_past_close
                                            weighted_pipeline  lacking_fields  is_likely  last_won
    client     who decides, who opposes;    decides  opposes  supports  is_out_of_touch  last_decider_contact
               what could cost the account; is_grave  exposure  lacking_answers
               the client view              topic_sections  topics_missing  undated_topics
    prose      which sections count            says_enough  counts  copied_from  section_named  why_not
    plausible  what cannot be, or is odd    exceeds  runs_ahead  sold_without  doubt_of_horizon  out_of_reach
    leaps      amounts in no proportion     leaps
    verdict    in trouble or well, and why  verdict  money_at_stake

Facts are pure functions of values. Those about a whole plan take ``(plan, context)`` (`model.context.context_of` makes
a context of site.toml, day and category); those about one row take the row and ``as_of``. What is dated after
``as_of`` has not happened yet; a lost account has no pipeline, nothing that is late and no target. Definitions with
their formulas: docs/facts.md. Import the module and ask it by name::

    from kamgen.facts import promises
    promises.promise_state(row, as_of)
"""
