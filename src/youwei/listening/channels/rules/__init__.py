"""Ways in beside the web form: who takes down, origins, states; no Django, no clock."""
