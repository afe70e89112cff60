"""The yearly appraisal of townships and departments against a plan: scores, steps, objections."""
