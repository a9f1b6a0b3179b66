package dev.meridian.jdbc.topology;

import dev.meridian.jdbc.api.CredentialsSupplier;
import dev.meridian.jdbc.api.Settings;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * What a Meridian URL and its properties name: the nodes, and how to log in to each. Treat as
 * immutable.
 *
 * @param nodes at least one, in the URL's order
 * @param database the database's name, decoded
 * @param properties pgjdbc's connection properties for every node (user, password, ssl…, …),
 *     without host, port and database, and without those that Meridian takes over
 * @param settings Meridian's own
 * @param credentials asked for user and password of every new connection, or null if they are among
 *     the properties. What it gives is no part of this, so that a new password is no new target
 * @param lookup what the hosts' names lead to
 */
public record Target(
    List<Node> nodes,
    String database,
    Properties properties,
    Settings settings,
    @Nullable CredentialsSupplier credentials,
    HostLookup lookup) {

  /** With the JVM's own lookup of names. */
  public Target(
      List<Node> nodes,
      String database,
      Properties properties,
      Settings settings,
      @Nullable CredentialsSupplier credentials) {
    this(nodes, database, properties, settings, credentials, HostLookup.OF_THE_JVM);
  }

  /** Without the properties: a password is among them. */
  @Override
  public String toString() {
    return "Target[nodes=" + nodes + ", database=" + database + ", settings=" + settings + "]";
  }
}
