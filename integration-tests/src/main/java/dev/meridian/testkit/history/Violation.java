package dev.meridian.testkit.history;

/**
 * One promise that a history breaks.
 *
 * @param session whose promise
 * @param earlier the operation that had to be seen
 * @param later the one that does not show it
 */
public record Violation(
    Guarantee guarantee, String session, Operation earlier, Operation later, String words) {
  @Override
  public String toString() {
    return guarantee + " of session " + session + ": " + words + "\n  " + earlier + "\n  " + later;
  }
}
