<!DOCTYPE html>
<html <?php language_attributes(); ?>>
<head>
<meta charset="<?php bloginfo('charset'); ?>">
<meta name="viewport" content="width=device-width, initial-scale=1">
<?php wp_head(); ?>
</head>
<body <?php body_class(); ?>>
<header>
<a class="logo" href="<?php echo esc_url(home_url('/')); ?>"><?php bloginfo('name'); ?></a>
<nav class="menu"><ul>
<?php wp_list_categories(['title_li' => '', 'number' => 9]); ?>
</ul></nav>
<?php get_search_form(); ?>
<div class="ticker"><span>Terkini</span>
<?php kabar_daftar('', ['numberposts' => 3]); ?>
</div>
</header>
<div id="konten">
