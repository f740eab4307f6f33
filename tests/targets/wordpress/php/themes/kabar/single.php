<?php get_header(); ?>
<?php while (have_posts()) : the_post(); ?>
<div class="breadcrumb"><a href="/">Beranda</a> » <?php the_category(' » '); ?></div>
<h1 class="judul"><?php the_title(); ?></h1>
<div class="meta">
<span class="penulis"><?php the_author(); ?></span> -
<span class="waktu"><?php echo esc_html(kabar_tanggal()); ?></span>
</div>
<div class="bagikan"><a href="https://wa.me/?text=x">WhatsApp</a> <a href="#">Facebook</a></div>
<div class="isi-berita">
<?php the_content(); ?>
</div>
<div class="tag"><?php the_tags('Tag: ', ', ', ''); ?></div>
<section class="terkait"><h3>Berita Terkait</h3>
<?php kabar_daftar('', ['numberposts' => 4, 'exclude' => [get_the_ID()], 'offset' => 5]); ?>
</section>
<?php endwhile; ?>
<?php get_footer(); ?>
