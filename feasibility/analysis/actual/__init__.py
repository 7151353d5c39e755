"""Budget against actual (budsjett mot regnskap): booked months beside the plan, and what follows."""
