package dev.meridian.jdbc;

import dev.meridian.testkit.RegionNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.sql.SQLException;
import java.util.Base64;
import java.util.List;

/**
 * A certificate that a server has signed itself, made by the JDK's keytool.
 *
 * @param file the certificate, for those who trust it
 * @param certificate the same as text
 * @param key its private key
 */
record ServerCertificate(Path file, String certificate, String key) {

  private static final String SECRET = "of-a-test";
  private static final String SERVERS_OWN = "server_";

  /**
   * Makes one.
   *
   * @param name the host's
   */
  static ServerCertificate of(String name, Path directory) throws Exception {
    Path store = directory.resolve(name + ".p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                name,
                "-keyalg",
                "RSA",
                "-dname",
                "CN=" + name,
                "-ext",
                "san=dns:" + name,
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                SECRET)
            .inheritIO()
            .start();
    if (keytool.waitFor() != 0) {
      throw new IOException("keytool ended with " + keytool.exitValue());
    }
    return read(store, name, directory.resolve(name + ".crt"));
  }

  private static ServerCertificate read(Path from, String name, Path to)
      throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(from)) {
      store.load(in, SECRET.toCharArray());
    }
    String certificate = pem("CERTIFICATE", store.getCertificate(name).getEncoded());
    byte[] key = store.getKey(name, SECRET.toCharArray()).getEncoded();
    return new ServerCertificate(
        Files.writeString(to, certificate), certificate, pem("PRIVATE KEY", key));
  }

  private static String pem(String what, byte[] content) {
    return "-----BEGIN %s-----\n%s\n-----END %s-----"
        .formatted(
            what, Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content), what);
  }

  /** From now on the server speaks TLS with it, to whoever wants that. */
  void install(RegionNode server) throws SQLException {
    write(server, "crt", certificate);
    write(server, "key", key);
    server.execute(
        "ALTER SYSTEM SET ssl_cert_file = '" + SERVERS_OWN + "crt'",
        "ALTER SYSTEM SET ssl_key_file = '" + SERVERS_OWN + "key'",
        "ALTER SYSTEM SET ssl = on",
        "SELECT pg_reload_conf()");
  }

  /** Into the server's own directory, where nobody else may read it. */
  private static void write(RegionNode server, String kind, String text) throws SQLException {
    server.execute(
        "COPY (SELECT unnest(string_to_array('%s', E'\\n'))) TO PROGRAM 'umask 077; cat > %s%s'"
            .formatted(text, SERVERS_OWN, kind));
  }

  /** The servers speak none any more. */
  static void remove(List<RegionNode> servers) throws SQLException {
    for (RegionNode server : servers) {
      server.execute(
          "ALTER SYSTEM RESET ssl",
          "ALTER SYSTEM RESET ssl_cert_file",
          "ALTER SYSTEM RESET ssl_key_file",
          "SELECT pg_reload_conf()");
    }
  }
}
