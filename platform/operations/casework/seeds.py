"""What a new county starts with: the thirty items of the catalogue with forms and promises."""

from datetime import date

from operations.casework import catalogue
from operations.casework.catalogue import ItemSpec, as_row
from operations.casework.models import ItemForm, Promise, ServiceItem

# Before any county's first case.
FROM = date(2024, 1, 1)


def template() -> None:
    """Fill the template schema; a second call changes nothing."""
    for order, spec in enumerate(catalogue.read(), 1):
        item, created = ServiceItem.objects.get_or_create(
            code=spec.code, defaults=_values(spec) | {"order": order}
        )
        if created:
            ItemForm.objects.create(
                item=item,
                version=1,
                valid_from_date=FROM,
                fields=[as_row(one) for one in spec.field],
                materials=[as_row(one) for one in spec.material],
            )
            Promise.objects.create(
                item=item,
                valid_from_date=FROM,
                days=spec.promise,
                urgent_days=spec.urgent,
                legal_days=spec.legal,
            )


def _values(spec: ItemSpec) -> dict[str, object]:
    return {
        "name": spec.name,
        "short": spec.short,
        "system": spec.system,
        "zone": spec.zone,
        "department": spec.department,
        "skill": spec.skill,
        "by_station": spec.station,
        "at_station": spec.at_station,
        "channels": list(spec.channels),
        "applicants": list(spec.applicants),
        "who": spec.who,
        "what": spec.what,
        "basis": spec.basis,
        "where": spec.where,
        "steps": list(spec.steps),
        "evidence": list(spec.evidence),
        "free": spec.free,
        "fee": spec.fee,
        "promise_note": spec.promise_note,
        "promise_step": spec.promise_step,
        "needs_agreement": spec.agreement,
    }
