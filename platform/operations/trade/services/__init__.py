"""Verbs of products: goods, batches, recalls, labels and their scans."""

from operations.trade.services.batches import (
    BatchData,
    batch_add,
    batch_add_input,
    batch_change,
    batch_close,
    batch_discard,
    batch_drop_input,
    batch_release,
    batch_send_back,
    batch_submit,
)
from operations.trade.services.goods import (
    ProducerData,
    ProductData,
    certificate_add,
    certificate_confirm,
    certificate_revoke,
    producer_add,
    producer_change,
    product_add,
    product_change,
    product_discard,
    product_list,
    product_resume,
    product_stop,
)
from operations.trade.services.labelling import labels_make
from operations.trade.services.recalling import batch_recall, product_recall, recall_lift
from operations.trade.services.scanning import scan_count
from operations.trade.services.settling import label_settle

__all__ = [
    "BatchData",
    "ProducerData",
    "ProductData",
    "batch_add",
    "batch_add_input",
    "batch_change",
    "batch_close",
    "batch_discard",
    "batch_drop_input",
    "batch_recall",
    "batch_release",
    "batch_send_back",
    "batch_submit",
    "certificate_add",
    "certificate_confirm",
    "certificate_revoke",
    "label_settle",
    "labels_make",
    "producer_add",
    "producer_change",
    "product_add",
    "product_change",
    "product_discard",
    "product_list",
    "product_recall",
    "product_resume",
    "product_stop",
    "recall_lift",
    "scan_count",
]
