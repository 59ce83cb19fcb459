from dataclasses import dataclass, field

from youwei.listening.wechat.rules.sealing import Seal


@dataclass(frozen=True, slots=True)
class OfficialAccount:
    """What the installation set. `site` is the public address that links lead to; `api` is where
    WeChat's server answers. Without `template` the customer-service message is used, which reaches
    only those who wrote in the chat within two days. By `name` a writer finds the account.
    """

    app: str
    token: str = field(repr=False)
    secret: str = field(repr=False)
    site: str
    api: str
    aes_key: str = field(default="", repr=False)
    name: str = ""
    template: str = ""
    template_field: str = "thing1"

    @property
    def seal(self) -> Seal | None:
        """With one, unsealed messages are refused."""
        return Seal(self.aes_key, self.app) if self.aes_key else None

    def address(self, path: str) -> str:
        return self.site.rstrip("/") + path
