package dev.meridian.frameworks.spring;

import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.data.jpa.repository.JpaRepository;

interface Items extends JpaRepository<Item, Long> {

  Page<Item> findByNameStartingWith(String prefix, Pageable page);
}
