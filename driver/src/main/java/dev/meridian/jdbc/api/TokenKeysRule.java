package dev.meridian.jdbc.api;

/** Where the keys of tokens are: {@code env:NAME} or {@code file:PATH}; never a key itself. */
record TokenKeysRule() implements SettingRule<String> {

  @Override
  public String parse(String text) {
    boolean named =
        (text.startsWith("env:") && text.length() > "env:".length())
            || (text.startsWith("file:") && text.length() > "file:".length());
    if (!named) {
      throw new IllegalArgumentException("names neither a variable nor a file");
    }
    return text;
  }

  @Override
  public String describe() {
    return "`env:` and the name of a variable, or `file:` and a path";
  }
}
