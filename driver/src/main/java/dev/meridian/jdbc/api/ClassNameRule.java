package dev.meridian.jdbc.api;

import java.util.regex.Pattern;

/** The binary name of a class; whether there is one is found out on connecting. */
record ClassNameRule(Class<?> type) implements SettingRule<String> {

  private static final Pattern NAME =
      Pattern.compile(
          "(?:\\p{javaJavaIdentifierStart}\\p{javaJavaIdentifierPart}*\\.)*"
              + "\\p{javaJavaIdentifierStart}\\p{javaJavaIdentifierPart}*");

  @Override
  public String parse(String text) {
    if (!NAME.matcher(text).matches()) {
      throw new IllegalArgumentException("is not the name of a class");
    }
    return text;
  }

  @Override
  public String describe() {
    return "the full name of a public class with a public constructor without parameters that is a "
        + type.getSimpleName();
  }
}
