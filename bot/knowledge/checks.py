"""What one file alone cannot tell: references between files, doubles, dates that have passed, gaps. One function a check."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from bot.knowledge.build import DANGER_LEVELS
from bot.knowledge.guide import Guide
from bot.knowledge.load import NATIONAL, PackFiles
from bot.knowledge.model import Contact, NationalPack, Pack, Status
from bot.knowledge.parse import Parsed, nearest, shapes
from bot.knowledge.problems import Problem, problem
from bot.knowledge.source import Place, mend_line
from bot.knowledge.values import RESERVED
from bot.knowledge.wording import looks_personal
from bot.swedish.lemmas import lemmas
from bot.swedish.normalise import fold
from bot.swedish.patterns import Patterns

MIN_QUESTIONS, MIN_TEST_QUESTIONS = 15, 3
REVIEW_SOON = timedelta(days=60)
VERIFIED_FOR = timedelta(days=365)


@dataclass(frozen=True)
class Checked:
    """What the checks look at: one pack, with the national one beside it."""

    files: PackFiles
    national: PackFiles
    today: date

    @property
    def pack(self) -> Pack:
        assert self.files.pack is not None
        return self.files.pack

    @property
    def base(self) -> NationalPack:
        assert self.national.pack is not None
        assert self.national.pack.national is not None
        return self.national.pack.national


def found(parsed: Parsed, code: str, crumb: str, *, place: Place | None = None, fix: str = "", **values: Any) -> Problem:
    """A problem at a breadcrumb of a parsed file."""
    where = place or parsed.place(crumb)
    source = parsed.document.line(where.line).rstrip()
    return problem(code, path=parsed.document.path, line=where.line, column=where.column, crumb=crumb, source=source, fix=fix, **values)


def references(checked: Checked) -> Iterator[Problem]:
    """Dead references, with the id that was probably meant."""
    national = checked.national.pack
    assert national is not None
    roles = [role.id for role in checked.base.local_roles]
    contacts = [*national.contacts, *checked.pack.contacts]
    known = {
        "kontakt": [*roles, *contacts],
        "lokal_kontakt": contacts,
        "lokal_roll": roles,
        "rutin": [*national.routines, *checked.pack.routines, *_broken_routines(checked)],
        "roll": [role.id for role in checked.base.roles],
        "verksamhetstyp": [kind.id for kind in checked.base.kinds],
    }
    for parsed in checked.files.parsed.values():
        for reference in parsed.references:
            if reference.id in known[reference.to]:
                continue
            name = "kontakt" if reference.to == "lokal_kontakt" else reference.to
            close = nearest(reference.id, known[reference.to])
            line = parsed.document.line(reference.place.line)
            if close:
                yield found(
                    parsed,
                    f"{name}-saknas-nara",
                    reference.crumb,
                    place=reference.place,
                    fix=mend_line(line, reference.place.column, reference.id, close),
                    id=reference.id,
                    nara=close,
                )
            else:
                yield found(parsed, f"{name}-saknas", reference.crumb, place=reference.place, id=reference.id)


def _broken_routines(checked: Checked) -> list[str]:
    """Ids of routine files that exist but have errors of their own: one fault is reported once, not at every reference."""
    paths = [*checked.files.parsed, *checked.national.parsed]
    return [_file_id(path) for path in paths if "/rutiner/" in path]


def _file_id(path: str) -> str:
    return path.rsplit("/", 1)[-1].removesuffix(".yml")


def local_routines_whole(checked: Checked) -> Iterator[Problem]:
    """A municipality's own routine must say everything; an overlay only what differs."""
    assert checked.national.pack is not None
    if checked.files.id == NATIONAL:
        return
    national = {path.rsplit("/", 1)[-1] for path in checked.national.parsed if "/rutiner/" in path}
    for path, parsed in checked.files.parsed.items():
        if "/rutiner/" not in path or path.rsplit("/", 1)[-1] in national or parsed.document.root is None:
            continue
        present = {entry.key for entry in parsed.document.root.entries}
        for key, spec in shapes()["rutin"].items():
            if spec.get("kravs") == "egen" and key not in present:
                yield found(parsed, "nyckel-saknas", "", place=Place(1, 1), nyckel=key, hjalp=spec["hjalp"])


def ids(checked: Checked) -> Iterator[Problem]:
    """Folder names, ids that are addresses of the workplace, and contacts that take the name of a local role."""
    head = checked.files.parsed.get(checked.files.head_path)
    if head and checked.files.id in RESERVED:
        yield found(head, "id-upptaget", "id", id=checked.files.id)
    if head and head.values.get("id", checked.files.id) != checked.files.id:
        yield found(head, "id-ej-mapp", "id", id=head.values["id"], mapp=checked.files.id)
    roles = {role.id for role in checked.base.local_roles}
    for parsed, crumb, contact in _contacts(checked):
        if contact["id"] in roles:
            yield found(parsed, "kontakt-ar-roll", f"{crumb}.id", id=contact["id"], kommun=checked.files.id)
    if head:
        first: dict[str, int] = {}
        for index, unit in enumerate(head.values.get("enheter", ())):
            crumb = f"enheter[{index}].id"
            if unit.get("id") in first:
                yield found(head, "id-dubbelt", crumb, id=unit["id"], rad=first[unit["id"]])
            elif "id" in unit:
                first[unit["id"]] = head.place(crumb).line


def reserves(checked: Checked) -> Iterator[Problem]:
    """A chain of reserves must end."""
    if checked.files.id != NATIONAL:
        return
    head = checked.files.parsed[checked.files.head_path]
    by_id = {role.id: role.reserve for role in checked.base.local_roles}
    for index, role in enumerate(checked.base.local_roles):
        seen, current = {role.id}, role.reserve
        while current in by_id:
            if current in seen:
                yield found(head, "reserv-cirkel", f"lokala_roller[{index}].reserv", id=role.id)
                break
            seen.add(current)
            current = by_id[current]


def approval(checked: Checked) -> Iterator[Problem]:
    head = checked.files.parsed[checked.files.head_path]
    status = Status(head.values.get("status", "utkast"))
    if status is Status.REVIEWED and "godkand" not in head.values:
        yield found(head, "godkand-saknas", "status")
    if status is not Status.REVIEWED:
        yield found(head, "paket-ej-godkant", "status", status=status.value)


def reviews(checked: Checked) -> Iterator[Problem]:
    for parsed in _routines(checked):
        reviewed, due = parsed.values.get("granskad"), parsed.values.get("granskas_senast")
        if reviewed and due and due < reviewed:
            yield found(parsed, "granskning-ordning", "granskas_senast", senast=due, granskad=reviewed)
        elif due and due < checked.today:
            yield found(parsed, "rutin-forsenad", "granskas_senast", datum=due)
        elif due and due <= checked.today + REVIEW_SOON:
            yield found(parsed, "rutin-granskas-snart", "granskas_senast", datum=due)


def questions(checked: Checked) -> Iterator[Problem]:
    """Enough example and test questions, none of them double, none with personal data."""
    assert checked.national.pack is not None
    seen: dict[str, tuple[Parsed, str]] = {}
    alike: dict[str, tuple[Parsed, str, str]] = {}
    if checked.files.id != NATIONAL:
        for parsed in checked.national.parsed.values():
            for text in parsed.values.get("fragor", ()):
                seen.setdefault(fold(text), (parsed, parsed.values.get("id", "")))
                alike.setdefault(_likeness(text), (parsed, parsed.values.get("id", ""), text))
    for parsed in _routines(checked):
        if parsed.document.root is None:
            continue
        routine = _file_id(parsed.document.path)
        own = routine not in checked.national.pack.routines or checked.files.id == NATIONAL
        examples, tests = parsed.values.get("fragor", ()), parsed.values.get("provfragor", ())
        if own and "fragor" in parsed.values and len(examples) < MIN_QUESTIONS:
            yield found(parsed, "fragor-fa", "fragor", antal=len(examples), minst=MIN_QUESTIONS)
        if own and len(tests) < MIN_TEST_QUESTIONS and ("provfragor" in parsed.values or parsed.document.root.get("provfragor") is None):
            yield found(parsed, "provfragor-fa", "provfragor", antal=len(tests), minst=MIN_TEST_QUESTIONS)
        trained = {fold(text) for text in examples}
        for key, texts in (("fragor", examples), ("provfragor", tests)):
            for index, text in enumerate(texts):
                if looks_personal(text):
                    yield found(parsed, "fraga-namn", f"{key}[{index}]")
        for index, text in enumerate(examples):
            other, other_routine = seen.setdefault(fold(text), (parsed, routine))
            if other is not parsed:
                yield found(parsed, "fraga-dubbel", f"fragor[{index}]", rutin=other_routine, fil=other.document.path, rad=_line_of(other, text))
                continue
            near, near_routine, near_text = alike.setdefault(_likeness(text), (parsed, routine, text))
            if near is not parsed:
                yield found(parsed, "fraga-lik", f"fragor[{index}]", rutin=near_routine, annan=near_text)
        for index, text in enumerate(tests):
            if fold(text) in trained:
                yield found(parsed, "provfraga-tranad", f"provfragor[{index}]")


def _likeness(text: str) -> str:
    """The same for questions that differ only in inflection and the order of their words."""
    return " ".join(sorted(lemmas().key(word) for word in fold(text).split()))


def _line_of(parsed: Parsed, text: str) -> int:
    wanted = fold(text)
    for index, candidate in enumerate(parsed.values.get("fragor", ())):
        if fold(candidate) == wanted:
            return parsed.place(f"fragor[{index}]").line
    return 1


def contacts(checked: Checked) -> Iterator[Problem]:
    for parsed, crumb, given in _contacts(checked):
        contact = checked.pack.contacts.get(given["id"])
        if contact is None or any(error.crumb.startswith(f"{crumb}.") for error in parsed.document.problems if error.is_error):
            continue  # what follows from an error is not worth a remark of its own
        if contact.missing:
            yield found(parsed, "kontakt-utan-vag", f"{crumb}.id")
        elif contact.phones and not contact.always_open and contact.hours is None:
            yield found(parsed, "kontakt-utan-tider", f"{crumb}.id")
        if contact.always_open and contact.hours:
            yield found(parsed, "oppet-dubbelt", f"{crumb}.oppettider")
        yield from _verified(checked, parsed, crumb, contact)
        for index, item in enumerate(given.get("avvikelser", ())):
            if "datum" in item and item["datum"] < checked.today:
                yield found(parsed, "avvikelse-gammal", f"{crumb}.avvikelser[{index}].datum", datum=item["datum"])


def _verified(checked: Checked, parsed: Parsed, crumb: str, contact: Contact) -> Iterator[Problem]:
    if contact.missing:
        return
    if contact.verified_on is None:
        yield found(parsed, "kontakt-aldrig-verifierad", f"{crumb}.id")
    elif contact.verified_on < checked.today - VERIFIED_FOR:
        yield found(parsed, "kontakt-ej-verifierad", f"{crumb}.verifierad", datum=contact.verified_on)


def roles_filled(checked: Checked) -> Iterator[Problem]:
    """Every local role has a contact here, every unit a manager; else say what is shown instead."""
    organisation = checked.pack.organisation
    if organisation is None or checked.national.pack is None:
        return
    guide = Guide(checked.national.pack, checked.pack)
    head = checked.files.parsed[checked.files.head_path]
    for role in checked.base.local_roles:
        if role.id == "chef" or role.id in organisation.local_roles:
            continue
        instead = guide.contact(role.id)
        yield found(head, "roll-ej-fylld", "lokala_roller", namn=role.name, reserv=f"«{instead.contact.name}»" if instead else "ingenting")
    for index, unit in enumerate(organisation.units):
        if "chef" not in unit.local_roles:
            instead = guide.contact("chef", unit)
            yield found(head, "enhet-utan-chef", f"enheter[{index}].id", namn=unit.name, reserv=f"«{instead.contact.name}»" if instead else "ingen")


def danger_tests(checked: Checked) -> Iterator[Problem]:
    """Each danger expression recognises its own test messages."""
    parsed = checked.files.parsed.get(f"{checked.files.id}/fara.yml")
    if parsed is None:
        return
    for level in DANGER_LEVELS:
        for index, given in enumerate(parsed.values.get(level, ())):
            if not {"id", "uttryck"} <= given.keys():
                continue
            patterns = Patterns({given["id"]: given["uttryck"]})
            for number, test in enumerate(given.get("prov", ())):
                if not patterns.found(test):
                    yield found(parsed, "fara-prov-missar", f"{level}[{index}].prov[{number}]", prov=test)


def open_points(checked: Checked) -> Iterator[Problem]:
    """What a municipality must check before live use, from every `att_kontrollera`."""
    for parsed in checked.files.parsed.values():
        yield from _open_points(parsed, parsed.values, "")


def _open_points(parsed: Parsed, values: Any, crumb: str) -> Iterator[Problem]:
    if isinstance(values, dict):
        for key, value in values.items():
            here = f"{crumb}.{key}" if crumb else key
            if key == "att_kontrollera":
                for index, text in enumerate(value):
                    yield found(parsed, "att-kontrollera", f"{here}[{index}]", text=text)
            else:
                yield from _open_points(parsed, value, here)
    elif isinstance(values, list):
        for index, value in enumerate(values):
            yield from _open_points(parsed, value, f"{crumb}[{index}]")


def _routines(checked: Checked) -> Iterator[Parsed]:
    return (parsed for path, parsed in checked.files.parsed.items() if "/rutiner/" in path)


def _contacts(checked: Checked) -> Iterator[tuple[Parsed, str, dict[str, Any]]]:
    parsed = checked.files.parsed.get(f"{checked.files.id}/kontakter.yml")
    if parsed is None:
        return
    for index, given in enumerate(parsed.values.get("kontakter", ())):
        if "id" in given:
            yield parsed, f"kontakter[{index}]", given


ALL = (references, local_routines_whole, ids, reserves, approval, reviews, questions, contacts, roles_filled, danger_tests, open_points)
