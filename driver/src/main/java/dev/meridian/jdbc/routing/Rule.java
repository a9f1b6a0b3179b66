package dev.meridian.jdbc.routing;

/**
 * One reason for which a query may be less than a plain read. Looks at one token at a time, so that
 * all rules together stay linear. Stateless.
 */
interface Rule {
  void judge(Words words, int i, Scope scope, Finding finding);
}
