"""Who is named in a draft, and as what: student, parent, colleague, family, somebody of public life."""
