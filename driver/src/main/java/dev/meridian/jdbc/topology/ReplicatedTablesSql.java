package dev.meridian.jdbc.topology;

/**
 * The questions of {@link ReplicatedTablesReader}. They run with {@code pg_catalog} alone on the
 * search path; columns that only newer servers have are looked up by name in the row's JSON.
 */
final class ReplicatedTablesSql {

  /** What changes answers for the whole server. */
  static final String ENVIRONMENT =
      """
      SELECT name, reset_val FROM pg_settings
      WHERE name IN ('search_path', 'server_encoding', 'IntervalStyle', 'bytea_output', 'lc_numeric',
        'lc_monetary', 'lc_time', 'xmloption', 'array_nulls', 'standard_conforming_strings',
        'transform_null_equals', 'default_text_search_config', 'row_security', 'extra_float_digits')
      UNION ALL
      SELECT 'database ' || key, value
      FROM pg_database d, jsonb_each_text(to_jsonb(d))
      WHERE d.datname = current_database()
        AND key IN ('datcollate', 'datctype', 'datlocprovider', 'datcollversion', 'datlocale',
          'daticulocale', 'daticurules')
        AND value IS NOT NULL
      """;

  static final String TEMPORARY = "SELECT relname FROM pg_class WHERE relpersistence = 't'";

  static final String PUBLICATIONS =
      "SELECT pubname, pubinsert, pubupdate, pubdelete, pubtruncate FROM pg_publication";

  static final String SLOTS =
      """
      SELECT slot_name FROM pg_replication_slots
      WHERE slot_type = 'logical' AND database = current_database()
      """;

  static final String RECEIVES =
      """
      SELECT EXISTS (SELECT FROM pg_subscription WHERE subdbid =
          (SELECT oid FROM pg_database WHERE datname = current_database()))
        OR EXISTS (SELECT FROM pg_replication_origin)
      """;

  static final String READABLE =
      """
      SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND c.relpersistence <> 't'
        AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast')
      """;

  static final String PUBLISHED =
      """
      SELECT t.schemaname, t.tablename, array_agg(DISTINCT t.pubname::text),
        array_agg(DISTINCT t.pubname::text) FILTER (WHERE EXISTS (
          SELECT FROM pg_publication_rel r
            JOIN pg_publication p ON p.oid = r.prpubid
            JOIN pg_class c ON c.oid = r.prrelid
            JOIN pg_namespace n ON n.oid = c.relnamespace
          WHERE p.pubname = t.pubname AND c.relname = t.tablename AND n.nspname = t.schemaname
            AND (to_jsonb(r) ->> 'prqual' IS NOT NULL OR to_jsonb(r) ->> 'prattrs' IS NOT NULL)))
      FROM pg_publication_tables t GROUP BY 1, 2
      """;

  private static final String SUBSCRIPTIONS =
      """
      SELECT s.subname, s.subenabled, s.subslotname, s.subpublications, %s, %s
      FROM pg_subscription s
      WHERE s.subdbid = (SELECT oid FROM pg_database WHERE datname = current_database())
      """;

  /** The subscriptions, without the columns that nobody but a superuser may read. */
  static String subscriptions(int major) {
    return SUBSCRIPTIONS.formatted(
        major >= 16 ? "s.suborigin = 'any'" : "true",
        major >= 15 ? "s.subskiplsn <> '0/0'" : "false");
  }

  static final String SUBSCRIBED =
      """
      SELECT n.nspname, c.relname, s.subname, r.srsubstate::text
      FROM pg_subscription_rel r
        JOIN pg_subscription s ON s.oid = r.srsubid
        JOIN pg_class c ON c.oid = r.srrelid
        JOIN pg_namespace n ON n.oid = c.relnamespace
      """;

  private static final String PUBLISHED_OIDS =
      """
      SELECT c.oid FROM pg_publication_tables t
        JOIN pg_namespace n ON n.nspname = t.schemaname
        JOIN pg_class c ON c.relnamespace = n.oid AND c.relname = t.tablename
      """;

  private static final String SUBSCRIBED_OIDS = "SELECT srrelid FROM pg_subscription_rel";

  private static final String FLAWS =
      """
      SELECT n.nspname, c.relname,
        c.relkind <> 'r',
        c.relpersistence <> 'p',
        c.relispartition
          OR EXISTS (SELECT FROM pg_inherits i WHERE c.oid IN (i.inhparent, i.inhrelid)),
        c.relrowsecurity OR c.relforcerowsecurity
          OR EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = c.oid),
        NOT has_table_privilege(c.oid, 'SELECT') OR NOT has_schema_privilege(n.oid, 'USAGE'),
        EXISTS (SELECT FROM pg_class o WHERE o.relname = c.relname AND o.oid <> c.oid
          AND o.relkind IN ('r', 'p', 'v', 'm', 'f', 'S', 'c')),
        EXISTS (SELECT FROM pg_attrdef a JOIN pg_depend d
            ON d.classid = 'pg_attrdef'::regclass AND d.objid = a.oid
              AND d.refclassid = 'pg_proc'::regclass
          JOIN pg_attribute g ON g.attrelid = a.adrelid AND g.attnum = a.adnum
          WHERE a.adrelid = c.oid AND g.attgenerated <> ''),
        EXISTS (SELECT FROM pg_trigger t
          WHERE t.tgrelid = c.oid AND NOT t.tgisinternal AND t.tgenabled IN ('R', 'A')),
        EXISTS (SELECT FROM pg_rewrite w WHERE w.ev_class = c.oid)
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE c.oid IN (%s)
      """;

  private static final String COLUMNS =
      """
      SELECT n.nspname, c.relname, a.attname, format_type(a.atttypid, a.atttypmod),
        tn.nspname = 'pg_catalog' AND t.typtype = 'b'
          AND t.typname !~ '^_?(oid|reg.*|xid8?|cid|tid|pg_.*|refcursor|aclitem|money)$',
        CASE WHEN a.attcollation = 0 THEN ''
          WHEN co.collname = 'default' THEN 'default'
          ELSE (to_jsonb(co) - 'oid' - 'collowner' - 'collnamespace')::text END,
        a.attgenerated::text || coalesce(CASE WHEN a.attgenerated <> ''
          THEN pg_get_expr(d.adbin, d.adrelid) END, '')
      FROM pg_attribute a
        JOIN pg_class c ON c.oid = a.attrelid
        JOIN pg_namespace n ON n.oid = c.relnamespace
        JOIN pg_type t ON t.oid = a.atttypid
        JOIN pg_namespace tn ON tn.oid = t.typnamespace
        LEFT JOIN pg_collation co ON co.oid = a.attcollation
        LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
      WHERE a.attnum > 0 AND NOT a.attisdropped AND c.oid IN (%s)
      ORDER BY c.oid, a.attnum
      """;

  static final String PUBLISHED_FLAWS = FLAWS.formatted(PUBLISHED_OIDS);
  static final String PUBLISHED_COLUMNS = COLUMNS.formatted(PUBLISHED_OIDS);
  static final String SUBSCRIBED_FLAWS = FLAWS.formatted(SUBSCRIBED_OIDS);
  static final String SUBSCRIBED_COLUMNS = COLUMNS.formatted(SUBSCRIBED_OIDS);

  private ReplicatedTablesSql() {}
}
