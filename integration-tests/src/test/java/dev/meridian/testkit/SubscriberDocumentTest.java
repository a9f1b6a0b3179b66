package dev.meridian.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.meridian.testkit.DocumentBlock.Purpose;
import dev.meridian.testkit.DocumentBlock.Side;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Runs docs/subscriber.md. */
@PairWorld
class SubscriberDocumentTest {
  private static final String NAME = "documented";
  private static final Pattern ANY_SQL = Pattern.compile("(```|<!-- *)sql");

  private final Database publisher;
  private final Database subscriber;
  private String position = "";

  SubscriberDocumentTest(MultiRegionPostgres servers) throws SQLException {
    for (RegionNode node : servers.nodes()) {
      node.execute("CREATE DATABASE " + NAME);
    }
    publisher = servers.primary().database(NAME);
    subscriber = servers.node("ap-east-1").database(NAME);
  }

  @AfterEach
  void unsubscribe() throws SQLException {
    new Subscription(subscriber, "sub_shop", new Publication(publisher, "pub_shop")).drop();
  }

  @Test
  void everyBlockDoesWhatTheDocumentSays() throws IOException, SQLException {
    String document =
        Files.readString(Path.of("..", "docs", "subscriber.md")).replace("\r\n", "\n");
    List<DocumentBlock> blocks = DocumentBlock.of(asHere(document));
    assertThat(blocks).hasSize((int) ANY_SQL.matcher(document).results().count());
    DocumentBlock before = blocks.get(0);
    for (DocumentBlock block : blocks) {
      check(block, before.hidden());
      before = block;
    }
    for (DocumentBlock block : blocks) {
      if (block.purpose() == Purpose.FIND) {
        check(block, false);
      }
    }
  }

  private void check(DocumentBlock block, boolean trouble) {
    assertThatCode(() -> run(block, trouble)).as(block.toString()).doesNotThrowAnyException();
  }

  /** The names that the document gives to servers and database are those of this test. */
  private String asHere(String document) {
    return document
        .replaceAll("\\bshop\\b", NAME)
        .replace("host=db-us port=5432", "host=127.0.0.1 port=" + publisher.port());
  }

  private void run(DocumentBlock block, boolean trouble) throws SQLException {
    Database side = block.side() == Side.THE_PUBLISHER ? publisher : subscriber;
    switch (block.purpose()) {
      case RUN -> {
        if (block.side() == Side.BOTH_SIDES) {
          publisher.execute(block.statements().toArray(String[]::new));
        }
        side.execute(block.statements().toArray(String[]::new));
      }
      case AWAIT -> {
        String question = block.only().replace(":'position'", Quoted.literal(position));
        Eventually.holds(() -> side.column(question).equals(List.of("t")));
      }
      case REMEMBER -> position = String.valueOf(side.query(block.only()));
      case COMPARE ->
          assertThat(rows(subscriber, block.only()))
              .isEqualTo(rows(publisher, block.only()))
              .hasSize(2);
      case FIND -> Eventually.holds(() -> side.column(block.only()).isEmpty() != trouble);
    }
  }

  private static List<String> rows(Database side, String sql) throws SQLException {
    return side.rows(sql, row -> row.getString(1) + row.getString(2) + row.getString(3));
  }
}
