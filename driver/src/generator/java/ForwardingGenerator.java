import static java.util.stream.Collectors.joining;

import com.sun.source.util.JavacTask;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;
import javax.tools.ToolProvider;

/**
 * Writes the abstract {@code Forwarding*} classes of {@code dev.meridian.jdbc.wrap}. Runs in the
 * build: {@code java ForwardingGenerator.java <source root> <release>}.
 *
 * <p>The methods are those of the given Java release, whichever newer JDK runs the build, in an
 * order of their own: the same release gives the same bytes.
 *
 * <ol>
 *   <li>A method of the {@link #KINDS} table's last column, {@code unwrap} and {@code isWrapperFor}
 *       stay abstract: forwarding them would be wrong.
 *   <li>So does a method that may not throw {@code SQLException}, as {@code delegate()} may, and
 *       one that hands out a connection, a statement or a connection's metadata.
 *   <li>A {@code ResultSet} or an {@code Array} is handed out through {@code wrap}.
 *   <li>A parameter's setter is handed to {@code bind}, or to {@code bindOnce} if it reads a
 *       stream, so that it can be applied to another delegate as well.
 *   <li>All others are forwarded.
 * </ol>
 */
final class ForwardingGenerator {

  /**
   * An interface to forward.
   *
   * @param name its simple name in {@code java.sql}
   * @param base the interface whose methods {@code superclass} has already, or empty
   * @param superclass the hand-written class to extend, or empty
   * @param decided methods that must not open what they would end, or empty
   */
  record Kind(String name, String base, String superclass, Set<String> decided) {}

  private static final List<Kind> KINDS =
      List.of(
          new Kind("Connection", "", "", Set.of("close", "isClosed", "abort")),
          new Kind("Statement", "", "", Set.of("close", "isClosed", "cancel")),
          new Kind("PreparedStatement", "Statement", "RoutedStatement", Set.of()),
          new Kind("CallableStatement", "PreparedStatement", "RoutedPreparedStatement", Set.of()),
          new Kind("ResultSet", "", "", Set.of()),
          new Kind("DatabaseMetaData", "", "", Set.of()),
          new Kind("Array", "", "", Set.of()));

  private static final String PACKAGE = "dev.meridian.jdbc.wrap";
  private static final Set<String> OWN_IDENTITY = Set.of("unwrap", "isWrapperFor");
  private static final String BIND_HOOKS =
      """

        /** Sets a parameter, here and on whichever delegate comes next. */
        protected abstract void bind(int index, ParameterBinding binding)
            throws java.sql.SQLException;

        /** Sets a parameter that can be read only once. */
        protected abstract void bindOnce(int index, ParameterBinding binding)
            throws java.sql.SQLException;
      """;

  /** The large objects too: pgjdbc makes a new one on the server when the parameter is set. */
  private static final Set<String> READ_ONCE =
      Set.of("java.io.InputStream", "java.io.Reader", "java.sql.Blob", "java.sql.Clob");

  private static final String RESULT_SET = "java.sql.ResultSet";
  private static final String ARRAY = "java.sql.Array";
  private static final Set<String> NEVER_HANDED_OUT =
      Set.of(
          "java.sql.Connection",
          "java.sql.Statement",
          "java.sql.PreparedStatement",
          "java.sql.CallableStatement",
          "java.sql.DatabaseMetaData");

  private final Elements elements;

  private ForwardingGenerator(Elements elements) {
    this.elements = elements;
  }

  public static void main(String[] args) throws IOException {
    Path directory = Path.of(args[0]).resolve(PACKAGE.replace('.', '/'));
    Files.createDirectories(directory);
    JavacTask task =
        (JavacTask)
            ToolProvider.getSystemJavaCompiler()
                .getTask(
                    null,
                    null,
                    null,
                    List.of("--release", args[1]),
                    List.of("java.lang.Object"),
                    null);
    ForwardingGenerator generator = new ForwardingGenerator(task.getElements());
    for (Kind kind : KINDS) {
      writeIfChanged(directory.resolve(className(kind) + ".java"), generator.source(kind));
    }
  }

  /** An untouched file spares an incremental build the compilation. */
  private static void writeIfChanged(Path file, String source) throws IOException {
    if (!Files.exists(file) || !Files.readString(file).equals(source)) {
      Files.writeString(file, source);
    }
  }

  private static String className(Kind kind) {
    return "Forwarding" + kind.name;
  }

  private String source(Kind kind) {
    List<ExecutableElement> methods = methods(kind);
    Set<String> hooks = hooks(methods);
    Set<String> inheritedHooks =
        KINDS.stream()
            .filter(other -> inherits(kind, other))
            .flatMap(other -> hooks(methods(other)).stream())
            .collect(HashSet::new, Set::add, Set::addAll);
    StringBuilder out = new StringBuilder();
    out.append("package ").append(PACKAGE).append(";\n\n");
    out.append(javadoc(kind, methods));
    // What pgjdbc may answer or take as null is not written in the JDK's signatures.
    out.append("@org.jspecify.annotations.NullUnmarked\n");
    out.append("@SuppressWarnings({\"deprecation\", \"removal\"})\n");
    out.append("abstract class ").append(className(kind));
    out.append(kind.superclass.isEmpty() ? "" : " extends " + kind.superclass);
    out.append(" implements java.sql.").append(kind.name).append(" {\n\n");
    if (!kind.superclass.isEmpty()) {
      out.append("  ")
          .append(className(kind))
          .append("(StatementPlan plan) {\n    super(plan);\n  }\n\n");
      out.append("  ")
          .append(className(kind))
          .append("(RoutedConnection connection, java.sql.PreparedStatement physical) {\n")
          .append("    super(connection, physical);\n  }\n\n");
    }
    out.append(kind.base.isEmpty() ? "" : "  @Override\n");
    out.append("  protected abstract java.sql.").append(kind.name);
    out.append(" delegate() throws java.sql.SQLException;\n");
    for (String hook : hooks) {
      if (!inheritedHooks.contains(hook)) {
        out.append("\n  /** What is handed out in place of the delegate's own; never null. */\n");
        out.append("  protected abstract ").append(hook).append(" wrap(").append(hook);
        out.append(" own) throws java.sql.SQLException;\n");
      }
    }
    if (methods.stream().anyMatch(method -> isParameterSetter(kind, method))) {
      out.append(BIND_HOOKS);
    }
    methods.forEach(method -> out.append('\n').append(source(kind, method)));
    return out.append("}\n").toString();
  }

  private String javadoc(Kind kind, List<ExecutableElement> methods) {
    String undecided =
        methods.stream()
            .filter(method -> staysAbstract(kind, method))
            .map(method -> " *   <li>{@code " + signature(method) + "}\n")
            .collect(joining());
    return "/**\n * Forwards {@link java.sql."
        + kind.name
        + "} to {@code delegate()}. Generated.\n"
        + (undecided.isEmpty()
            ? ""
            : " *\n * <p>Stays abstract, for forwarding would be wrong or can not be:\n *\n * <ul>\n"
                + undecided
                + " * </ul>\n")
        + " */\n";
  }

  /** The instance methods that {@code kind} has and its base has not, sorted. */
  private List<ExecutableElement> methods(Kind kind) {
    Set<String> inherited = new HashSet<>();
    if (!kind.base.isEmpty()) {
      members(kind.base).forEach(method -> inherited.add(signature(method)));
    }
    return members(kind.name)
        .filter(method -> !inherited.contains(signature(method)))
        .sorted(Comparator.comparing(ForwardingGenerator::signature))
        .toList();
  }

  private Stream<ExecutableElement> members(String simpleName) {
    TypeElement type = elements.getTypeElement("java.sql." + simpleName);
    return ElementFilter.methodsIn(elements.getAllMembers(type)).stream()
        .filter(method -> method.getEnclosingElement().getKind().isInterface())
        .filter(method -> !method.getModifiers().contains(Modifier.STATIC))
        .filter(method -> !method.getModifiers().contains(Modifier.PRIVATE));
  }

  private static boolean inherits(Kind kind, Kind other) {
    return KINDS.stream()
        .filter(base -> base.name.equals(kind.base))
        .anyMatch(base -> base.equals(other) || inherits(base, other));
  }

  private static Set<String> hooks(List<ExecutableElement> methods) {
    Set<String> hooks = new TreeSet<>();
    for (ExecutableElement method : methods) {
      String result = method.getReturnType().toString();
      if (result.equals(RESULT_SET) || result.equals(ARRAY)) {
        hooks.add(result);
      } else if (isGetObject(method)) {
        hooks.addAll(List.of(RESULT_SET, ARRAY));
      }
    }
    return hooks;
  }

  /** A column or an out parameter of any type: an array, a cursor, a plain value. */
  private static boolean isGetObject(ExecutableElement method) {
    return method.getSimpleName().contentEquals("getObject");
  }

  private static boolean staysAbstract(Kind kind, ExecutableElement method) {
    String name = method.getSimpleName().toString();
    return OWN_IDENTITY.contains(name)
        || kind.decided.contains(name)
        || NEVER_HANDED_OUT.contains(method.getReturnType().toString())
        || method.getThrownTypes().stream()
            .map(TypeMirror::toString)
            .noneMatch("java.sql.SQLException"::equals);
  }

  private static boolean isParameterSetter(Kind kind, ExecutableElement method) {
    return kind.name.equals("PreparedStatement")
        && method.getSimpleName().toString().startsWith("set")
        && method.getParameters().size() > 1
        && method.getParameters().get(0).asType().getKind() == TypeKind.INT;
  }

  private static boolean readsStream(ExecutableElement method) {
    return method.getParameters().stream()
        .map(parameter -> parameter.asType().toString())
        .anyMatch(READ_ONCE::contains);
  }

  private static String source(Kind kind, ExecutableElement method) {
    if (staysAbstract(kind, method)) {
      return "  @Override\n  public abstract " + header(method) + ";\n";
    }
    String invocation =
        method.getSimpleName()
            + IntStream.range(0, method.getParameters().size())
                .mapToObj(index -> "arg" + index)
                .collect(joining(", ", "(", ")"));
    String call =
        isParameterSetter(kind, method)
            ? (readsStream(method) ? "bindOnce" : "bind") + "(arg0, to -> to." + invocation + ")"
            : "delegate()." + invocation;
    return "  @Override\n"
        + (method.getReturnType().getKind() == TypeKind.TYPEVAR
            ? "  @SuppressWarnings(\"unchecked\")\n"
            : "")
        + "  public "
        + header(method)
        + " {\n"
        + body(method, call)
        + "  }\n";
  }

  private static String body(ExecutableElement method, String call) {
    String type = method.getReturnType().toString();
    if (method.getReturnType().getKind() == TypeKind.VOID) {
      return "    " + call + ";\n";
    }
    if (isGetObject(method)) {
      String cast = method.getReturnType().getKind() == TypeKind.TYPEVAR ? "(" + type + ") " : "";
      return """
                 %2$s own = %1$s;
                 if (own instanceof java.sql.Array array) {
                   return %3$swrap(array);
                 }
                 return own instanceof java.sql.ResultSet cursor ? %3$swrap(cursor) : own;
             """
          .formatted(call, type, cast);
    }
    if (type.equals(RESULT_SET) || type.equals(ARRAY)) {
      return "    " + type + " own = " + call + ";\n    return own == null ? null : wrap(own);\n";
    }
    return "    return " + call + ";\n";
  }

  private static String header(ExecutableElement method) {
    // No method of java.sql bounds its type parameters; one that did would not compile.
    String typeParameters =
        method.getTypeParameters().stream().map(Object::toString).collect(joining(", "));
    List<String> parameters = new ArrayList<>();
    for (int i = 0; i < method.getParameters().size(); i++) {
      String type = method.getParameters().get(i).asType().toString();
      boolean variable = method.isVarArgs() && i == method.getParameters().size() - 1;
      parameters.add((variable ? type.replaceFirst("\\[]$", "...") : type) + " arg" + i);
    }
    String thrown =
        method.getThrownTypes().stream().map(TypeMirror::toString).collect(joining(", "));
    return (typeParameters.isEmpty() ? "" : "<" + typeParameters + "> ")
        + method.getReturnType()
        + " "
        + method.getSimpleName()
        + parameters.stream().collect(joining(", ", "(", ")"))
        + (thrown.isEmpty() ? "" : " throws " + thrown);
  }

  private static String signature(ExecutableElement method) {
    return method.getSimpleName()
        + method.getParameters().stream()
            .map(parameter -> parameter.asType().toString())
            .collect(joining(", ", "(", ")"));
  }
}
