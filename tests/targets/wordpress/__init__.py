"""Debian's WordPress with MariaDB, php-fpm and nginx on loopback, and sites made in it."""
