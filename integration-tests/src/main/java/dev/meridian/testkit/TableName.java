package dev.meridian.testkit;

/**
 * A table's name, spelt as the catalogue has it: {@code Order Lines} and not {@code "Order Lines"}.
 */
public record TableName(String schema, String name) implements Comparable<TableName> {

  /** A table of the schema {@code public}. */
  public static TableName of(String name) {
    return new TableName("public", name);
  }

  /** The quoted name, with its schema, for SQL. */
  public String sql() {
    return Quoted.identifier(schema) + "." + Quoted.identifier(name);
  }

  @Override
  public int compareTo(TableName other) {
    int bySchema = schema.compareTo(other.schema);
    return bySchema == 0 ? name.compareTo(other.name) : bySchema;
  }

  /** {@code schema.name}, for people. */
  @Override
  public String toString() {
    return schema + "." + name;
  }
}
