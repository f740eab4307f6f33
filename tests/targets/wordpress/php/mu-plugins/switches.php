<?php
// What the operators of real sites switch off, in the way their plugins do.
register_theme_directory(dirname(__DIR__) . '/themes');

$target = $GLOBALS['target'];

if ($target['rest'] !== 'on') {
    $status = (int) $target['rest'];
    add_filter('rest_authentication_errors', fn () => new WP_Error(
        'rest_cannot_access',
        'Only authenticated users can access the REST API.',
        ['status' => $status]
    ));
    remove_action('wp_head', 'rest_output_link_wp_head');
    remove_action('template_redirect', 'rest_output_link_header', 11);
}

if ($target['feeds'] !== 'on') {
    $refuse = function () use ($target) {
        if ($target['feeds'] === 'redirect') {
            wp_safe_redirect(home_url('/'), 301);
            exit;
        }
        wp_die('No feeds available.', '', ['response' => 403]);
    };
    foreach (['do_feed', 'do_feed_rdf', 'do_feed_rss', 'do_feed_rss2', 'do_feed_atom'] as $hook) {
        add_action($hook, $refuse, 1);
    }
    remove_action('wp_head', 'feed_links', 2);
    remove_action('wp_head', 'feed_links_extra', 3);
}

if (!$target['sitemaps']) {
    add_filter('wp_sitemaps_enabled', '__return_false');
}

if (!$target['search']) {
    add_action('parse_query', function ($query) {
        if ($query->is_main_query() && $query->is_search() && !is_admin()) {
            $query->is_search = false;
            $query->query_vars['s'] = false;
            $query->set_404();
        }
    });
    add_action('wp', fn () => is_404() && status_header(404));
}

if ($target['robots']) {
    add_filter('robots_txt', fn ($text) => $text . implode("\n", $target['robots']) . "\n");
}
