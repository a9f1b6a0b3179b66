package dev.meridian.frameworks.hibernate;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "hibernate_book")
class Book {

  @Id
  @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "hibernate_book_seq")
  @SequenceGenerator(
      name = "hibernate_book_seq",
      sequenceName = "hibernate_book_seq",
      allocationSize = 50)
  private @Nullable Long id;

  @Version private int version;

  String title = "";

  Book() {}

  Book(String title) {
    this.title = title;
  }

  @Nullable Long id() {
    return id;
  }

  int version() {
    return version;
  }
}
