package dev.meridian.jdbc.session;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The keys of tokens: the first signs, each verifies, so that a new key can be brought in before
 * the old one is taken away. Shows nothing of them. Immutable.
 */
public final class TokenKeys {

  /** The least length of a key, in bytes: that of the hash. */
  public static final int LEAST_BYTES = 32;

  private static final String HMAC = "HmacSHA256";

  private final List<SecretKeySpec> keys;

  private TokenKeys(List<SecretKeySpec> keys) {
    this.keys = keys;
  }

  /**
   * Reads keys from where a setting says they are.
   *
   * @param source {@code env:NAME} or {@code file:PATH}
   * @throws IllegalArgumentException if nothing can be read there, or as {@link #parse} says; its
   *     message shows no part of a key
   */
  public static TokenKeys read(String source) {
    String place = source.substring(source.indexOf(':') + 1);
    if (source.startsWith("env:")) {
      String value = System.getenv(place);
      if (value == null) {
        throw new IllegalArgumentException("there is no environment variable of that name");
      }
      return parse(value);
    }
    try {
      return parse(Files.readString(Path.of(place)));
    } catch (IOException | InvalidPathException e) {
      throw new IllegalArgumentException("the file can not be read: " + e, e);
    }
  }

  /**
   * Reads keys, one a line, in base64; empty lines and those that begin with {@code #} are skipped.
   *
   * @throws IllegalArgumentException if there is none, or one is not base64 of at least {@value
   *     #LEAST_BYTES} bytes; the message names the line by its number alone
   */
  public static TokenKeys parse(String text) {
    List<SecretKeySpec> keys = new ArrayList<>();
    int number = 0;
    for (String line : text.lines().toList()) {
      number++;
      String key = line.strip();
      if (!key.isEmpty() && !key.startsWith("#")) {
        keys.add(new SecretKeySpec(decode(key, number), HMAC));
      }
    }
    if (keys.isEmpty()) {
      throw new IllegalArgumentException("there is no key: one a line in base64 is wanted");
    }
    return new TokenKeys(List.copyOf(keys));
  }

  private static byte[] decode(String key, int line) {
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(key);
    } catch (IllegalArgumentException notBase64) {
      // Its message would show a part of the key.
      throw new IllegalArgumentException("the key in line " + line + " is not base64");
    }
    if (bytes.length < LEAST_BYTES) {
      throw new IllegalArgumentException(
          "the key in line "
              + line
              + " has "
              + bytes.length
              + " bytes; at least "
              + LEAST_BYTES
              + " are wanted");
    }
    return bytes;
  }

  byte[] sign(byte[] content) {
    return mac(keys.get(0), content);
  }

  /** Takes as long for a signature that is wrong in the first byte as for one wrong in the last. */
  boolean isSigned(byte[] content, byte[] signature) {
    boolean signed = false;
    for (SecretKeySpec key : keys) {
      signed |= MessageDigest.isEqual(mac(key, content), signature);
    }
    return signed;
  }

  private static byte[] mac(SecretKeySpec key, byte[] content) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(key);
      return mac.doFinal(content);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every Java platform has " + HMAC, impossible);
    }
  }

  @Override
  public String toString() {
    return keys.size() + (keys.size() == 1 ? " key" : " keys");
  }
}
