"""Who runs the site: what the imprint and the privacy page are made from."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Self

from scanpress.facts.file import Facts, record
from scanpress.facts.licences import EXAMPLE, canonical_licence
from scanpress.facts.mistake import Mistake
from scanpress.facts.strict_yaml import Key


@dataclass(frozen=True, slots=True)
class Address:
    """A postal address."""

    street: str
    postal_code: str
    city: str
    country: str


@dataclass(frozen=True, slots=True)
class SecondContact:
    """A second way to reach the provider quickly."""

    phone: str | None
    form: str | None

    @property
    def dial(self) -> str:
        """Return the number as a `tel:` link wants it; the zero in `+49 (0)30` is not dialled."""
        return "".join(c for c in (self.phone or "").replace("(0)", "") if c.isdigit() or c == "+")


@dataclass(frozen=True, slots=True)
class Register:
    """An entry in a public register."""

    court: str
    number: str


@dataclass(frozen=True, slots=True)
class Provider:
    """Who offers the site (§ 5 DDG, § 18 (1) MStV)."""

    name: str
    legal_form: str | None
    represented_by: tuple[str, ...]
    address: Address
    email: str
    second_contact: SecondContact
    register: Register | None
    vat_id: str | None
    economic_id: str | None

    @property
    def full_name(self) -> str:
        """Return the name with its legal form."""
        return f"{self.name} {self.legal_form}" if self.legal_form else self.name


@dataclass(frozen=True, slots=True)
class Editor:
    """The person responsible for editorial content (§ 18 (2) MStV)."""

    name: str
    address: Address


@dataclass(frozen=True, slots=True)
class Controller:
    """Who decides about personal data (Art. 4 no. 7 GDPR)."""

    name: str
    address: Address
    email: str


@dataclass(frozen=True, slots=True)
class Officer:
    """The data protection officer (Art. 37 GDPR)."""

    name: str | None
    email: str


@dataclass(frozen=True, slots=True)
class ThirdCountry:
    """A country outside the EU and the EEA, and what makes the transfer lawful."""

    country: str
    safeguard: str


@dataclass(frozen=True, slots=True)
class Contract:
    """The contract on processing (Art. 28 GDPR); `date` is written 2026-01-31."""

    concluded: bool
    date: str | None


@dataclass(frozen=True, slots=True)
class HostingCompany:
    """The company that hosts the site."""

    name: str
    address: Address
    contract: Contract
    third_country: ThirdCountry | None


@dataclass(frozen=True, slots=True)
class Logs:
    """What the server writes down about a request."""

    fields: tuple[str, ...]
    ip_masking: str
    retention_days: int


@dataclass(frozen=True, slots=True)
class Authority:
    """The supervisory authority (Art. 77 GDPR)."""

    name: str
    address: Address
    url: str


@dataclass(frozen=True, slots=True)
class AssessedPapers:
    """Where names and titles of assessed papers are taken from."""

    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ForgeService:
    """The service that hosts the git repository."""

    name: str
    url: str
    third_country: ThirdCountry | None


@dataclass(frozen=True, slots=True)
class Privacy:
    """Who processes personal data, where, and how long."""

    controller: Controller | None
    data_protection_officer: Officer | None
    legal_basis: str
    public_task_law: str | None
    host: HostingCompany | None
    logs: Logs | None
    supervisory_authority: Authority
    assessed_papers: AssessedPapers
    forge: ForgeService | None


@dataclass(frozen=True, slots=True)
class Reports:
    """What happens with a report of a mistake."""

    decided_by: str | None
    answered_within_days: int | None


def _wrong_licence(facts: Facts) -> Iterator[Mistake]:
    """Yield a mistake if the licence is not one that SPDX knows."""
    given = facts.value.get("license")
    if given and canonical_licence(given) is None:
        remedy = f"write an identifier of spdx.org/licenses, such as {EXAMPLE}, or LicenseRef- and a name of your own"
        yield facts.mistake(("license",), f"{given!r} is not an SPDX licence expression", remedy)


_SCHEMA = Path(__file__).with_name("operator.schema.json")


@dataclass(frozen=True, slots=True)
class Operator:
    """Everything that pages say about who runs the site; `lines` are the lines of the file that say it.

    `as_of` is written 2026-01-31. `license` is that of scans that name none, an SPDX expression.
    """

    provider: Provider
    editor: Editor
    consumer_disputes: str
    privacy: Privacy
    reports: Reports | None = None
    as_of: str | None = None
    license: str | None = None
    lines: Mapping[Key, int] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def load(cls, path: Path) -> Self:
        """Read the operator's file; raise a FactsError with all mistakes."""
        facts = Facts.load(path, schema=_SCHEMA, rules=_wrong_licence)
        read = record(cls, facts.value)
        return replace(read, lines=facts.lines, license=canonical_licence(read.license) if read.license else None)

    @classmethod
    def empty(cls) -> Self:
        """Return an operator of whom nothing is known."""
        return record(cls, {})

    @property
    def controller(self) -> Controller:
        """Return who decides about personal data: the provider if nobody else is named."""
        provider = self.provider
        return self.privacy.controller or Controller(provider.full_name, provider.address, provider.email)
