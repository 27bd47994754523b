"""What a violated constraint means: the words a client reads, and the arguments concerned."""

CONSTRAINTS = {
    "account_email_unique": ("There is already an account with this e-mail address.", "email"),
    "educator_handle_unique": ("This handle is taken.", "handle"),
    "educator_handle_form": ("A handle has 3 to 30 characters: a–z, 0–9 and _.", "handle"),
    "follow_another": ("You cannot follow yourself.", "targetId"),
    "block_another": ("You cannot block yourself.", "educatorId"),
    "mute_another": ("You cannot mute yourself.", "educatorId"),
    "saved_report_name_form": ("A name has 1 to 60 characters: a–z, 0–9 and single hyphens between.", "name"),
    "community_slug_unique": ("This slug is taken.", "slug"),
    "community_slug_form": ("A slug has words of a–z and 0–9, joined by single hyphens.", "slug"),
    "roadmap_slug_unique": ("This slug is taken.", "slug"),
    "roadmap_slug_form": ("A slug has words of a–z and 0–9, joined by single hyphens.", "slug"),
    "post_seq_once": ("Somebody posted at the same moment; send it again.",),
    "busy_time_apart": ("One of you is taken at this time.", "startsAt"),
    "answer_once": ("This request is being answered already; send it again.",),
}
