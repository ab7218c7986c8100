"""What a made-up identity code holds, read apart from the code that made it."""

from datetime import date

CENTURIES = {"+": 1800} | dict.fromkeys("-YXWVU", 1900) | dict.fromkeys("ABCDEF", 2000)


def birth_date_of(code: str) -> date:
    return date(CENTURIES[code[6]] + int(code[4:6]), int(code[2:4]), int(code[:2]))


def sex_of(code: str) -> str:
    """Odd individual numbers are male."""
    return "male" if int(code[7:10]) % 2 else "female"
