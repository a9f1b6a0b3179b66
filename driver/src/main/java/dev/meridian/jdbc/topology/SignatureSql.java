package dev.meridian.jdbc.topology;

import java.util.List;

/**
 * The queries of {@link PublishedTablesReader} and {@link SubscribedTablesReader}, which differ by
 * the server's major version. No query waits for a lock on a user's table: expressions are compared
 * as they are stored.
 */
final class SignatureSql {

  private static final String IF_CHANGED =
      "pg_catalog.current_setting('meridian.changed') = 'true'";

  /** As {@link CatalogueSql#FINGERPRINT}, over all that decides about a table's signature. */
  private static final String FINGERPRINT =
      """
      WITH present AS MATERIALIZED (
        SELECT current_user || '/' || pg_catalog.pg_postmaster_start_time()::text || '/' ||
               pg_catalog.count(*) || '/' || COALESCE(pg_catalog.bit_xor(
                 pg_catalog.hashint8extended((o::bigint << 32) | x::text::bigint, seed)), 0)
               || '/' || (SELECT pg_catalog.bit_xor(pg_catalog.hashtextextended(
                            r.rolname || r.rolsuper::text || r.rolinherit::text, r.oid::bigint))
                          FROM pg_catalog.pg_roles r) AS fingerprint
        FROM (
          SELECT oid AS o, xmin AS x, 1::bigint AS seed FROM pg_catalog.pg_class
           WHERE oid >= 16384 AND relpersistence <> 't' AND relkind <> 't'
          UNION ALL SELECT a.attrelid, a.xmin, a.attnum::bigint << 8 FROM pg_catalog.pg_attribute a
           WHERE a.attnum > 0 AND a.attrelid IN (
             SELECT c.oid FROM pg_catalog.pg_class c
              WHERE c.oid >= 16384 AND c.relpersistence = 'p' AND c.relkind = 'r')
          UNION ALL SELECT oid, xmin, 2 FROM pg_catalog.pg_attrdef
          UNION ALL SELECT inhrelid, xmin, (inhparent::bigint << 8) | 3 FROM pg_catalog.pg_inherits
          UNION ALL SELECT oid, xmin, 4 FROM pg_catalog.pg_trigger WHERE tgenabled IN ('R', 'A')
          UNION ALL SELECT oid, xmin, 5 FROM pg_catalog.pg_rewrite WHERE oid >= 16384
          UNION ALL SELECT oid, xmin, 6 FROM pg_catalog.pg_namespace
          UNION ALL SELECT roleid, xmin, (member::bigint << 8) | 7 FROM pg_catalog.pg_auth_members
          UNION ALL SELECT oid, xmin, 8 FROM pg_catalog.pg_publication
          UNION ALL SELECT oid, xmin, 9 FROM pg_catalog.pg_publication_rel
          UNION ALL SELECT oid, xmin, 10 FROM $publicationNamespaces
          UNION ALL SELECT srrelid, xmin, (srsubid::bigint << 8) | 11
           FROM pg_catalog.pg_subscription_rel
          UNION ALL SELECT oid, xmin, 12 FROM pg_catalog.pg_collation WHERE oid >= 16384
        ) AS rows)
      SELECT fingerprint,
             pg_catalog.set_config('meridian.changed', (fingerprint <> ?)::text, true)
      FROM present
      """;

  /** As a new session of this role finds them: the driver sets some itself, for both sides. */
  private static final String ENVIRONMENT =
      """
      SELECT name, reset_val FROM pg_catalog.pg_settings
       WHERE name IN ('server_encoding', 'DateStyle', 'IntervalStyle', 'TimeZone',
         'timezone_abbreviations', 'bytea_output', 'extra_float_digits', 'lc_monetary',
         'lc_numeric', 'lc_time', 'default_text_search_config', 'standard_conforming_strings',
         'transform_null_equals', 'array_nulls', 'xmlbinary', 'xmloption', 'row_security',
         'search_path')
      UNION ALL
      SELECT 'major version',
             (pg_catalog.current_setting('server_version_num')::integer / 10000)::text
      UNION ALL
      SELECT 'default collation', pg_catalog.concat_ws(' ', d.datcollate, d.datctype,
        pg_catalog.to_jsonb(d) ->> 'datlocprovider', pg_catalog.to_jsonb(d) ->> 'daticulocale',
        pg_catalog.to_jsonb(d) ->> 'datlocale', pg_catalog.to_jsonb(d) ->> 'daticurules',
        COALESCE($collationVersion, CASE WHEN d.datcollate !~* '^(C|POSIX)($|[.])'
                                         THEN pg_catalog.version() END))
       FROM pg_catalog.pg_database d WHERE d.datname = pg_catalog.current_database()
      """;

  /** Only those that hide a lasting relation of the same name. */
  private static final String TEMPORARY =
      """
      SELECT t.relname FROM pg_catalog.pg_class t
       WHERE t.relpersistence = 't' AND t.relkind NOT IN ('t', 'i', 'I')
         AND EXISTS (SELECT FROM pg_catalog.pg_class c
                      WHERE c.relname = t.relname AND c.relpersistence <> 't')
      """;

  private static final String SLOTS =
      """
      SELECT slot_name FROM pg_catalog.pg_replication_slots
       WHERE slot_type = 'logical' AND plugin = 'pgoutput'
         AND database = pg_catalog.current_database()
      """;

  private static final String RECEIVES_CHANGES =
      """
      SELECT EXISTS (SELECT FROM pg_catalog.pg_replication_origin)
          OR EXISTS (SELECT s.oid FROM pg_catalog.pg_subscription s
                      JOIN pg_catalog.pg_database d ON d.oid = s.subdbid
                     WHERE d.datname = pg_catalog.current_database())
      """;

  private static final String PUBLICATIONS =
      """
      SELECT pubname, pubinsert, pubupdate, pubdelete, pubtruncate FROM pg_catalog.pg_publication
      """;

  private static final String READABLE_RELATIONS =
      """
      SELECT pg_catalog.count(*) FROM pg_catalog.pg_class
       WHERE oid >= 16384 AND relpersistence <> 't' AND relkind IN ('r','p','v','m','f')
      HAVING $changed
      """
          .replace("$changed", IF_CHANGED);

  /** Schema, name, flaws and columns of the table {@code c} in {@code n}. */
  private static final String SIGNATURE =
      """
      n.nspname, c.relname,
      pg_catalog.array_remove(ARRAY[
        CASE WHEN c.relkind <> 'r' THEN 'NOT_ORDINARY' END,
        CASE WHEN c.relpersistence <> 'p' THEN 'NOT_LOGGED' END,
        CASE WHEN c.relispartition
               OR EXISTS (SELECT FROM pg_catalog.pg_inherits i WHERE i.inhrelid = c.oid)
               OR EXISTS (SELECT FROM pg_catalog.pg_inherits i WHERE i.inhparent = c.oid)
             THEN 'INHERITS' END,
        CASE WHEN c.relrowsecurity OR c.relforcerowsecurity THEN 'ROW_SECURITY' END,
        CASE WHEN (pg_catalog.has_table_privilege(c.oid, 'SELECT')
                   AND pg_catalog.has_schema_privilege(n.oid, 'USAGE')) IS NOT TRUE
             THEN 'NOT_READABLE' END,
        CASE WHEN EXISTS (SELECT FROM pg_catalog.pg_class o
                           WHERE o.relname = c.relname AND o.oid <> c.oid
                             AND o.relpersistence <> 't' AND o.relkind <> 't')
             THEN 'NAME_SHARED' END,
        CASE WHEN EXISTS (SELECT FROM pg_catalog.pg_attribute a
                            JOIN pg_catalog.pg_attrdef e
                              ON e.adrelid = a.attrelid AND e.adnum = a.attnum
                            JOIN pg_catalog.pg_depend d
                              ON d.classid = 'pg_catalog.pg_attrdef'::regclass AND d.objid = e.oid
                           WHERE a.attrelid = c.oid AND a.attgenerated <> ''
                             AND d.refclassid <> 'pg_catalog.pg_class'::regclass)
             THEN 'OWN_FUNCTION' END
        $moreFlaws], NULL),
      (SELECT pg_catalog.array_agg(ARRAY[
          a.attname::text, pg_catalog.format_type(a.atttypid, a.atttypmod),
          (a.atttypid < 16384 AND y.typtype <> 'c' AND y.typname !~ 'reg')::text,
          CASE a.attcollation WHEN 0 THEN '' WHEN 100 THEN 'default' ELSE
            (SELECT pg_catalog.concat_ws(' ', m.nspname, l.collname,
               (pg_catalog.to_jsonb(l) - ARRAY['oid', 'collowner', 'collnamespace'])::text,
               COALESCE(pg_catalog.pg_collation_actual_version(l.oid),
                        CASE WHEN l.collcollate !~* '^(C|POSIX)($|[.])'
                             THEN pg_catalog.version() END))
               FROM pg_catalog.pg_collation l
               JOIN pg_catalog.pg_namespace m ON m.oid = l.collnamespace
              WHERE l.oid = a.attcollation) END,
          CASE WHEN a.attgenerated <> '' THEN 'generated ' || a.attgenerated::text || ' ' ||
            (SELECT pg_catalog.regexp_replace(e.adbin::text, ':location -?[0-9]+', '', 'g')
               FROM pg_catalog.pg_attrdef e
              WHERE e.adrelid = a.attrelid AND e.adnum = a.attnum)
          WHEN a.attidentity <> '' THEN 'identity ' || a.attidentity::text ELSE '' END]
          ORDER BY a.attnum)
         FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_type y ON y.oid = a.atttypid
        WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped)
      """;

  private static final String PUBLISHED =
      """
      WITH members AS (
        SELECT p.pubname::text, c.oid, false AS partial
          FROM pg_catalog.pg_publication p CROSS JOIN pg_catalog.pg_class c
         WHERE p.puballtables AND c.oid >= 16384 AND c.relpersistence = 'p'
           AND c.relkind IN ('r', 'p')
        UNION ALL
        SELECT p.pubname::text, r.prrelid, $partial
          FROM pg_catalog.pg_publication_rel r JOIN pg_catalog.pg_publication p ON p.oid = r.prpubid
        UNION ALL
        SELECT p.pubname::text, c.oid, false
          FROM $publicationNamespaces s JOIN pg_catalog.pg_publication p ON p.oid = s.pnpubid
          JOIN pg_catalog.pg_class c ON c.relnamespace = s.pnnspid
         WHERE c.relpersistence = 'p' AND c.relkind IN ('r', 'p'))
      SELECT $signature, m.publications, m.partial
        FROM (SELECT oid, pg_catalog.array_agg(pubname) AS publications,
                     pg_catalog.array_agg(pubname) FILTER (WHERE partial) AS partial
                FROM members GROUP BY oid) AS m
        JOIN pg_catalog.pg_class c ON c.oid = m.oid
        JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
       WHERE $changed
      """;

  private static final String SUBSCRIPTIONS =
      """
      SELECT s.subname, s.subenabled, s.subslotname, s.subpublications, $anyOrigin, $lossy
        FROM pg_catalog.pg_subscription s JOIN pg_catalog.pg_database d ON d.oid = s.subdbid
       WHERE d.datname = pg_catalog.current_database()
      """;

  private static final String SUBSCRIBED =
      """
      SELECT $signature, m.subscriptions, m.states
        FROM (SELECT r.srrelid, pg_catalog.array_agg(s.subname::text) AS subscriptions,
                     pg_catalog.array_agg(r.srsubstate::text) AS states
                FROM pg_catalog.pg_subscription_rel r
                JOIN pg_catalog.pg_subscription s ON s.oid = r.srsubid
               GROUP BY r.srrelid) AS m
        JOIN pg_catalog.pg_class c ON c.oid = m.srrelid
        JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
       WHERE $changed
      """;

  private static final String FLAWS_OF_A_COPY =
      """
      , CASE WHEN EXISTS (SELECT FROM pg_catalog.pg_trigger t
                           WHERE t.tgrelid = c.oid AND t.tgenabled IN ('R', 'A'))
             THEN 'FIRING_TRIGGER' END,
        CASE WHEN EXISTS (SELECT FROM pg_catalog.pg_rewrite w WHERE w.ev_class = c.oid)
             THEN 'RULE' END
      """;

  private SignatureSql() {}

  static List<String> published(int major) {
    return List.of(
        forVersion(FINGERPRINT, major),
        forVersion(ENVIRONMENT, major),
        TEMPORARY,
        SLOTS,
        RECEIVES_CHANGES,
        PUBLICATIONS,
        READABLE_RELATIONS,
        forVersion(PUBLISHED.replace("$signature", SIGNATURE.replace("$moreFlaws", "")), major));
  }

  static List<String> subscribed(int major) {
    return List.of(
        forVersion(FINGERPRINT, major),
        forVersion(ENVIRONMENT, major),
        TEMPORARY,
        forVersion(SUBSCRIPTIONS, major),
        forVersion(
            SUBSCRIBED.replace("$signature", SIGNATURE.replace("$moreFlaws", FLAWS_OF_A_COPY)),
            major));
  }

  private static String forVersion(String query, int major) {
    // 14 has no publications of schemas, filters or column lists, and no such collation function.
    String noSchemas =
        "(SELECT 0::oid AS oid, '0'::xid AS xmin, 0::oid AS pnpubid, 0::oid AS pnnspid WHERE false)"
            + " AS none";
    String partial = major >= 15 ? "(r.prqual IS NOT NULL OR r.prattrs IS NOT NULL)" : "false";
    if (major >= 19) {
      partial = "(" + partial + " OR pg_catalog.to_jsonb(r) ->> 'prexcept' = 'true')";
    }
    return query
        .replace("$changed", IF_CHANGED)
        .replace("$partial", partial)
        .replace("$anyOrigin", major >= 16 ? "s.suborigin = 'any'" : "true")
        .replace("$lossy", lossy(major))
        .replace(
            "$collationVersion",
            major >= 15
                ? "pg_catalog.pg_database_collation_actual_version(d.oid)"
                : "(SELECT pg_catalog.pg_collation_actual_version(l.oid)"
                    + " FROM pg_catalog.pg_collation l WHERE l.collprovider = 'c'"
                    + " AND l.collcollate = d.datcollate LIMIT 1)")
        .replace(
            "$publicationNamespaces s",
            major >= 15
                ? "pg_catalog.pg_publication_namespace s"
                : noSchemas.replace("AS none", "AS s"))
        .replace(
            "$publicationNamespaces",
            major >= 15 ? "pg_catalog.pg_publication_namespace" : noSchemas);
  }

  /** Conflicts that apply passes over in silence are counted from 18 on. */
  private static String lossy(int major) {
    String skips =
        major >= 15
            ? "WHEN s.subskiplsn <> '0/0'::pg_lsn THEN 'is told to skip a transaction' "
            : "WHEN false THEN ''";
    String conflicts =
        major >= 18
            ? """
            WHEN (SELECT t.confl_update_missing + t.confl_delete_missing
                         + t.confl_update_origin_differs + t.confl_delete_origin_differs
                    FROM pg_catalog.pg_stat_subscription_stats t WHERE t.subid = s.oid) > 0
            THEN 'has met conflicts'
            """
            : "";
    return "CASE " + skips + conflicts + " END";
  }
}
