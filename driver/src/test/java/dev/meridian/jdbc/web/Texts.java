package dev.meridian.jdbc.web;

import java.util.Random;

/** Texts that somebody might send. */
final class Texts {

  private Texts() {}

  /** Of these letters, of any length up to that one. */
  static String random(Random random, String letters, int longest) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(longest + 1); i > 0; i--) {
      text.append(letters.charAt(random.nextInt(letters.length())));
    }
    return text.toString();
  }

  /** Of these words, of which as many as that follow each other at most. */
  static String random(Random random, String[] words, int most) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(most + 1); i > 0; i--) {
      text.append(words[random.nextInt(words.length)]);
    }
    return text.toString();
  }
}
