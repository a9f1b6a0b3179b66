package dev.meridian.jdbc.api;

import org.jspecify.annotations.Nullable;

/**
 * Gives the credentials for each new physical connection, those of the probes among them, so that a
 * password may change or a token expire while the application runs. Connections that are open live
 * on.
 *
 * <ol>
 *   <li>What it gives has precedence over a password that is stated elsewhere.
 *   <li>It stands for one identity: if the role changes, all roles must have the same rights and
 *       settings. Connections share a pool, and what is known of the nodes, if their suppliers are
 *       equal.
 *   <li>It is asked for every connection and should remember what is costly to get. It must not
 *       wait without an end, nor connect through Meridian itself.
 *   <li>If it throws or gives null, the connection fails with SQLState 28000 and its exception as
 *       the cause; no node is taken for lost because of that.
 * </ol>
 *
 * <p>Implementations must be threadsafe.
 */
@FunctionalInterface
public interface CredentialsSupplier {

  /**
   * The credentials for one login.
   *
   * @param host the node's host as the URL names it, which tokens of cloud services are signed for
   * @param port the node's port
   * @param user the role that the URL or the {@code DataSource} names, or null
   * @throws Exception if there are none to be had now
   */
  Credentials credentials(String host, int port, @Nullable String user) throws Exception;
}
