package dev.meridian.testkit;

import java.sql.SQLException;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/** Starts, shares, mends and ends the worlds of {@link RegionsCluster}. */
final class RegionsClusterExtension implements ParameterResolver, AfterEachCallback {
  private static final Namespace WORLDS = Namespace.create(RegionsClusterExtension.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == MultiRegionPostgres.class;
  }

  @Override
  public MultiRegionPostgres resolveParameter(
      ParameterContext parameter, ExtensionContext context) {
    return world(context);
  }

  @Override
  public void afterEach(ExtensionContext context) throws SQLException {
    world(context).mend();
  }

  private static MultiRegionPostgres world(ExtensionContext context) {
    Class<?> test = context.getRequiredTestClass();
    RegionsCluster wanted =
        AnnotationSupport.findAnnotation(
                test, RegionsCluster.class, context.getEnclosingTestClasses())
            .orElseThrow(() -> new IllegalStateException(test + " has no @RegionsCluster"));
    // Annotations are equal when their attributes are. The stores close what they hold.
    return owner(wanted, context)
        .getStore(WORLDS)
        .getOrComputeIfAbsent(wanted, RegionsClusterExtension::start, MultiRegionPostgres.class);
  }

  /**
   * The root for a shared world; for a private one the outermost class, whose nested classes share
   * it.
   */
  private static ExtensionContext owner(RegionsCluster wanted, ExtensionContext context) {
    if (wanted.shared()) {
      return context.getRoot();
    }
    ExtensionContext owner = context;
    for (ExtensionContext outer = context;
        outer.getTestClass().isPresent();
        outer = outer.getParent().orElse(context.getRoot())) {
      owner = outer;
    }
    return owner;
  }

  private static MultiRegionPostgres start(RegionsCluster wanted) {
    WorldBuilder builder = MultiRegionPostgres.builder().primary(wanted.primary());
    for (String region : wanted.standbys()) {
      builder.standby(region);
    }
    for (String region : wanted.subscribers()) {
      builder.subscriber(region);
    }
    builder.schema(wanted.schema()).data(wanted.data());
    for (String parameter : wanted.parameters()) {
      String[] nameAndValue = parameter.split("=", 2);
      if (nameAndValue.length != 2) {
        throw new IllegalArgumentException(
            "parameter '" + parameter + "' is not of the form name=value");
      }
      builder.parameter(nameAndValue[0].strip(), nameAndValue[1].strip());
    }
    if (!wanted.postgres().isEmpty()) {
      builder.postgres(wanted.postgres());
    }
    if (!wanted.delays()) {
      builder.roundTrips(WanModel.none());
    }
    return builder.start();
  }
}
