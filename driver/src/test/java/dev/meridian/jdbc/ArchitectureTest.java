package dev.meridian.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the driver to the rules of the house, and a house built wrongly to show that they bite. */
class ArchitectureTest {

  private static final JavaClasses DRIVER =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.meridian.jdbc");

  private static final String WRONG = "dev.meridian.wrong";
  private static final JavaClasses WRONG_CLASSES = new ClassFileImporter().importPackages(WRONG);

  static Stream<Arguments> rules() {
    return Stream.of(
        rule("arrows", Architecture::arrows, "api.KnowsRouting"),
        rule("arrows between peers", Architecture::arrows, "geo.KnowsTopology"),
        rule("arrows to the front door", Architecture::arrows, "topology.KnowsTheFrontDoor"),
        rule("no class elsewhere", Architecture::arrows, "elsewhere.Stray"),
        rule("no circles", Architecture::noCircles, "topology.KnowsGeo"),
        rule("null-marked", Architecture::everyPackageIsNullMarked, "elsewhere.Stray"),
        rule("no synchronized method", Architecture::noSynchronizedMethod, "session.LockManager"),
        rule("no synchronized block", Architecture::noSynchronizedBlock, "session.BlockUtils"),
        rule("System.Logger", Architecture::logsThroughSystemLoggerAlone, "session.LogHelper"),
        rule("no printing", Architecture::printsNothing, "session.PrintImpl"),
        rule("no clock", Architecture::routingReadsNoClock, "routing.ReadsNanoTime"),
        rule("no clock by reference", Architecture::routingReadsNoClock, "routing.RefersToMillis"),
        rule("no clock by instant", Architecture::routingReadsNoClock, "routing.ReadsInstant"),
        rule("no clock by date", Architecture::routingReadsNoClock, "routing.ReadsDate"),
        rule("no socket", Architecture::routingOpensNoSocket, "routing.OpensSocket"),
        rule("no connection", Architecture::routingOpensNoSocket, "routing.AsksDriver"),
        rule("the gate", Architecture::connectionsPassTheGate, "wrap.AsksTheDriverManager"),
        rule("the gate by reference", Architecture::connectionsPassTheGate, "wrap.AsksPgjdbc"),
        rule("the gate of pgjdbc's own", Architecture::connectionsPassTheGate, "wrap.MakesItsOwn"),
        rule("no Manager", Architecture::noVagueName, "session.LockManager"),
        rule("no Utils", Architecture::noVagueName, "session.BlockUtils"),
        rule("no Helper", Architecture::noVagueName, "session.LogHelper"),
        rule("no Impl", Architecture::noVagueName, "session.PrintImpl"));
  }

  private static Arguments rule(
      String name, Function<Architecture, ArchRule> rule, String wrongClass) {
    return Arguments.of(name, rule, wrongClass);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rules")
  void driverKeeps(String name, Function<Architecture, ArchRule> rule, String wrongClass) {
    rule.apply(new Architecture("dev.meridian.jdbc")).check(DRIVER);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rules")
  void breachIsSeen(String name, Function<Architecture, ArchRule> rule, String wrongClass) {
    List<String> breaches =
        rule.apply(new Architecture(WRONG)).evaluate(WRONG_CLASSES).getFailureReport().getDetails();

    assertThat(breaches).anyMatch(breach -> breach.contains(WRONG + "." + wrongClass));
    assertThat(breaches).noneMatch(breach -> breach.contains("BreaksNoRule"));
  }

  @Test
  void fewerThanFourInTenTypesOutsideTheApiArePublic() {
    List<JavaClass> types =
        DRIVER.stream()
            .filter(JavaClass::isTopLevelClass)
            .filter(type -> !type.getSimpleName().equals("package-info"))
            .filter(type -> !type.getPackageName().equals("dev.meridian.jdbc.api"))
            .toList();
    List<String> open =
        types.stream()
            .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
            .map(JavaClass::getName)
            .toList();

    assertThat(open.size() * 10)
        .as("10 × the public ones of %d types: %s", types.size(), open)
        .isLessThan(types.size() * 4);
  }
}
