<?php get_header(); ?>
<?php if (is_search()) : ?>
<h1>Hasil pencarian: <?php echo esc_html(get_search_query()); ?></h1>
<?php elseif (is_archive()) : ?>
<h1><?php single_term_title(); ?></h1>
<?php endif; ?>
<div class="daftar">
<?php while (have_posts()) : the_post(); ?>
<div class="item">
<h3><a href="<?php the_permalink(); ?>"><?php the_title(); ?></a></h3>
<span class="kategori"><?php the_category(', '); ?></span>
<span class="tanggal"><?php echo esc_html(kabar_tanggal()); ?></span>
<p><?php echo esc_html(wp_trim_words(get_the_content(), 18)); ?></p>
</div>
<?php endwhile; ?>
</div>
<?php the_posts_pagination(['prev_text' => 'Sebelumnya', 'next_text' => 'Selanjutnya']); ?>
<?php get_footer(); ?>
