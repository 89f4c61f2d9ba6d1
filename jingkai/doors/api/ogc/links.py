"""Links between the resources, and the kinds of content that they lead to."""

JSON = "application/json"
GEOJSON = "application/geo+json"
SCHEMA = "application/schema+json"
API_30 = "application/vnd.oai.openapi+json;version=3.0"
API_31 = "application/vnd.oai.openapi+json;version=3.1"
DOCS = "text/html"
CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
GREGORIAN = "http://www.opengis.net/def/uom/ISO-8601/0/Gregorian"


def link(href: str, rel: str, media: str, title: str) -> dict[str, str]:
    """One link (RFC 8288)."""
    return {"href": href, "rel": rel, "type": media, "title": title}
