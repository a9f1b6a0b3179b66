package dev.meridian.jdbc;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.SimpleConditionEvent.violated;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.conditions.ArchConditions;
import com.tngtech.archunit.library.GeneralCodingRules;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.jspecify.annotations.NullMarked;

/**
 * The rules of the house, for the code under one root package.
 *
 * @param root the package that stands for {@code dev.meridian.jdbc}
 */
record Architecture(String root) {

  /** Calls that read a clock which nobody passed in. */
  private static final Pattern CLOCK =
      Pattern.compile(
          "java\\.lang\\.System\\.(nanoTime|currentTimeMillis)\\(\\)"
              + "|java\\.time\\.\\w+\\.now\\((?!java\\.time\\.Clock).*"
              + "|java\\.time\\.Clock\\.(system|tick\\w).*"
              + "|java\\.util\\.Date\\.<init>\\(\\)");

  /** A layer may use those below it; {@code session}, {@code topology}, {@code geo} are peers. */
  ArchRule arrows() {
    return layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .withOptionalLayers(true)
        .layer("jdbc")
        .definedBy(root)
        .layer("web")
        .definedBy(root + ".web..")
        .layer("wrap")
        .definedBy(root + ".wrap..")
        .layer("routing")
        .definedBy(root + ".routing..")
        .layer("session")
        .definedBy(root + ".session..")
        .layer("topology")
        .definedBy(root + ".topology..")
        .layer("geo")
        .definedBy(root + ".geo..")
        .layer("api")
        .definedBy(root + ".api..")
        .whereLayer("jdbc")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("web")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("wrap")
        .mayOnlyBeAccessedByLayers("jdbc", "web")
        .whereLayer("routing")
        .mayOnlyBeAccessedByLayers("jdbc", "web", "wrap")
        .whereLayer("session")
        .mayOnlyBeAccessedByLayers("jdbc", "web", "wrap", "routing")
        .whereLayer("topology")
        .mayOnlyBeAccessedByLayers("jdbc", "web", "wrap", "routing")
        .whereLayer("geo")
        .mayOnlyBeAccessedByLayers("jdbc", "web", "wrap", "routing")
        .whereLayer("api")
        .mayNotAccessAnyLayer()
        .ensureAllClassesAreContainedInArchitecture();
  }

  ArchRule noCircles() {
    return SlicesRuleDefinition.slices().matching(root + ".(*)..").should().beFreeOfCycles();
  }

  ArchRule everyPackageIsNullMarked() {
    return classes()
        .that()
        .resideInAPackage(root + "..")
        .should(
            condition(
                "be in a @NullMarked package",
                type -> type.getPackage().isAnnotatedWith(NullMarked.class)));
  }

  ArchRule noSynchronizedMethod() {
    return noMethods().should().haveModifier(JavaModifier.SYNCHRONIZED);
  }

  ArchRule noSynchronizedBlock() {
    return classes()
        .should(condition("have no synchronized block", type -> !Monitors.areEnteredBy(type)));
  }

  /** {@code getParentLogger()} may name the type; nothing may log through it. */
  ArchRule logsThroughSystemLoggerAlone() {
    return noClasses()
        .should()
        .accessClassesThat()
        .resideInAnyPackage(
            "java.util.logging..",
            "org.slf4j..",
            "org.apache.logging..",
            "org.apache.commons.logging..");
  }

  ArchRule printsNothing() {
    return GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
  }

  ArchRule routingReadsNoClock() {
    return noClasses()
        .that()
        .resideInAPackage(root + ".routing..")
        .should(
            ArchConditions.accessTargetWhere(
                DescribedPredicate.describe(
                    "it reads a clock",
                    access -> CLOCK.matcher(access.getTarget().getFullName()).matches())));
  }

  ArchRule routingOpensNoSocket() {
    return noClasses()
        .that()
        .resideInAPackage(root + ".routing..")
        .should()
        .dependOnClassesThat(
            resideInAPackage("java.net..")
                .or(resideInAPackage("javax.net.."))
                .or(resideInAPackage("java.nio.channels.."))
                .or(resideInAPackage("org.postgresql.."))
                .or(resideInAPackage("com.zaxxer.."))
                .or(
                    JavaClass.Predicates.belongToAnyOf(
                        Driver.class,
                        DriverManager.class,
                        DataSource.class,
                        Connection.class,
                        Statement.class)));
  }

  /**
   * One class alone opens connections for statements of the application, and one those of probes;
   * one alone takes connections from pools.
   */
  ArchRule connectionsPassTheGate() {
    Map<Pattern, String> opens =
        Map.of(
            Pattern.compile(
                "org\\.postgresql\\.Driver\\.connect\\(.*"
                    + "|java\\.sql\\.Driver(Manager)?\\.(getC|c)onnect.*"
                    + "|org\\.postgresql\\.core\\.ConnectionFactory\\..*"
                    + "|org\\.postgresql\\.ds\\..*"),
            "topology.NodeConnector",
            Pattern.compile("org\\.postgresql\\.jdbc\\.PgConnection\\.<init>.*"),
            "wrap.PositionedConnection",
            own("wrap\\.PositionedConnection\\.<init>.*"),
            "wrap.PositionedLogin",
            own("wrap\\.PositionedLogin\\.open\\(.*"),
            "wrap.ResidencyGate",
            own("wrap\\.ResidencyGate\\.open\\(.*"),
            "wrap.(VerifiedOpener|Connections)",
            own("wrap\\.NodeConnections\\.acquire\\(.*"),
            "wrap.Sides");
    return noClasses()
        .should(
            ArchConditions.accessTargetWhere(
                DescribedPredicate.describe(
                    "it opens or lends a connection past the residency gate",
                    access ->
                        opens.entrySet().stream()
                            .anyMatch(
                                open ->
                                    open.getKey()
                                            .matcher(access.getTarget().getFullName())
                                            .matches()
                                        && !own(open.getValue() + ".*")
                                            .matcher(access.getOriginOwner().getName())
                                            .matches()))));
  }

  private Pattern own(String pattern) {
    return Pattern.compile(Pattern.quote(root + ".") + pattern);
  }

  ArchRule noVagueName() {
    return noClasses().should().haveNameMatching(".*(Manager|Helper|Utils?|Impl)");
  }

  private static ArchCondition<JavaClass> condition(
      String description, Predicate<JavaClass> holds) {
    return new ArchCondition<>(description) {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        if (!holds.test(type)) {
          events.add(violated(type, type.getName() + " does not " + description));
        }
      }
    };
  }
}
