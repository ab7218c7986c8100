"""Who sees which places, and where one is."""

import pytest

from pilot import navigation


@pytest.fixture
def places(monkeypatch):
    """Register places of our own, and only them."""
    monkeypatch.setattr(navigation, "_places", {})
    navigation.register("finance", "gallery", "Kuukausi", roles=["finance"], group="Kuukausi", order=2)
    navigation.register("staff", "feedback", "Palaute", roles=["staff", "finance"])
    navigation.register("public", "accessibility", "Saavutettavuus")


def labels(path="/", roles=()):
    return [link.label for link in navigation.links(path, roles)]


@pytest.mark.usefixtures("places")
def test_strangers_see_only_what_everybody_sees():
    assert labels() == ["Saavutettavuus"]


@pytest.mark.usefixtures("places")
def test_places_come_in_the_order_of_their_areas():
    assert labels(roles=["finance"]) == ["Saavutettavuus", "Palaute", "Kuukausi"]


@pytest.mark.usefixtures("places")
def test_the_place_above_the_page_is_current_but_not_the_page():
    links = navigation.links("/gallery/some/page/", ["finance"])

    assert [link.current for link in links] == ["", "", "true"]
    assert navigation.area_of(links)
    assert navigation.links("/gallery/", ["finance"])[2].current == "page"


@pytest.mark.usefixtures("places")
def test_the_workspace_groups_its_places():
    groups = navigation.workspace_groups(navigation.links("/", ["finance"]))

    assert [[link.label for link in group.links] for group in groups] == [["Palaute"], ["Kuukausi"]]


def test_an_area_that_is_none_is_refused():
    with pytest.raises(ValueError, match="kitchen"):
        navigation.register("kitchen", "gallery", "Cooks")
