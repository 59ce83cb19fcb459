"""The address that WeChat's server calls, and what the status page offers."""
