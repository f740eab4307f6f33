<?php
add_action('after_setup_theme', function () {
    add_theme_support('title-tag');
    add_theme_support('automatic-feed-links');
});

// "Rabu, 4 Februari 2026 | 10:15 WIB"
function kabar_tanggal(): string
{
    $days = ['Minggu', 'Senin', 'Selasa', 'Rabu', 'Kamis', 'Jumat', 'Sabtu'];
    $months = ['Januari', 'Februari', 'Maret', 'April', 'Mei', 'Juni', 'Juli', 'Agustus',
        'September', 'Oktober', 'November', 'Desember'];
    return $days[(int) get_the_date('w')] . ', ' . get_the_date('j') . ' '
        . $months[(int) get_the_date('n') - 1] . ' ' . get_the_date('Y | H:i') . ' WIB';
}

function kabar_daftar(string $title, array $query): void
{
    echo '<section class="widget"><h4>' . esc_html($title) . '</h4><ul>';
    foreach (get_posts($query) as $post) {
        echo '<li><a href="' . esc_url(get_permalink($post)) . '">';
        echo esc_html(get_the_title($post)) . '</a></li>';
    }
    echo '</ul></section>';
}

// A link to another story after the second paragraph, as newsrooms put it.
add_filter('the_content', function ($content) {
    if (!is_single()) {
        return $content;
    }
    $others = get_posts(['numberposts' => 1, 'offset' => 3, 'exclude' => [get_the_ID()]]);
    $parts = explode('</p>', $content);
    if ($others && count($parts) > 3) {
        $parts[1] .= '</p><p class="baca-juga"><strong>Baca juga: <a href="'
            . esc_url(get_permalink($others[0])) . '">' . esc_html(get_the_title($others[0]))
            . '</a></strong>';
    }
    return implode('</p>', $parts);
});
