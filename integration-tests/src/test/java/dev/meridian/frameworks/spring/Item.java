package dev.meridian.frameworks.spring;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "spring_item")
class Item {

  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  private @Nullable Long id;

  @Version private int version;

  @Column(unique = true)
  private String name = "";

  private int stock;

  Item() {}

  Item(String name, int stock) {
    this.name = name;
    this.stock = stock;
  }

  long id() {
    if (id == null) {
      throw new IllegalStateException("not saved yet");
    }
    return id;
  }

  int version() {
    return version;
  }

  int stock() {
    return stock;
  }

  void take(int pieces) {
    stock -= pieces;
  }
}
