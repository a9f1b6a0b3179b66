package dev.meridian.jdbc.routing;

import dev.meridian.jdbc.routing.Verdict.Kind;

/** Finds FOR UPDATE, FOR NO KEY UPDATE, FOR SHARE and FOR KEY SHARE at any depth. */
final class LockingRule implements Rule {
  @Override
  public void judge(Words words, int i, Scope scope, Finding finding) {
    if (!words.isWord(i, "for") || words.isMark(i - 1, ".")) {
      return;
    }
    boolean update =
        words.isWord(i + 1, "update") || (words.isWord(i + 1, "no") && words.isWord(i + 2, "key"));
    boolean share =
        words.isWord(i + 1, "share")
            || (words.isWord(i + 1, "key") && words.isWord(i + 2, "share"));
    if (update) {
      finding.does(Kind.WRITE, "FOR UPDATE");
    } else if (share) {
      finding.does(Kind.WRITE, "FOR SHARE");
    }
  }
}
