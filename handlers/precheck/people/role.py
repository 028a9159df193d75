"""What a named person is to the writer."""

from enum import StrEnum


class Role(StrEnum):
    """What a named person is to the writer; SOMEBODY where nothing tells."""

    FAMILY = "family"
    ONESELF = "oneself"
    PUBLIC = "public"
    PLACE = "place"
    ANIMAL = "animal"
    PARENT = "parent"
    STUDENT = "student"
    COLLEAGUE = "colleague"
    SOMEBODY = "somebody"
