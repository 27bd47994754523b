"""What a violated constraint means, in the words a client reads."""

CONSTRAINTS = {
    "account_email_unique": "There is already an account with this e-mail address.",
    "educator_handle_unique": "This handle is taken.",
    "educator_handle_form": "A handle has 3 to 30 characters: a–z, 0–9 and _.",
    "follow_another": "You cannot follow yourself.",
    "block_another": "You cannot block yourself.",
    "mute_another": "You cannot mute yourself.",
    "post_seq_once": "Somebody posted at the same moment; send it again.",
    "answer_once": "This request is being answered already; send it again.",
}
