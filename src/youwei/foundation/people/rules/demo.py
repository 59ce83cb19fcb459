"""The demo's one password. It opens made-up accounts of a made-up province, in demo mode only."""

DEMO_PASSWORD = "youwei-demo-2016"  # noqa: S105  # stands on the sign-in page
