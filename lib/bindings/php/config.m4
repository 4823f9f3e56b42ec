dnl config.m4 - the PHP extension paidmark; the library is found by pkg-config
dnl SPDX-License-Identifier: MIT
PHP_ARG_WITH([paidmark],
  [for paidmark],
  [AS_HELP_STRING([--with-paidmark], [Split articles into preview and full version])])

if test "$PHP_PAIDMARK" != "no"; then
  PKG_CHECK_MODULES([PAIDMARK], [paidmark >= 0.2])
  PHP_EVAL_INCLINE([$PAIDMARK_CFLAGS])
  PHP_EVAL_LIBLINE([$PAIDMARK_LIBS], [PAIDMARK_SHARED_LIBADD])
  PHP_SUBST([PAIDMARK_SHARED_LIBADD])
  PHP_NEW_EXTENSION([paidmark], [paidmark.c document.c options.c problem.c], [$ext_shared],, [-std=gnu11 -DZEND_ENABLE_STATIC_TSRMLS_CACHE=1])
fi
