package dev.meridian.jdbc.topology;

/**
 * Asks of the text of a function or procedure whether it may leave something in the server session.
 * The rules are those for the body of DO, as far as regular expressions can tell. They hold no
 * backslash, which {@code standard_conforming_strings} would have a say in.
 */
final class SessionCode {

  private static final String SPACE = "[[:space:]]";
  private static final String WORD = "[[:<:]]";
  private static final String END = "[[:>:]]";

  // With three brackets in one another.
  private static final String ARGUMENTS =
      "(?:[^();]|[(](?:[^();]|[(](?:[^();]|[(][^();]*[)])*[)])*[)])*";

  /** What ends with the transaction: it is put aside first. */
  private static final String LOCAL =
      "set_config~*[(]"
          + ARGUMENTS
          + ",~*true~*[)]"
          + "|create~+(?:(?:local|global)~+)?temp(?:orary)?~+table"
          + END
          + "[^;]*on~+commit~+drop";

  private static final String SETTING =
      "(?:(?:re)?set~+(?!(?:local|transaction|constraints)"
          + END
          + ")[\"%[:alpha:]]|(?:un)?listen~+[\"*[:alpha:]]|load~+''|discard~+[[:alpha:]])";

  private static final String ANYWHERE =
      WORD
          + "(?:set_config|setseed|pg_(?:try_)?advisory_lock(?:_shared)?)"
          + END
          + "|"
          + WORD
          + "pg_temp(?:_[0-9]+)?\"?~*[.]|"
          + WORD
          + "(?:create|local|global|replace)~+temp(?:orary)?"
          + END
          + "|"
          + WORD
          + "into~+temp(?:orary)?~+(?!from"
          + END
          + ")[\"[:alpha:]]|"
          + WORD
          + "update~+(?:only~+)?(?:pg_catalog[.])?pg_settings"
          + END
          + "|(?:^|;|"
          + WORD
          + "(?:begin|then|else|loop)"
          + END
          + ")~*(?:--[^\n]*\n~*)*"
          + SETTING;

  private static final String EXECUTED = "(?:''|[$])~*" + SETTING;

  /** An expression on a row {@code p} of {@code pg_proc}. */
  static final String LEAVES_STATE =
      """
      CASE WHEN p.prolang IN (SELECT l.oid FROM pg_catalog.pg_language l
                               WHERE l.lanname IN ('internal', 'c')) THEN false
        WHEN p.prosqlbody IS NOT NULL THEN EXISTS (
          SELECT FROM pg_catalog.regexp_matches(
            p.prosqlbody::text, 'funcid ([0-9]+)', 'g') AS call
            JOIN pg_catalog.pg_proc f ON f.oid = call[1]::oid
           WHERE f.oid < 16384 AND f.proname ~ '$builtIn')
        ELSE (SELECT code ~* '$anywhere' OR (code ~* '$execute' AND code ~* '$executed')
                FROM pg_catalog.regexp_replace(p.prosrc, '$local', '', 'gi') AS code)
      END
      """
          .replace("$builtIn", "^(set_config|setseed|pg_(try_)?advisory_lock(_shared)?)$")
          .replace("$anywhere", sql(ANYWHERE))
          .replace("$executed", sql(EXECUTED))
          .replace("$execute", WORD + "execute" + END)
          .replace("$local", sql(LOCAL));

  private SessionCode() {}

  private static String sql(String pattern) {
    return pattern.replace("~", SPACE);
  }
}
