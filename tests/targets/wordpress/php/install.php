<?php
// Install one site and put its posts in, by as few statements as that takes: php install.php
define('WP_INSTALLING', true);
$_SERVER['HTTP_HOST'] = getenv('TARGET_HOST');
$_SERVER['REQUEST_URI'] = '/';
$_SERVER['SERVER_PROTOCOL'] = 'HTTP/1.1';
require __DIR__ . '/config.php';
$database = new mysqli('localhost', 'root', '', '', 0, "$run/db.sock");
$database->query('CREATE DATABASE ' . DB_NAME . ' CHARACTER SET utf8mb4');
$database->close();
require ABSPATH . 'wp-settings.php';
require ABSPATH . 'wp-admin/includes/upgrade.php';
add_filter('pre_wp_mail', '__return_true');
wp_install($target['title'], 'redaksi', 'redaksi@example.id', true, '', 'redaksi');

$content = json_decode(file_get_contents("$run/sites/$name.posts.json"), true);

function insert(string $table, array $columns, array $rows): void
{
    global $wpdb;
    foreach (array_chunk($rows, 200) as $some) {
        $values = [];
        foreach ($some as $row) {
            $quoted = array_map(
                fn ($value) => is_int($value) ? $value : "'" . esc_sql($value) . "'",
                $row
            );
            $values[] = '(' . implode(',', $quoted) . ')';
        }
        $sql = 'INSERT INTO ' . $wpdb->prefix . $table . ' (' . implode(',', $columns) . ') VALUES ';
        if ($wpdb->query($wpdb->remove_placeholder_escape($sql . implode(',', $values))) === false) {
            fwrite(STDERR, $wpdb->last_error . "\n");
            exit(1);
        }
    }
}

foreach (['posts', 'postmeta', 'comments', 'terms', 'term_taxonomy', 'term_relationships'] as $table) {
    $wpdb->query("TRUNCATE {$wpdb->prefix}$table");
}
insert('users', ['ID', 'user_login', 'user_nicename', 'display_name'], $content['users']);
insert('terms', ['term_id', 'name', 'slug'], $content['terms']);
insert(
    'term_taxonomy',
    ['term_taxonomy_id', 'term_id', 'taxonomy', 'description', 'count'],
    $content['taxonomy']
);
insert('term_relationships', ['object_id', 'term_taxonomy_id'], $content['relationships']);
insert(
    'posts',
    [
        'ID', 'post_author', 'post_date', 'post_date_gmt', 'post_modified', 'post_modified_gmt',
        'post_content', 'post_title', 'post_name', 'post_excerpt', 'to_ping', 'pinged',
        'post_content_filtered', 'comment_status', 'ping_status', 'guid',
    ],
    $content['posts']
);

update_option('timezone_string', 'Asia/Jakarta');
update_option('default_category', 1);
update_option('template', $target['theme']);
update_option('stylesheet', $target['theme']);
update_option('rss_use_excerpt', (int) $target['short_feeds']);
update_option('blogdescription', 'Berita daerah terkini');
update_option('permalink_structure', $target['permalinks']);
$wp_rewrite->init();
$wp_rewrite->set_permalink_structure($target['permalinks']);
delete_option('rewrite_rules');
