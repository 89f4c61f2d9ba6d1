"""Work on cases: the inbox, a case's page, the verbs of its tasks, the supervision board."""
