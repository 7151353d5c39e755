"""The words of the quick start, in both languages."""

from typing import Final

from feasibility.language import Label
from feasibility.names import CompanyId
from feasibility.starting import Afterwards, Today

PLACE: Final = Label("By eller tettsted", "Town")
PLACE_GROUP: Final = Label("Stedet", "The place")
DEAL_GROUP: Final = Label("Avtalen", "The deal")
ROOM_GROUP: Final = Label("Plassene", "The desks")
MONEY_GROUP: Final = Label("Ombygging og lån", "Works and loan")
NAME: Final = Label("Hva skal saken hete?", "What is the case called?")

TODAY: Final = Label("Hva står der i dag?", "What stands there today?")
TODAY_IS: Final[dict[Today, Label]] = {
    "empty": Label("Det er tomt", "It is empty"),
    "let": Label("En ordinær leietaker", "An ordinary tenant"),
}
AFTERWARDS: Final = Label("Når leietiden er over", "When the lease is over")
AFTERWARDS_IS: Final[dict[Afterwards, Label]] = {
    "vacant": Label("Står lokalene tomme", "The space stands empty"),
    "relet": Label("Leies de ut til en ordinær leietaker", "It is let to an ordinary tenant"),
}
FILL: Final = Label("Fyll arealet for meg", "Fill the area for me")
BORROWER: Final = Label("Hvem låner?", "Who borrows?")
BORROWER_IS: Final[dict[CompanyId, Label]] = {
    "landlord": Label("Gårdeier", "The landlord"),
    "operator": Label("Driveren", "The operator"),
}

WITHOUT: Final = Label("Uten svar: {}.", "Without an answer: {}.")
TEMPLATES: Final = Label("Uten svar: malens {}.", "Without an answer: the template's {}.")
NEEDED: Final = Label("Trengs. For eksempel 600 kvm.", "Needed. For example 600 m2.")
NO_AREA: Final = Label("Skriv arealet, for eksempel 600 kvm.", "Write the area, for example 600 m2.")
EMPTY_MONTHS: Final = Label(
    "Uten svar: malens {} til en leietaker er funnet.",
    "Without an answer: the template's {} until a tenant is found.",
)
LONG_EMPTY: Final = Label(
    "Brukes: det er regnet like lenge til før en ordinær leietaker er funnet, i stedet for malens {}.",
    "Used: as long again until an ordinary tenant is found, in place of the template's {}.",
)
SHORT_EMPTY: Final = Label(
    "Endrer ikke tallene: malens {} til en ordinær leietaker er funnet, brukes til det har stått tomt "
    "lenger.",
    "Changes no number: the template's {} until an ordinary tenant is found are used unless it has been "
    "empty for longer.",
)
AS_ASKED: Final = Label(
    "Uten svar: {}, som driveren skal betale og mer enn malens {}.",
    "Without an answer: {}, as the operator is to pay and more than the template's {}.",
)
NO_RENEWAL: Final = Label(
    "Uten svar: ingen. Bare leietiden på {} er regnet med.",
    "Without an answer: none. Only the lease's {} are counted.",
)
MINIMUM_RENT: Final = Label("Minsteleie driveren skal betale", "Minimum rent the operator is to pay")
RENT_TODAY: Final = Label("Leie leietakeren betaler i dag", "Rent the tenant pays today")
FILLED: Final = Label(
    "{area} blir {places}, møterom og sosial sone: {office} per kontor og {desk} per plass, gang og kjøkken "
    "medregnet (malen; {source}).",
    "{area} becomes {places}, meeting rooms and a lounge: {office} an office and {desk} a desk, corridors "
    "and kitchen included (the template; {source}).",
)
ROOMY: Final = Label(
    "Det er plass til {}. Med færre blir hvert kontor og hver plass større.",
    "There is room for {}. With fewer, each office and desk is larger.",
)
MORE: Final = Label(
    "Uten svar: så mange det er plass til.", "Without an answer: as many as there is room for."
)
REST: Final = Label(
    "Alt annet er malens tall, med kilde. Du kan bytte ut hvert av dem etterpå. Støtte regnes ikke med "
    "før du legger den inn.",
    "All else is the template's, with its source. You can replace each number afterwards. Support is not "
    "counted until you put it in.",
)
MEND: Final = Label("Saken er ikke laget ennå. Se på: {}.", "The case is not made yet. Look at: {}.")
EMPTY_NAME: Final = Label("Uten svar: «{}».", 'Without an answer: "{}".')
