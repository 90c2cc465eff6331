"""How the acts of products read in the log; moves have their labels in the lifecycle."""

from django.utils.translation import gettext_lazy

from core import audit

ACTIONS = {
    "producer.add": gettext_lazy("Producer entered"),
    "producer.change": gettext_lazy("Producer changed"),
    "product.add": gettext_lazy("Product entered"),
    "product.change": gettext_lazy("Product changed"),
    "certificate.add": gettext_lazy("Certificate entered"),
    "producer.propose": gettext_lazy("Producer's new place or code entered, to be confirmed"),
    "certificate.confirm": gettext_lazy("Certificate of a product confirmed"),
    "certificate.revoke": gettext_lazy("Certificate no longer holds"),
    "batch.add": gettext_lazy("Batch entered"),
    "batch.change": gettext_lazy("Batch changed"),
    "batch.add_input": gettext_lazy("Input noted"),
    "batch.drop_input": gettext_lazy("Input taken out"),
    "batch.labels": gettext_lazy("Labels of the batch made"),
    "batch.settle_label": gettext_lazy("Label looked into"),
    "recall.add": gettext_lazy("Recall declared"),
}
WORDS = {
    "batch_code": gettext_lazy("batch code"),
    "product_code": gettext_lazy("product code"),
    "certificate_number": gettext_lazy("number of the certificate"),
    "input": gettext_lazy("input used"),
    "labels_from": gettext_lazy("labels from"),
    "labels_to": gettext_lazy("labels to"),
    "label_number": gettext_lazy("number of the label"),
    "label_verdict": gettext_lazy("what was found out"),
    "recalled": gettext_lazy("recalled"),
}


def register() -> None:
    """Tell core.audit; called once when the app is ready."""
    audit.name_actions(ACTIONS, WORDS)
