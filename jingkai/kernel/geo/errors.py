"""What is refused of shapes, with the place of the fault."""

from django.utils.translation import gettext_lazy as _

from jingkai.kernel.errors import Refusal


class BadShape(Refusal):
    """A shape that can't be kept as it is."""

    sentence = _("This is not a shape that can be kept.")
    status = 422


class Unreadable(BadShape):
    """A text that is neither WKT nor GeoJSON."""

    sentence = _("This is neither WKT nor GeoJSON.")
    hint = _("Expected: such as POINT (126.45 43.96), or a GeoJSON geometry.")


class EmptyShape(BadShape):
    """A shape without any point."""

    sentence = _("The shape has no points.")
    hint = _("Draw it again.")


class WrongKind(BadShape):
    """A line where an area is meant."""

    sentence = _("This is a {given}; expected: {kinds}.")


class Swapped(BadShape):
    """Latitude before longitude."""

    sentence = _("Longitude and latitude are swapped: {place} lies on no map.")
    hint = _("Write the longitude first, such as 126.45 43.96.")


class OutOfRange(BadShape):
    """Coordinates that are no degrees."""

    sentence = _("{place} are no degrees of longitude (−180 to 180) and latitude (−90 to 90).")
    hint = _("If these are metres of a projection, name it: SRID=4551;… or the file's .prj.")


class NotANumber(BadShape):
    """A coordinate that is no number."""

    sentence = _("A coordinate is not a number.")


class CrossesItself(BadShape):
    """An outline that crosses or touches itself."""

    sentence = _("The outline crosses itself at {place}.")
    hint = _("Move the points there apart.")


class HoleOutside(BadShape):
    """A hole that is not inside its outline."""

    sentence = _("A hole at {place} lies outside the outline, or in another hole.")


class PartsOverlap(BadShape):
    """Parts of one shape that cover each other, or the same ring twice."""

    sentence = _("Parts of the shape cover each other at {place}.")


class TooFewPoints(BadShape):
    """A ring or a line without extent."""

    sentence = _("The shape has too few different points at {place}.")
    hint = _("An area needs at least three corners, a line two ends.")


class Faulty(BadShape):
    """Any other fault, in the geometry library's words."""

    sentence = _("The shape has a fault at {place}: {fault}.")


class UnknownSystem(BadShape):
    """A coordinate system that can't be converted."""

    sentence = _("The coordinate system “{name}” is not known.")
    hint = _("Known: CGCS2000 (4490), WGS 84 (4326), CGCS2000 Gauss–Krüger (4491–4554), GCJ-02.")


class OutsideTheSystem(BadShape):
    """Coordinates that lie outside the projection that was named."""

    sentence = _("{place} does not lie in the coordinate system {name}.")
    hint = _("Check the zone number and the order of the axes.")


class Overlapping(Refusal):
    """A shape that covers part of another of its kind."""

    sentence = _("The shape covers {count} other(s): {names}.")
    hint = _("Move its edge at {place}; edges may touch.")


class BadFile(BadShape):
    """A file of shapes that can't be read."""

    sentence = _("The file {file} can't be read: {fault}.")
    hint = _("Expected: GeoJSON, a zipped shapefile (.shp .shx .dbf .prj) or a GeoPackage.")


class NoTile(Refusal):
    """A square that is not on the map."""

    sentence = _("There is no tile {z}/{x}/{y}.")
    status = 404
