package dev.meridian.examples.sticky;

import dev.meridian.testkit.MultiRegionPostgres;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * A customer places orders at a node in us-east-1 and looks at them at one in eu-west-1 at once,
 * without and with a session that goes along, and prints what was seen and what it took.
 *
 * <p>Ends with status 1 if an order was not seen although the session went along.
 */
public final class StickyShop {

  private static final int ORDERS = 10;

  private StickyShop() {}

  /** Opens the shop. */
  public static void main(String[] args) throws Exception {
    Logger.getLogger("").setLevel(Level.WARNING);
    if (run(System.out::println) > 0) {
      System.exit(1);
    }
  }

  /** How many orders were not seen although the session went along. */
  static int run(Consumer<String> lines) throws Exception {
    Path keys = Files.createTempFile("shop", ".keys");
    byte[] key = new byte[32];
    new SecureRandom().nextBytes(key);
    Files.writeString(keys, Base64.getEncoder().encodeToString(key));
    lines.accept("Starting the servers …");
    try (MultiRegionPostgres world =
        MultiRegionPostgres.builder()
            .primary("us-east-1")
            .standby("eu-west-1")
            .schema(WebShop.TABLE)
            .start()) {
      int unseen = shop(world, keys, false, lines);
      lines.accept("Without a token " + unseen + " of " + ORDERS + " orders were not seen.");
      unseen = shop(world, keys, true, lines);
      lines.accept("With the token " + unseen + " of " + ORDERS + " orders were not seen.");
      return unseen;
    } finally {
      Files.delete(keys);
    }
  }

  private static int shop(
      MultiRegionPostgres world, Path keys, boolean carried, Consumer<String> lines)
      throws Exception {
    Customer customer = new Customer();
    int unseen = 0;
    try (WebShop america = new WebShop(world.from("us-east-1"), keys, carried);
        WebShop europe = new WebShop(world.from("eu-west-1"), keys, carried)) {
      customer.count(america.orders());
      world.awaitCaughtUp();
      long placed = Long.parseLong(customer.count(europe.orders()).body());
      for (int i = 0; i < ORDERS; i++) {
        customer.place(america.orders());
        placed++;
        long began = System.nanoTime();
        HttpResponse<String> answer = customer.count(europe.orders());
        long millis = (System.nanoTime() - began) / 1_000_000;
        boolean seen = Long.parseLong(answer.body()) == placed;
        unseen += seen ? 0 : 1;
        lines.accept(
            "order %d at us-east-1, read at eu-west-1 from %s in %d ms: %s"
                .formatted(
                    placed,
                    answer.headers().firstValue("Served-By").orElseThrow(),
                    millis,
                    seen ? "seen" : "NOT SEEN"));
      }
    }
    return unseen;
  }
}
