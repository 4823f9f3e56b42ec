<?php
// preload.php - for opcache.preload: on a web server FFI is for preloaded files only, as ffi.enable=preload is the default
// SPDX-License-Identifier: MIT

if (!extension_loaded('paidmark')) {
    foreach (['Library', 'Options', 'Problem', 'Segment', 'RefusedException', 'Document', 'functions'] as $name) {
        require_once __DIR__ . "/src/$name.php";
    }
}
