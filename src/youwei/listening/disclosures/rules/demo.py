"""The demo's one passphrase. It opens made-up disclosures of a made-up province, in demo mode."""

DEMO_PASSPHRASE = "示范口令 demo passphrase 2016"  # noqa: S105  # stands on the page that asks for it
