"""The configuration: ``config.yaml``, the environment, and where each setting came from.

A value given on the command line wins over the environment (``PANTAU_SEARCH__ENGINE=…``), which
wins over the file, which wins over the default.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any, Literal, Self
from urllib.parse import urlsplit

from pydantic import (
    BaseModel,
    Field,
    FilePath,
    SecretStr,
    ValidationError,
    field_validator,
    model_validator,
)
from pydantic_settings import (
    BaseSettings,
    EnvSettingsSource,
    NoDecode,
    SettingsConfigDict,
    SettingsError,
)
from pydantic_settings import PydanticBaseSettingsSource as Source

from model.config_alerts import AlertSettings, SubscriptionSettings
from model.config_backup import BackupSettings
from model.config_disk import DiskSettings
from model.config_file import faults, read_file, unknown
from model.config_kliping import KlipingSettings
from model.config_network import NetworkSettings
from model.config_office import OfficeSettings
from model.config_publish import PublishSettings
from model.config_report import ReportSettings
from model.config_schedule import ScheduleSettings
from model.config_section import Section, Words, split_words
from model.config_web import WebSettings
from model.exceptions import ConfigError
from model.outlets import OutletType, SiteSettings

PREFIX = "PANTAU_"
#: Names the configuration file where ``--config`` does not.
CONFIG_VARIABLE = "PANTAU_CONFIG"
DEFAULT_FILE = Path(__file__).resolve().parent.parent / "config.yaml"

#: Stands in ``crawl.allow_private`` for every private address.
ANY_HOST = "*"

LOCAL_ELASTICSEARCH = "http://localhost:9200"
ELASTICSEARCH_PORT = 9200


def _server_address(value: str, port: int | None) -> str:
    """Check the address of a server; ``port`` is for one that names none.

    The value is left out of the messages, as it may hold a password.
    """
    try:
        parts = urlsplit(value)
        own = parts.port
    except ValueError:
        raise ValueError("must be an address such as https://host:9200") from None
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ValueError("must be an address such as https://host:9200")
    if parts.username or parts.password:
        raise ValueError("must not hold user and password: set basic_auth")
    netloc = parts.netloc if own or port is None else f"{parts.netloc.rstrip(':')}:{port}"
    return f"{parts.scheme}://{netloc}{parts.path.rstrip('/')}"


class CrawlSettings(Section):
    """How sites are asked for pages."""

    contact: str | None = Field(
        None, description="mail or web address that site owners can write to; sent with requests"
    )
    delay: float = Field(1.0, ge=0, description="seconds between two requests to one site")
    timeout: float = Field(30, gt=0, description="seconds until a request is given up")
    retries: int = Field(1, ge=0, description="how often a failed request is tried again")
    concurrency: int = Field(32, ge=1, description="sites asked at the same time")
    max_page_mb: float = Field(10, gt=0, description="larger responses are cut off and dropped")
    policy: Literal["focused", "everything"] = Field(
        "focused", description="focused: ask for what may be about prisons; or everything"
    )
    audit_share: float = Field(
        0.02, ge=0, le=1, description="share of pages off topic that are read to see what is missed"
    )
    audits_a_week: int = Field(3, ge=0, description="pages off topic read of one site in one week")
    max_pages: int = Field(1000, ge=1, description="article pages asked of one site in one run")
    max_requests: int = Field(
        2000, ge=1, description="requests of all sorts to one site in one run"
    )
    site_minutes: float = Field(30, gt=0, description="minutes that one site may take in one run")
    workers: int | None = Field(None, ge=1, description="reading processes; null: one per core")
    page_seconds: float = Field(30, gt=0, description="seconds that reading one page may take")
    allow_private: Words = Field(
        [], description="hosts (host or host:port) allowed though their address is private"
    )

    @field_validator("allow_private", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        return split_words(value)


class CatalogueSettings(Section):
    """Which outlets of the catalogue are crawled; with nothing set, all of them."""

    enabled: bool = Field(True, description="false: crawl only what is listed under sites")
    provinces: Words = Field(
        [], description="only outlets of these provinces; nasional: those of none"
    )
    groups: Words = Field([], description="only outlets that these houses or networks own")
    types: Annotated[list[OutletType], NoDecode] = Field(
        [], description="only outlets that are press, official, government or blog"
    )
    names: Words = Field([], description="these outlets too, by name or host")
    exclude: Words = Field([], description="but not these, by name or host")

    @field_validator("provinces", "groups", "types", "names", "exclude", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        return split_words(value)


class StoreSettings(Section):
    """Where records are kept."""

    url: SecretStr | None = Field(
        None, description="SQLAlchemy address of a database; null: SQLite in the data directory"
    )


class ArchiveSettings(Section):
    """Where the pages of kept stories and of candidates stay as they came."""

    enabled: bool = Field(True, description="false: keep only what was read on pages")
    directory: Path | None = Field(
        None, description="where pages are archived; null: the directory archive in data"
    )


class ElasticStackSettings(Section):
    """How a server of the Elastic Stack is spoken to; secrets come from the environment."""

    api_key: SecretStr | None = Field(
        None, description="API key, as created (encoded) or as id:key; instead of basic_auth"
    )
    basic_auth: SecretStr | None = Field(None, description="user:password; instead of api_key")
    ca_certs: FilePath | None = Field(
        None, description="file of the certificates that the server's is signed with"
    )
    verify_certs: bool = Field(True, description="false: believe any certificate")
    timeout: float = Field(30, gt=0, description="seconds until a request is given up")

    @field_validator("basic_auth")
    @classmethod
    def _user_and_password(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and not all(value.get_secret_value().partition(":")):
            raise ValueError("must be user:password")
        return value

    @model_validator(mode="after")
    def _one_login(self) -> Self:
        if self.api_key is not None and self.basic_auth is not None:
            raise ValueError("give api_key or basic_auth, not both")
        return self

    @property
    def login(self) -> tuple[str, str] | None:
        """User and password, where there are."""
        if self.basic_auth is None:
            return None
        user, _, password = self.basic_auth.get_secret_value().partition(":")
        return user, password


class ElasticsearchSettings(ElasticStackSettings):
    """Where Elasticsearch is, and the names of Pantau's indices there."""

    hosts: Words = Field(
        [], description=f"addresses of the cluster; none, and no cloud_id: {LOCAL_ELASTICSEARCH}"
    )
    cloud_id: str | None = Field(None, description="deployment in Elastic Cloud; instead of hosts")
    ca_fingerprint: str | None = Field(
        None, description="SHA-256 fingerprint of the server's certificate authority"
    )
    retries: int = Field(3, ge=0, description="how often a request that failed is tried again")
    prefix: str = Field(
        "pantau", pattern="^[a-z][a-z0-9_-]{0,60}$", description="how the indices' names begin"
    )
    bulk_mb: float = Field(8, gt=0, le=90, description="size of what is sent at once")

    @field_validator("hosts", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        return split_words(value)

    @field_validator("hosts")
    @classmethod
    def _addresses(cls, value: list[str]) -> list[str]:
        return [_server_address(host, ELASTICSEARCH_PORT) for host in value]

    @model_validator(mode="after")
    def _one_place(self) -> Self:
        if self.hosts and self.cloud_id is not None:
            raise ValueError("give hosts or cloud_id, not both")
        return self

    @property
    def addresses(self) -> list[str]:
        """The hosts to ask; none where ``cloud_id`` says where they are."""
        return self.hosts or ([] if self.cloud_id else [LOCAL_ELASTICSEARCH])


class KibanaSettings(ElasticStackSettings):
    """Where Kibana is, for ``pantau kibana``."""

    url: str = Field("http://localhost:5601", description="address of Kibana")
    space: str | None = Field(
        None, pattern="^[a-z0-9_-]+$", description="Kibana space; null: the default one"
    )

    @field_validator("url")
    @classmethod
    def _address(cls, value: str) -> str:
        return _server_address(value, None)


class KeepSettings(Section):
    """How long stories stay in the search index; the store keeps them all."""

    partnership: int | None = Field(
        None, ge=1, description="days since publication that partnership stories are searched"
    )
    candidate: int | None = Field(
        None, ge=1, description="days since publication that candidates are searched"
    )


class SearchSettings(Section):
    """How records are searched."""

    engine: Literal["embedded", "elasticsearch"] = Field(
        "embedded", description="embedded, or elasticsearch"
    )
    keep: KeepSettings = KeepSettings()
    elasticsearch: ElasticsearchSettings = ElasticsearchSettings()
    kibana: KibanaSettings = KibanaSettings()


class Settings(BaseSettings):
    """All settings in force."""

    model_config = SettingsConfigDict(
        extra="forbid", env_prefix=PREFIX, env_nested_delimiter="__", validate_default=True
    )

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],  # noqa: ARG003 - the signature is the library's
        init_settings: Source,
        env_settings: Source,  # noqa: ARG003
        dotenv_settings: Source,  # noqa: ARG003
        file_secret_settings: Source,  # noqa: ARG003
    ) -> tuple[Source, ...]:
        """Take values from :func:`load` alone, which knows the origin of each."""
        return (init_settings,)

    data: Path = Field(Path("data"), description="directory of everything that Pantau writes")
    crawl: CrawlSettings = CrawlSettings()
    store: StoreSettings = StoreSettings()
    archive: ArchiveSettings = ArchiveSettings()
    search: SearchSettings = SearchSettings()
    catalogue: CatalogueSettings = CatalogueSettings()
    web: WebSettings = WebSettings()
    alerts: AlertSettings = AlertSettings()
    office: OfficeSettings = OfficeSettings()
    kliping: KlipingSettings = KlipingSettings()
    report: ReportSettings = ReportSettings()
    publish: PublishSettings = PublishSettings()
    backup: BackupSettings = BackupSettings()
    disk: DiskSettings = DiskSettings()
    network: NetworkSettings = NetworkSettings()
    subscriptions: list[SubscriptionSettings] = Field(
        [], description="what is told to whom, beside what is subscribed by command"
    )
    schedule: ScheduleSettings = ScheduleSettings()
    sites: list[SiteSettings] = Field(
        [], description="sites of your own, beside or instead of the catalogue's"
    )

    @property
    def store_url(self) -> str:
        """SQLAlchemy address of the store."""
        if self.store.url is not None:
            return self.store.url.get_secret_value()
        return f"sqlite:///{self.data.resolve() / 'pantau.db'}"

    @property
    def archive_dir(self) -> Path:
        """Directory of the archived pages; a relative one is in the data directory."""
        return self.data / (self.archive.directory or "archive")

    @property
    def backup_dir(self) -> Path | None:
        """Directory of the backups; a relative one is in the data directory, null: none."""
        directory = self.backup.directory
        return None if directory is None else self.data / directory

    @property
    def index_dir(self) -> Path:
        """Directory of the embedded search engine."""
        return self.data / "index"


class Configuration(BaseModel):
    """Settings together with the origin of each: ``default``, a file and line, or a variable."""

    settings: Settings
    origins: dict[str, str]


def load(path: Path | None = None, overrides: Mapping[str, Any] | None = None) -> Configuration:
    """Read the settings in force.

    ``path`` is the file to read, else the one ``PANTAU_CONFIG`` names, else the checkout's own
    (which may be missing). ``overrides`` are dotted keys set on the command line. A relative
    ``data`` directory in a file is beside that file.

    Raises:
        ConfigError: naming the key and the file's line, the variable or the option.
    """
    named = _named(path)
    file = named or DEFAULT_FILE
    merged: dict[str, Any] = {}
    origins: dict[str, str] = {}
    if named is not None or file.exists():
        content, lines = read_file(file)
        merged = content
        origins.update({key: f"{file}, line {line}" for key, line in lines.items()})
    for key, value in _environment():
        _put(merged, key, value)
        origins[key] = PREFIX + key.replace(".", "__").upper()
    for key, value in (overrides or {}).items():
        _put(merged, key, value)
        origins[key] = "command line"
    try:
        settings = Settings.model_validate(merged)
    except ValidationError as error:
        raise faults(error, origins)[0] from error
    if not settings.data.is_absolute() and origins.get("data", "default").startswith(
        ("default", str(file))
    ):
        settings.data = file.resolve().parent / settings.data
    return Configuration(settings=settings, origins=origins)


def file_in_force(path: Path | None = None) -> Path | None:
    """Return the file that :func:`load` reads; null where there is none."""
    file = _named(path) or DEFAULT_FILE
    return file if file.exists() else None


def keys(section: BaseModel, prefix: str = "") -> Iterator[tuple[str, Any, str]]:
    """Every setting as (dotted key, value, description), groups taken apart."""
    for name, field in type(section).model_fields.items():
        value = getattr(section, name)
        if isinstance(value, BaseModel):
            yield from keys(value, f"{prefix}{name}.")
        else:
            yield prefix + name, value, field.description or ""


def _named(path: Path | None) -> Path | None:
    variable = os.environ.get(CONFIG_VARIABLE)
    return path or (Path(variable) if variable else None)


def _environment() -> Iterator[tuple[str, Any]]:
    """Settings from variables, as (dotted key, value).

    A variable with ``__`` that names no setting is refused: it is a misspelt one.
    """
    known = {key for key, _, _ in keys(Settings())}
    groups = {key.split(".", maxsplit=1)[0] for key in known if "." in key}
    for name in sorted(os.environ):
        key = name.removeprefix(PREFIX).lower().replace("__", ".")
        if not name.startswith(PREFIX):
            continue
        if "." in key and key not in known and not key.startswith("test."):
            raise ConfigError(unknown(key), where=name, key=key)
        if key in groups:
            raise ConfigError(f"set one key, such as {name}__…", where=name, key=key)
    try:
        values = EnvSettingsSource(Settings)()
    except SettingsError as error:
        raise ConfigError(f"cannot be read from the environment: {error}") from error
    yield from _leaves(values)


def _leaves(values: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    for name, value in values.items():
        if isinstance(value, dict):
            yield from _leaves(value, f"{prefix}{name}.")
        else:
            yield prefix + name, value


def _put(values: dict[str, Any], key: str, value: object) -> None:
    *groups, last = key.split(".")
    for group in groups:
        inner = values.get(group)
        if not isinstance(inner, dict):
            inner = values[group] = {}
        values = inner
    values[last] = value
