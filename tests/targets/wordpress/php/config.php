<?php
// WordPress's configuration for the site that is asked for, out of the server's own directory.
// Debian's WordPress is used where it lies; nothing is written to it.
$run = $_SERVER['TARGET_RUN'] ?? getenv('TARGET_RUN');
$host = $_SERVER['HTTP_HOST'] ?? getenv('TARGET_HOST');
$name = preg_replace('/[^a-z0-9-].*/', '', strtolower($host));
$file = "$run/sites/$name.json";
if ($name === '' || !is_file($file)) {
    http_response_code(404);
    exit("no site has the name $name\n");
}
$target = json_decode(file_get_contents($file), true);

define('DB_NAME', strtr($name, '-', '_'));
define('DB_USER', 'root');
define('DB_PASSWORD', '');
define('DB_HOST', "localhost:$run/db.sock");
define('DB_CHARSET', 'utf8mb4');
define('DB_COLLATE', '');
define('WP_HOME', "http://$host");
define('WP_SITEURL', "http://$host");
define('WP_CONTENT_DIR', '/usr/share/wordpress/wp-content');
define('WPMU_PLUGIN_DIR', __DIR__ . '/mu-plugins');
define('DISABLE_WP_CRON', true);
define('WP_HTTP_BLOCK_EXTERNAL', true);
define('AUTOMATIC_UPDATER_DISABLED', true);
define('WP_DEBUG', false);
$table_prefix = 'wp_';
define('ABSPATH', '/usr/share/wordpress/');
