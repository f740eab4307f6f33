<?php
// What WordPress's index.php does, with a configuration that lies elsewhere.
define('WP_USE_THEMES', true);
require __DIR__ . '/config.php';
if ($target['permalinks'] === '') {
    // A web server without rewriting knows no paths but files.
    $path = parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH);
    if (!in_array($path, ['/', '/index.php'], true)) {
        http_response_code(404);
        exit("<html><body><h1>404 Not Found</h1><hr>nginx</body></html>\n");
    }
}
require ABSPATH . 'wp-settings.php';
wp();
require ABSPATH . WPINC . '/template-loader.php';
