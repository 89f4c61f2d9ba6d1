"""The sentences of the API's page that stand in docstrings and shapes: marked to be translated.

`docs.py` looks them up; a test holds that nothing on the page is missing here.
"""

from collections.abc import Mapping

from django.utils.translation import gettext_noop as _

GROUPS: Mapping[str, str] = {
    "me": _("the token"),
    "cases": _("applications"),
    "ratings": _("ratings and rectification"),
    "certificates": _("certificates"),
    "notices": _("notices"),
    "tasks": _("tasks"),
    "matters": _("matters"),
    "webhooks": _("webhooks"),
    "wholes": _("bundles and building projects"),
    "appointments": _("appointments"),
    "registers": _("registers"),
    "nation": _("zones compared"),
    "files": _("files"),
}
"""What the operations are about, by their tag."""
OPERATIONS = (
    _("Take down a one-thing application at the counter: one form, several applications."),
    _("Open a building project for its builder; the four stages follow one after the other."),
    _("Apply for matters of a stage together, when the stage before is finished."),
    _("Who the token acts as, and what it is let into."),
    _("The matters in force, by number; with words, those that fit them best."),
    _("One matter: form, materials, limits, places."),
    _(
        "The guide of a matter, as it must be made public (Administrative Licensing Law, "
        "article 30)."
    ),
    _(
        "Legal basis, conditions, materials, ways, limits, fees, special procedures, places, "
        "remedies; in the language that was asked for, where the zone has it."
    ),
    _("The applications that the seat sees, newest first."),
    _("Take down an application for somebody at the counter; it is sent in at once."),
    _("All that the form and the materials lack comes back as one problem."),
    _("Where an application stands, for whoever knows its number and the telephone given with it."),
    _("A question in a body, so that no telephone stands in an address; it changes nothing."),
    _("One application whole; offices that have or had a task in it see it as well."),
    _("What is to be supplemented, by when, and what came in; nothing where nothing was asked."),
    _("Its process and what the seat may do with the case; nothing where it runs without one."),
    _("Every piece of work on it, in the order in which they came; who has or had them."),
    _("The certificates that were issued with it."),
    _("A list of the seat's inbox: what is due first at the top, what is done latest first."),
    _("One task, and what the seat may do with it now."),
    _("The certificates that the seat's offices have issued, newest first."),
    _("Whether a certificate holds today, by its identifier or its QR code, as anybody may know."),
    _("The same as its public page tells; nothing comes back where the zone issued no such one."),
    _("One certificate with what it says."),
    _("The certificate as a PDF of one page, with its QR code; what counts is the record."),
    _("The ratings that the seat sees, newest first."),
    _("How the ratings between two days fell out."),
    _("One rating."),
    _("Take down what the applicant thought of it; once more within some days, then no more."),
    _("The rectifications that the seat sees, newest first."),
    _("One rectification with its calls."),
    _("The places of the services network that are open today, the hall first."),
    _("The slots of a place that still have room, two weeks ahead."),
    _("Offer the same times on several days, each for so many people."),
    _("Who is expected at the seat's place, or anywhere for who sees the zone; newest first."),
    _("Book a place in a slot for somebody, who is told by SMS; of two who want the last, one."),
    _("One appointment; its ETag is to be sent as If-Match."),
    _("The one-thing services of the zone with their matters."),
    _("The one-thing applications (一件事办件) that the seat sees, newest first."),
    _("One one-thing application with its parts."),
    _("The building projects of the zone (工程建设项目), newest first."),
    _("One building project with its four stages and the applications of each."),
    _("What is known of a file."),
    _("The file itself. Reading an identity document leaves an entry in the trail."),
    _("Attach a file to something that the seat may write: it is looked into first."),
    _("The registers that the seat may read, with their columns."),
    _("The records of a register that the seat may see."),
    _("One record."),
    _(
        "A figure over zones by what they have published: late, missing and restated ones are "
        "told."
    ),
    _("Keep what zones have published elsewhere; every fault of every line is told."),
    _("Published figures of zones as SDMX; what a zone has not published has status L."),
    _("The structure of the data as SDMX-ML 3.0: code lists in Chinese and English, concepts."),
    _("What the seat was told, newest first."),
    _("Mark notices read; those that were are left as they are."),
    _("One notice of the seat's."),
    _("What a webhook may ask for; `*` asks for all of it."),
    _("The zone's webhooks."),
    _("Set up a webhook; the answer holds its secret, which is shown nowhere else."),
    _("One webhook; its ETag is to be sent as If-Match."),
    _("Give it another name, address, other events."),
    _("Remove it with its delivery log; what waits is not sent any more."),
    _("A new secret; the former one signs beside it for a day."),
    _("Switch it off, and what waits is kept; or on, and it goes out."),
    _("Put a test message on its way; the delivery log tells what came of it."),
    _("The delivery log, newest first."),
    _("Send one message once more, under the same id."),
)
"""What the operations do, by paragraphs."""
PARAMETERS = (
    _("a matter's number"),
    _("only those that have not ended"),
    _("Asked twice under one key, the action is done once; the answer is the same."),
    _("The ETag under which it was seen; a step on an older one is refused."),
    _("claim, mine, out (with others), copies, done"),
    _("that answers for the case"),
    _("a case's number, or its title"),
    _("by GB/T 36904"),
    _("as it was issued or revoked"),
    _("the type of certificate"),
    _("its identifier, or what its QR code carries"),
    _("rated from this day on"),
    _("rated up to this day"),
    _("where they stand"),
    _("only those that are not closed"),
    _("a place, by its key"),
    _("from this day on; today if left out"),
    _("on this day"),
    _("an appointment's number"),
    _("the one thing's number"),
    _("investment-project code"),
    _("the stage it is in"),
    _("only those that are not finished"),
    _("words to be found"),
    _("`field:value` or `field:from..to`; may be repeated"),
    _("a column; `-column` downwards"),
    _("how the delivery stands"),
    _("an event's code"),
    _("the figure's code"),
    _("2022, 2022H1, 2022Q3, 2022-07, 2022-01..2022-10"),
    _("a province's two digits; empty: all"),
    _("figures' codes; without any, all that were published"),
    _("SDMX-CSV 2.0, or SDMX-JSON 1.0"),
)
"""What the parameters are."""
