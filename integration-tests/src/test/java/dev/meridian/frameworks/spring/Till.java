package dev.meridian.frameworks.spring;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

@Service
class Till {

  private final Items items;
  private final JdbcTemplate jdbc;

  Till(Items items, JdbcTemplate jdbc) {
    this.items = items;
    this.jdbc = jdbc;
  }

  @Transactional
  public int sell(long id, int pieces) {
    Item item = items.findById(id).orElseThrow();
    item.take(pieces);
    items.flush();
    return stockOf(id);
  }

  @Transactional
  public void sellAndFail(long id) {
    sell(id, 1);
    throw new IllegalStateException("the till is broken");
  }

  @Transactional(readOnly = true)
  public int look(long id) {
    return items.findById(id).orElseThrow().stock() + stockOf(id);
  }

  @Transactional(readOnly = true)
  public void writeWhereNoneIsMeant(long id) {
    jdbc.update("UPDATE spring_item SET stock = 0 WHERE id = ?", id);
  }

  private int stockOf(long id) {
    Integer stock =
        jdbc.queryForObject("SELECT stock FROM spring_item WHERE id = ?", Integer.class, id);
    return stock == null ? 0 : stock;
  }
}
