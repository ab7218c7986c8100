"""Answers of the change feed for tests, in the shape of the population register's interface."""

import json
from datetime import date


def day(value: date | str, precision: str = "PAIVA") -> dict:
    return {"arvo": str(value), "tarkkuus": precision}


def died(value: date | str, precision: str = "PAIVA") -> dict:
    told = {"tietoryhma": "KUOLINPAIVA", "muutosattribuutti": "LISATTY", "kuollut": True}
    return told | {"kuolinpv": day(value, precision)}


def lives() -> dict:
    return {"tietoryhma": "KUOLINPAIVA", "muutosattribuutti": "MUUTETTU", "kuollut": False}


def address(first: date, postal_code: str, how: str = "LISATTY", **fields) -> dict:
    given = {"katunimi": {"fi": "Uusikatu"}, "katunumero": "7", "postitoimipaikka": {"fi": "Tampere"}}
    told = {"tietoryhma": "VAKINAINEN_KOTIMAINEN_OSOITE", "muutosattribuutti": how, "alkupv": day(first)}
    return told | {"postinumero": postal_code} | given | fields


def municipality(first: date, code: str, how: str = "LISATTY") -> dict:
    told = {"tietoryhma": "KOTIKUNTA", "muutosattribuutti": how, "kuntakoodi": code}
    return told | {"kuntaanMuuttopv": day(first)}


def secret(holds: bool, last: date | None = None) -> dict:
    told = {"tietoryhma": "TURVAKIELTO", "muutosattribuutti": "MUUTETTU", "turvakieltoAktiivinen": holds}
    return told | ({"turvaLoppuPv": day(last)} if last else {})


def guardian(code: str, first: date, last: date | None = None, how: str = "LISATTY") -> dict:
    told = {"tietoryhma": "HUOLTAJA_SUPPEA", "muutosattribuutti": how, "huoltaja": {"henkilotunnus": code}}
    return told | {"huoltosuhteenAlkupv": day(first)} | ({"huoltosuhteenLoppupv": day(last)} if last else {})


def change(code: str, on: date, *groups: dict) -> dict:
    return {"henkilotunnus": code, "muutospv": f"{on}T06:00:00.000Z", "tietoryhmat": list(groups)}


def answer(after: int | None, last: int, *changes: dict, more: bool = False) -> bytes:
    told = {"viimeisinKirjausavain": last, "muutokset": list(changes), "ajanTasalla": not more}
    return json.dumps(told | ({} if after is None else {"kysyttyKirjausavain": after})).encode()


def named(given_names: str = "Etunimetön", family_name: str = "Virtanen") -> dict:
    told = {"tietoryhma": "HENKILON_NIMI", "muutosattribuutti": "LISATTY"}
    return told | {"etunimi": given_names, "sukunimi": family_name}


def ward(code: str, first: date) -> dict:
    told = {"tietoryhma": "HUOLLETTAVA_SUPPEA", "muutosattribuutti": "LISATTY", "huollettava": {"henkilotunnus": code}}
    return told | {"huoltosuhteenAlkupv": day(first)}
