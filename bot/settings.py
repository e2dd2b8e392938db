"""Every setting, read once from the environment (prefix VAGVISAREN_). docs/settings.md lists them; a test keeps the list whole."""

from __future__ import annotations

import re
from pathlib import Path

from pydantic import Field, SecretStr, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

ROOT = Path(__file__).resolve().parent.parent
ORIGIN = re.compile(r"https?://[\w.-]+(:\d+)?")
POSTGRESQL = re.compile(r"postgres(ql)?(\+psycopg)?://")


class Settings(BaseSettings):
    # errors do not repeat the value: it may be a secret
    model_config = SettingsConfigDict(env_prefix="VAGVISAREN_", frozen=True, hide_input_in_errors=True)

    host: str = Field("127.0.0.1", description="Address the app listens on. Behind a reverse proxy on another machine: 0.0.0.0.")
    port: int = Field(8000, ge=1, le=65535, description="Port of the app.")
    rasa_port: int = Field(5005, ge=1, le=65535, description="Port of the Rasa process; it listens on 127.0.0.1 only.")
    organisation: str = Field("exempelkommun", description="The municipality served at `/` and when a client names none.")
    knowledge: Path = Field(ROOT / "knowledge", description="Folder with the packs.")
    var: Path = Field(ROOT / "var", description="Folder for what must outlive a restart: the database with counts and missed questions.")
    models: Path = Field(ROOT / "models", description="Folder with trained models.")
    rasa_timeout_s: float = Field(2.0, gt=0, description="Seconds to wait for Rasa before a turn is answered in simplified mode.")
    conversation_minutes: float = Field(60, gt=0, description="Minutes of silence after which a conversation is forgotten.")
    turns_per_minute: int = Field(30, ge=1, description="Messages a minute from one conversation.")
    requests_per_minute: int = Field(600, ge=1, description="Calls a minute from one address. A municipality often has one address for everybody.")
    trust_proxy: bool = Field(False, description="Read the client's address from X-Forwarded-For. Only behind a reverse proxy that sets it.")
    embed_origins: str = Field("", description="Origins whose pages may use the widget, separated by blanks: `https://intranat.exempelkommun.se`.")
    accessibility_contact: str = Field(
        "",
        description="Where faults in accessibility are told: an e-mail address, a number or an https address. Empty: the municipality's switchboard.",
    )
    address: str = Field(
        "", description="The public address, which one-time links begin with: `https://vagvisaren.exempelkommun.se`. Empty: 127.0.0.1 and the port."
    )
    database_url: SecretStr = Field(
        SecretStr(""), description="PostgreSQL: `postgresql://user:password@host/name`. Empty: a SQLite file in the folder of VAGVISAREN_VAR."
    )
    session_idle_hours: float = Field(8, gt=0, description="Hours without a click after which a member of staff has to sign in again.")
    session_days: float = Field(7, gt=0, description="Days after which a member of staff has to sign in again, whatever happens.")
    oidc_issuer: str = Field("", description="The municipality's own sign-in (OpenID Connect): the issuer's address. Empty: local passwords only.")
    oidc_client_id: str = Field("", description="What the issuer calls this application.")
    oidc_client_secret: SecretStr = Field(SecretStr(""), validate_default=True, description="Secret between this application and the issuer.")
    oidc_name: str = Field("kommunens inloggning", description="What the button for it says after «Logga in med».")
    token: SecretStr = Field(SecretStr(""), description="Secret between the app and Rasa. `make run` makes a new one at each start.")
    tensorflow: bool = Field(False, description="Load the real TensorFlow in the Rasa process. Not needed: no component uses it.")

    @field_validator("embed_origins")
    @classmethod
    def _origins_only(cls, given: str) -> str:
        """A browser compares whole origins: one with a path or a slash at its end would match nothing, and nobody would be told why."""
        for origin in given.split():
            if not ORIGIN.fullmatch(origin):
                raise ValueError(f"{origin} is no origin; write for example https://intranat.exempelkommun.se")
        return given

    @field_validator("address")
    @classmethod
    def _an_origin(cls, given: str) -> str:
        if given and not ORIGIN.fullmatch(given):
            raise ValueError(f"{given} is no origin; write for example https://vagvisaren.exempelkommun.se")
        return given

    @field_validator("database_url")
    @classmethod
    def _postgresql_only(cls, given: SecretStr) -> SecretStr:
        address = given.get_secret_value()
        if address and not POSTGRESQL.match(address):
            raise ValueError("must begin with postgresql://")
        return SecretStr(POSTGRESQL.sub("postgresql+psycopg://", address))

    @field_validator("oidc_client_secret")
    @classmethod
    def _all_of_oidc(cls, given: SecretStr, info: ValidationInfo) -> SecretStr:
        parts = [info.data.get("oidc_issuer"), info.data.get("oidc_client_id"), given.get_secret_value()]
        if any(parts) and not all(parts):
            raise ValueError("oidc_issuer, oidc_client_id and oidc_client_secret are given together, or not at all")
        return given

    @property
    def public_address(self) -> str:
        return self.address or f"http://127.0.0.1:{self.port}"

    @property
    def rasa_url(self) -> str:
        return f"http://127.0.0.1:{self.rasa_port}"

    @property
    def database(self) -> str:
        """Address of the database that is used. May hold a password."""
        return self.database_url.get_secret_value() or f"sqlite:///{self.var / 'vagvisaren.sqlite'}"
