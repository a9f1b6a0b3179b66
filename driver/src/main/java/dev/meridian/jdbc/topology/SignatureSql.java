package dev.meridian.jdbc.topology;

import java.util.List;

/**
 * The queries of {@link PublishedTablesReader} and {@link SubscribedTablesReader}, which differ by
 * the server's major version. No query waits for a lock on a user's table: expressions are compared
 * as they are stored.
 */
final class SignatureSql {

  /**
   * An expression that changes with every change of what the database subscribes to and of how far
   * the copies of its tables are.
   */
  static final String COPIES =
      """
      (SELECT pg_catalog.concat_ws('/', pg_catalog.count(*), pg_catalog.sum(
            pg_catalog.hashtextextended(pg_catalog.concat_ws(' ',
              r.srsubid, r.srrelid, r.srsubstate, r.xmin), 0)))
          FROM pg_catalog.pg_subscription_rel r)
        || ' ' ||
        (SELECT pg_catalog.concat_ws('/', pg_catalog.count(*), pg_catalog.sum(
            pg_catalog.hashtextextended(pg_catalog.concat_ws(' ',
              s.oid, s.subenabled, s.subslotname, s.subpublications), 0)))
          FROM pg_catalog.pg_subscription s
          JOIN pg_catalog.pg_database d ON d.oid = s.subdbid
         WHERE d.datname = pg_catalog.current_database())""";

  /** As {@link CatalogueSql#FINGERPRINT}, over all that decides about a relation's signature. */
  private static final String FINGERPRINT =
      """
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
              WHERE c.oid >= 16384 AND c.relpersistence = 'p' AND c.relkind IN ('r', 'p', 'v'))
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
          UNION ALL SELECT oid, xmin, 13 FROM pg_catalog.pg_enum
          UNION ALL SELECT oid, xmin, 14 FROM pg_catalog.pg_type
           WHERE oid >= 16384 AND typtype IN ('d', 'e')
        ) AS rows
      """;

  /**
   * As a session of this role finds them on the primary, and on a subscriber after it was given the
   * primary's ({@link PrimarySettings}). The role that one is set to become can not be given.
   */
  private static final String ENVIRONMENT =
      """
      SELECT name, pg_catalog.current_setting(name)
        FROM pg_catalog.unnest('{server_encoding, DateStyle, IntervalStyle, TimeZone,
          timezone_abbreviations, bytea_output, extra_float_digits, lc_monetary, lc_numeric,
          lc_time, default_text_search_config, standard_conforming_strings,
          transform_null_equals, array_nulls, xmlbinary, xmloption, row_security}'::text[]) AS name
      UNION ALL
      SELECT 'search_path', pg_catalog.current_setting('meridian.path')
      UNION ALL
      SELECT 'set for the role or database',
        COALESCE(pg_catalog.string_agg(part, ',' ORDER BY s.setrole <> 0, s.setdatabase <> 0, part),
                 '')
        FROM pg_catalog.pg_db_role_setting s CROSS JOIN pg_catalog.unnest(s.setconfig) AS part
       WHERE s.setrole IN (0, (SELECT r.oid FROM pg_catalog.pg_roles r
                                WHERE r.rolname = current_user))
         AND s.setdatabase IN (0, (SELECT d.oid FROM pg_catalog.pg_database d
                                    WHERE d.datname = pg_catalog.current_database()))
         AND pg_catalog.lower(pg_catalog.split_part(part, '=', 1)) IN ('role')
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

  /** The schemas that this role may not use; the role itself stands first. */
  private static final String CLOSED_SCHEMAS =
      """
      SELECT current_user::text
      UNION ALL
      SELECT n.nspname::text FROM pg_catalog.pg_namespace n
       WHERE pg_catalog.has_schema_privilege(n.oid, 'USAGE') IS NOT TRUE
      """;

  private static final String SUBSCRIPTIONS =
      """
      SELECT s.subname, s.subenabled, s.subslotname, s.subpublications, $anyOrigin, $lossy
        FROM pg_catalog.pg_subscription s JOIN pg_catalog.pg_database d ON d.oid = s.subdbid
       WHERE d.datname = pg_catalog.current_database()
      """;

  private SignatureSql() {}

  static String fingerprint(int major) {
    return forVersion(FINGERPRINT, major);
  }

  static List<String> published(int major) {
    return List.of(
        forVersion(FINGERPRINT, major),
        forVersion(ENVIRONMENT, major),
        TEMPORARY,
        SLOTS,
        RECEIVES_CHANGES,
        PUBLICATIONS,
        CLOSED_SCHEMAS);
  }

  /** All relations of a primary. */
  static List<String> publishedRelations(int major) {
    return List.of(forVersion(RelationSql.PUBLISHED, major));
  }

  static List<String> subscribed(int major) {
    return List.of(
        forVersion(FINGERPRINT, major),
        forVersion(ENVIRONMENT, major),
        TEMPORARY,
        forVersion(SUBSCRIPTIONS, major),
        CLOSED_SCHEMAS,
        "SELECT " + COPIES);
  }

  /** All relations of a subscriber. */
  static List<String> subscribedRelations(int major) {
    return List.of(forVersion(RelationSql.SUBSCRIBED, major));
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
