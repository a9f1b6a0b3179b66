package dev.meridian.jdbc.topology;

import java.util.List;

/**
 * The queries of {@link CatalogueReader}. Objects from 16384 on (the server's own {@code
 * FirstNormalObjectId}) are the application's or an extension's, in whatever schema.
 */
final class CatalogueSql {

  /**
   * What has changed, without reading it: a row's {@code xmin} is new whenever its content is.
   * Temporary relations come and go, and are read each time instead. The value is compared with the
   * last one, and the queries that follow give no row when it is the same.
   */
  static final String FINGERPRINT =
      """
      WITH present AS MATERIALIZED (
        SELECT pg_catalog.pg_postmaster_start_time()::text || '/' || pg_catalog.count(*) || '/' ||
               COALESCE(pg_catalog.bit_xor(pg_catalog.hashint8extended(
                 (o::bigint << 32) | x::text::bigint, seed)), 0) AS fingerprint
        FROM (
          SELECT oid AS o, xmin AS x, 1::bigint AS seed FROM pg_catalog.pg_class
           WHERE oid >= 16384 AND relpersistence <> 't' AND relkind IN ('r','p','v','m','f','S')
          UNION ALL SELECT oid, xmin, 2 FROM pg_catalog.pg_proc WHERE oid >= 16384
          UNION ALL SELECT oid, xmin, 3 FROM pg_catalog.pg_operator WHERE oid >= 16384
          UNION ALL SELECT oid, xmin, 4 FROM pg_catalog.pg_cast WHERE oid >= 16384
          UNION ALL SELECT oid, xmin, 5 FROM pg_catalog.pg_type
           WHERE oid >= 16384 AND typtype <> 'c' AND typinput <> 'pg_catalog.array_in'::regproc
          UNION ALL SELECT oid, xmin, 6 FROM pg_catalog.pg_rewrite WHERE oid >= 16384
          UNION ALL SELECT oid, xmin, 7 FROM pg_catalog.pg_policy
          UNION ALL SELECT oid, xmin, 8 FROM pg_catalog.pg_constraint WHERE contypid >= 16384
          UNION ALL SELECT inhrelid, xmin, inhparent::bigint << 8 FROM pg_catalog.pg_inherits
        ) AS rows)
      SELECT fingerprint,
             pg_catalog.set_config('meridian.changed', (fingerprint <> ?)::text, true)
      FROM present
      """;

  static final String TEMPORARY =
      """
      SELECT relname FROM pg_catalog.pg_class
      WHERE relpersistence = 't' AND relkind IN ('r','p','v','m','f','S')
      """;

  /**
   * Types whose values run volatile code when they are read, written or converted, and all that is
   * made of them (arrays, domains, row types, tables with such a column, functions that take or
   * give one).
   */
  private static final String TAINTED =
      """
      volatile_code AS MATERIALIZED (
        SELECT oid FROM pg_catalog.pg_proc WHERE provolatile = 'v'),
      volatile_types AS MATERIALIZED (
        SELECT t.oid FROM pg_catalog.pg_type t
         WHERE t.oid >= 16384 AND t.typtype <> 'c' AND t.typinput <> 'pg_catalog.array_in'::regproc
           AND EXISTS (SELECT FROM volatile_code f WHERE f.oid IN (t.typinput, t.typoutput,
             t.typreceive, t.typsend, t.typmodin, t.typmodout))
        UNION
        SELECT r.rngtypid FROM pg_catalog.pg_range r
         WHERE r.rngtypid >= 16384 AND r.rngcanonical IN (SELECT f.oid FROM volatile_code f)
        UNION
        SELECT c.contypid FROM pg_catalog.pg_constraint c
         WHERE c.contypid >= 16384 AND EXISTS (
           SELECT FROM pg_catalog.regexp_matches(c.conbin::text, 'funcid (\\d+)', 'g') AS call
            WHERE call[1]::oid IN (SELECT f.oid FROM volatile_code f))
        UNION
        SELECT c.castsource FROM pg_catalog.pg_cast c
         WHERE c.castsource >= 16384 AND c.castfunc IN (SELECT f.oid FROM volatile_code f)),
      tainted AS (
        SELECT 'pg_catalog.pg_type'::regclass::oid AS class, v.oid AS object FROM volatile_types v
        UNION
        SELECT d.classid, d.objid FROM tainted t
          JOIN pg_catalog.pg_depend d ON d.refclassid = t.class AND d.refobjid = t.object
         WHERE t.class <> 'pg_catalog.pg_proc'::regclass
           AND d.classid IN ('pg_catalog.pg_type'::regclass, 'pg_catalog.pg_class'::regclass,
                             'pg_catalog.pg_proc'::regclass))
      """;

  private static final String IF_CHANGED =
      "pg_catalog.current_setting('meridian.changed') = 'true'";

  /** An aggregate is as volatile as its parts, and a function as the defaults of its arguments. */
  static final String FUNCTIONS =
      "WITH RECURSIVE "
          + TAINTED
          + """
          SELECT p.oid, p.proname,
                 p.provolatile = 'v'
                 OR p.oid IN (SELECT t.object FROM tainted t
                               WHERE t.class = 'pg_catalog.pg_proc'::regclass)
                 OR EXISTS (
                   SELECT FROM pg_catalog.pg_aggregate a JOIN volatile_code f ON f.oid IN (
                     a.aggtransfn, a.aggfinalfn, a.aggcombinefn, a.aggserialfn, a.aggdeserialfn,
                     a.aggmtransfn, a.aggminvtransfn, a.aggmfinalfn)
                    WHERE p.prokind = 'a' AND a.aggfnoid = p.oid)
                 OR (p.proargdefaults IS NOT NULL AND EXISTS (
                   SELECT FROM pg_catalog.regexp_matches(
                     p.proargdefaults::text, 'funcid (\\d+)', 'g') AS call
                    WHERE call[1]::oid IN (SELECT f.oid FROM volatile_code f))),
          """
          + SessionCode.LEAVES_STATE
          + """
          FROM pg_catalog.pg_proc p WHERE p.oid >= 16384 AND
          """
          + IF_CHANGED;

  /**
   * A cast is written with the name of its target, but a value of an own type always comes from a
   * column or function (tainted) or a literal with that type's name.
   */
  static final String OPERATORS_AND_TYPES =
      "WITH RECURSIVE "
          + TAINTED
          + """
          SELECT o.oid, o.oprname::text FROM pg_catalog.pg_operator o
           WHERE o.oid >= 16384 AND o.oprcode IN (SELECT f.oid FROM volatile_code f)
             AND $changed
          UNION ALL
          SELECT t.oid, t.typname::text FROM pg_catalog.pg_type t
           WHERE t.oid IN (SELECT n.object FROM tainted n
                            WHERE n.class = 'pg_catalog.pg_type'::regclass
                           UNION SELECT c.casttarget FROM pg_catalog.pg_cast c
                            WHERE (c.castsource < 16384 OR c.casttarget >= 16384)
                              AND c.castfunc IN (SELECT f.oid FROM volatile_code f))
             AND t.typinput <> 'pg_catalog.array_in'::regproc AND $changed
          """
              .replace("$changed", IF_CHANGED);

  /** A parent is read with its children, so one that is the primary's own makes it so. */
  static final String RELATIONS =
      "WITH RECURSIVE "
          + TAINTED
          + """
          , home AS (
            SELECT c.oid FROM pg_catalog.pg_class c
             WHERE c.oid >= 16384
               AND (c.relkind IN ('S', 'f') OR c.relpersistence <> 'p' OR c.relam >= 16384)
            UNION
            SELECT t.object FROM tainted t WHERE t.class = 'pg_catalog.pg_class'::regclass
            UNION
            SELECT i.inhparent FROM home h JOIN pg_catalog.pg_inherits i ON i.inhrelid = h.oid)
          SELECT c.oid, c.relname, c.oid IN (SELECT h.oid FROM home h)
          FROM pg_catalog.pg_class c
          WHERE c.oid >= 16384 AND c.relpersistence <> 't'
            AND c.relkind IN ('r','p','v','m','f','S') AND
          """
          + IF_CHANGED;

  /**
   * What runs when a relation is read: the relation, a key (a policy's is negative), and a stamp
   * that changes with the content.
   */
  static final String DEFINITIONS =
      """
      SELECT c.relname::text, r.oid::bigint, r.xmin::text
      FROM pg_catalog.pg_rewrite r JOIN pg_catalog.pg_class c ON c.oid = r.ev_class
      WHERE r.oid >= 16384 AND r.ev_type = '1' AND c.relkind = 'v' AND c.relpersistence <> 't'
        AND $changed
      UNION ALL
      SELECT c.relname::text, - p.oid::bigint, p.xmin::text
      FROM pg_catalog.pg_policy p JOIN pg_catalog.pg_class c ON c.oid = p.polrelid
      WHERE c.relrowsecurity AND p.polcmd IN ('r', '*') AND p.polqual IS NOT NULL AND $changed
      """
          .replace("$changed", IF_CHANGED);

  /** The texts of some definitions, by key. Takes a share lock on each relation in them. */
  static final String TEXTS =
      """
      SELECT key, CASE
        WHEN key > 0 THEN (SELECT pg_catalog.pg_get_viewdef(r.ev_class)
                             FROM pg_catalog.pg_rewrite r WHERE r.oid = key::oid)
        ELSE (SELECT 'SELECT (' || pg_catalog.pg_get_expr(p.polqual, p.polrelid) || ')'
                FROM pg_catalog.pg_policy p WHERE p.oid = (- key)::oid) END
      FROM pg_catalog.unnest(?::bigint[]) AS key
      """;

  static final List<String> NAMES =
      List.of(FINGERPRINT, TEMPORARY, FUNCTIONS, OPERATORS_AND_TYPES, RELATIONS, DEFINITIONS);

  private CatalogueSql() {}
}
