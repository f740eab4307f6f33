</div>
<aside>
<?php kabar_daftar('Terpopuler', ['numberposts' => 5, 'orderby' => 'title']); ?>
<?php kabar_daftar('Berita Terbaru', ['numberposts' => 5]); ?>
</aside>
<footer>
<p><a href="/redaksi/">Redaksi</a> | <a href="/pedoman-media-siber/">Pedoman Media Siber</a></p>
<p>Copyright © <?php bloginfo('name'); ?>. All rights reserved.</p>
</footer>
<?php wp_footer(); ?>
</body>
</html>
