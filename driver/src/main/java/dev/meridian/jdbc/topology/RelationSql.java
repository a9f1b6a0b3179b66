package dev.meridian.jdbc.topology;

/** The queries that bring every relation of users with its signature, one for each side. */
final class RelationSql {

  /**
   * The relation {@code c} in {@code n}: schema, name, kind, whether an extension brought it,
   * flaws, columns, children, what a view reads, its rule with a stamp, and its options.
   */
  private static final String SIGNATURE =
      """
      n.nspname, c.relname, c.relkind::text,
      EXISTS (SELECT FROM pg_catalog.pg_depend d
               WHERE d.classid = 'pg_catalog.pg_class'::regclass AND d.objid = c.oid
                 AND d.deptype = 'e'),
      pg_catalog.array_remove(ARRAY[
        CASE WHEN c.relpersistence <> 'p' THEN 'NOT_LOGGED' END,
        CASE WHEN c.relrowsecurity OR c.relforcerowsecurity THEN 'ROW_SECURITY' END,
        CASE WHEN (pg_catalog.has_table_privilege(c.oid, 'SELECT')
                   AND pg_catalog.has_schema_privilege(n.oid, 'USAGE')) IS NOT TRUE
             THEN 'NOT_READABLE' END,
        CASE WHEN c.relkind IN ('r', 'p')
              AND EXISTS (SELECT FROM pg_catalog.pg_attribute a
                            JOIN pg_catalog.pg_attrdef e
                              ON e.adrelid = a.attrelid AND e.adnum = a.attnum
                            JOIN pg_catalog.pg_depend d
                              ON d.classid = 'pg_catalog.pg_attrdef'::regclass AND d.objid = e.oid
                           WHERE a.attrelid = c.oid AND a.attgenerated <> ''
                             AND d.refclassid <> 'pg_catalog.pg_class'::regclass)
             THEN 'OWN_FUNCTION' END,
        CASE WHEN EXISTS (SELECT FROM pg_catalog.pg_depend d
                            LEFT JOIN pg_catalog.pg_type y
                              ON d.refclassid = 'pg_catalog.pg_type'::regclass AND y.oid = d.refobjid
                           WHERE d.classid = 'pg_catalog.pg_rewrite'::regclass AND d.objid = w.oid
                             AND d.refclassid <> 'pg_catalog.pg_class'::regclass
                             AND y.typtype IS DISTINCT FROM 'e')
             THEN 'OWN_CODE' END,
        CASE WHEN EXISTS (SELECT FROM pg_catalog.pg_depend d
                            JOIN pg_catalog.pg_class b ON b.oid = d.refobjid
                           WHERE d.classid = 'pg_catalog.pg_rewrite'::regclass AND d.objid = w.oid
                             AND d.refclassid = 'pg_catalog.pg_class'::regclass AND b.oid <> c.oid
                             AND b.relkind IN ('r', 'p', 'v', 'm', 'f')
                             AND pg_catalog.has_table_privilege(
                               CASE WHEN c.reloptions::text ~ 'security_invoker=(true|on|1|yes)'
                                    THEN current_user
                                    ELSE pg_catalog.pg_get_userbyid(c.relowner) END,
                               b.oid, 'SELECT') IS NOT TRUE)
             THEN 'OWNER_MAY_NOT_READ' END
        $moreFlaws], NULL),
      CASE WHEN c.relkind IN ('r', 'p', 'v') THEN
      (SELECT pg_catalog.array_agg(ARRAY[
          a.attname::text,
          pg_catalog.concat_ws(' ', pg_catalog.format_type(a.atttypid, a.atttypmod),
            CASE WHEN y.typtype = 'd' THEN pg_catalog.format_type(y.typbasetype, y.typtypmod) END,
            (SELECT pg_catalog.string_agg(pg_catalog.quote_literal(l.enumlabel), ','
                                          ORDER BY l.enumsortorder)
               FROM pg_catalog.pg_enum l WHERE l.enumtypid = b.oid)),
          (b.typtype = 'e' OR (b.oid < 16384 AND b.typtype <> 'c' AND b.typname !~ 'reg'))::text,
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
         JOIN pg_catalog.pg_type b ON b.oid = CASE
           WHEN y.typtype = 'd' THEN y.typbasetype
           WHEN y.typcategory = 'A' AND y.typelem <> 0 THEN y.typelem ELSE y.oid END
        WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped) END,
      (SELECT pg_catalog.array_agg(ARRAY[m.nspname::text, k.relname::text,
                (i.xmin::text <> (SELECT a.xmin::text FROM pg_catalog.pg_attribute a
                   WHERE a.attrelid = k.oid AND a.attname = 'tableoid'))::text])
         FROM pg_catalog.pg_inherits i JOIN pg_catalog.pg_class k ON k.oid = i.inhrelid
         JOIN pg_catalog.pg_namespace m ON m.oid = k.relnamespace
        WHERE i.inhparent = c.oid AND k.relkind NOT IN ('i', 'I')),
      (SELECT pg_catalog.array_agg(DISTINCT ARRAY[m.nspname::text, k.relname::text])
         FROM pg_catalog.pg_depend d JOIN pg_catalog.pg_class k ON k.oid = d.refobjid
         JOIN pg_catalog.pg_namespace m ON m.oid = k.relnamespace
        WHERE d.classid = 'pg_catalog.pg_rewrite'::regclass AND d.objid = w.oid
          AND d.refclassid = 'pg_catalog.pg_class'::regclass AND k.oid <> c.oid),
      w.oid::bigint, w.xmin::text,
      pg_catalog.concat_ws(' ', c.reloptions::text,
        (SELECT pg_catalog.string_agg(pg_catalog.format_type(l.enumtypid, NULL) || l.enumlabel, ','
                                      ORDER BY l.enumtypid, l.enumsortorder)
           FROM pg_catalog.pg_depend d JOIN pg_catalog.pg_enum l ON l.enumtypid = d.refobjid
          WHERE d.classid = 'pg_catalog.pg_rewrite'::regclass AND d.objid = w.oid
            AND d.refclassid = 'pg_catalog.pg_type'::regclass))
      """;

  private static final String RELATIONS =
      """
      FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
        LEFT JOIN pg_catalog.pg_rewrite w
          ON w.ev_class = c.oid AND w.ev_type = '1' AND c.relkind = 'v'
      """;

  private static final String FLAWS_OF_A_COPY =
      """
      , CASE WHEN EXISTS (SELECT FROM pg_catalog.pg_trigger t
                           WHERE t.tgrelid = c.oid AND t.tgenabled IN ('R', 'A'))
             THEN 'FIRING_TRIGGER' END,
        CASE WHEN EXISTS (SELECT FROM pg_catalog.pg_rewrite w WHERE w.ev_class = c.oid AND c.relkind <> 'v')
             THEN 'RULE' END
      """;

  /** A partitioned table is published with its partitions, whatever schema they stand in. */
  static final String PUBLISHED =
      """
      WITH RECURSIVE named AS (
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
         WHERE c.relpersistence = 'p' AND c.relkind IN ('r', 'p')),
      members AS (
        SELECT pubname, oid, partial FROM named
        UNION
        SELECT m.pubname, i.inhrelid, m.partial
          FROM members m JOIN pg_catalog.pg_class c ON c.oid = m.oid AND c.relkind = 'p'
          JOIN pg_catalog.pg_inherits i ON i.inhparent = m.oid)
      SELECT $signature, m.publications, m.partial
        $relations
        LEFT JOIN (SELECT oid, pg_catalog.array_agg(DISTINCT pubname) AS publications,
                     pg_catalog.array_agg(DISTINCT pubname) FILTER (WHERE partial) AS partial
                     FROM members GROUP BY oid) AS m ON m.oid = c.oid
       WHERE c.oid >= 16384 AND c.relpersistence <> 't' AND c.relkind <> 't' AND $changed
      """
          .replace("$signature", SIGNATURE.replace("$moreFlaws", ""))
          .replace("$relations", RELATIONS);

  static final String SUBSCRIBED =
      """
      SELECT $signature, m.subscriptions, m.states
        $relations
        LEFT JOIN (SELECT r.srrelid, pg_catalog.array_agg(s.subname::text) AS subscriptions,
                     pg_catalog.array_agg(r.srsubstate::text) AS states
                     FROM pg_catalog.pg_subscription_rel r
                     JOIN pg_catalog.pg_subscription s ON s.oid = r.srsubid
                    GROUP BY r.srrelid) AS m ON m.srrelid = c.oid
       WHERE c.oid >= 16384 AND c.relpersistence <> 't' AND c.relkind <> 't' AND $changed
      """
          .replace("$signature", SIGNATURE.replace("$moreFlaws", FLAWS_OF_A_COPY))
          .replace("$relations", RELATIONS);

  private RelationSql() {}
}
