"""How it looks: base templates, components, tokens; no word of the domain."""
