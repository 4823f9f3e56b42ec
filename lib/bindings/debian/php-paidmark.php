mod debian/paidmark.ini
mod php/modules/paidmark.so
