package dev.meridian.jdbc.geo;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The forms of hosts' names in which providers write the region. In {@link #form}, {@code *} stands
 * for one or more labels.
 */
enum HostForm {
  AMAZON_RDS("*.REGION.rds.amazonaws.com", ".+\\." + aws() + "\\.rds\\.amazonaws\\.com"),
  AMAZON_RDS_CHINA(
      "*.REGION.rds.amazonaws.com.cn", ".+\\." + aws() + "\\.rds\\.amazonaws\\.com\\.cn"),
  AMAZON_RDS_BEHIND(
      "*.rds.REGION.amazonaws.com[.cn]", ".+\\.rds\\." + aws() + "\\.amazonaws\\.com(?:\\.cn)?"),
  AMAZON_EC2(
      "*.REGION.compute.amazonaws.com[.cn]",
      ".+\\." + aws() + "\\.compute\\.amazonaws\\.com(?:\\.cn)?"),
  AMAZON_EC2_PRIVATE("*.REGION.compute.internal", ".+\\." + aws() + "\\.compute\\.internal"),
  AMAZON_EC2_VIRGINIA("*.compute-1.amazonaws.com", ".+\\.compute-1\\.amazonaws\\.com", "us-east-1"),
  AMAZON_EC2_VIRGINIA_PRIVATE("*.ec2.internal", ".+\\.ec2\\.internal", "us-east-1"),
  AMAZON_NETWORK_LOAD_BALANCER(
      "*.elb.REGION.amazonaws.com", ".+\\.elb\\." + aws() + "\\.amazonaws\\.com"),
  AMAZON_LOAD_BALANCER("*.REGION.elb.amazonaws.com", ".+\\." + aws() + "\\.elb\\.amazonaws\\.com"),
  AMAZON_PRIVATELINK("*.REGION.vpce.amazonaws.com", ".+\\." + aws() + "\\.vpce\\.amazonaws\\.com"),
  AZURE_MACHINE(
      "*.REGION.cloudapp.azure.com", ".+\\.(" + RegionForm.AZURE + ")\\.cloudapp\\.azure\\.com"),
  GOOGLE_CLOUD_SQL("*.REGION.sql.goog", ".+\\.(" + RegionForm.GOOGLE + ")\\.sql\\.goog"),
  GOOGLE_COMPUTE(
      "*.REGION-ZONE.c.PROJECT.internal",
      ".+\\.(" + RegionForm.GOOGLE + ")-[a-z]\\.c\\.[^.]+(?:\\.[^.]+)*\\.internal"),
  FLY("REGION.APP.internal", "([a-z]{3})\\.[^.]+\\.internal"),
  NEON_AWS("*.REGION.aws.neon.tech", ".+\\." + aws() + "\\.aws\\.neon\\.tech"),
  NEON_AZURE("*.REGION.azure.neon.tech", ".+\\.(" + RegionForm.AZURE + ")\\.azure\\.neon\\.tech"),
  SUPABASE_POOLER(
      "aws-N-REGION.pooler.supabase.com", "aws-[0-9]+-" + aws() + "\\.pooler\\.supabase\\.com"),
  RENDER("*.REGION-postgres.render.com", ".+\\.([a-z]+)-postgres\\.render\\.com");

  private static final int LONGEST_NAME = 254;

  private final String form;

  @SuppressWarnings("ImmutableEnumChecker") // a Pattern is immutable
  private final Pattern pattern;

  private final @Nullable String fixed;

  HostForm(String form, String pattern) {
    this.form = form;
    this.pattern = Pattern.compile(pattern);
    this.fixed = null;
  }

  HostForm(String form, String pattern, String fixed) {
    this.form = form;
    this.pattern = Pattern.compile(pattern);
    this.fixed = fixed;
  }

  private static String aws() {
    return "(" + RegionForm.AWS + ")";
  }

  /** As in the documentation. */
  String form() {
    return form;
  }

  /**
   * What a host's name tells, if it has one of the forms.
   *
   * @param known where a name can be anybody's, only a region of this table is believed
   */
  static FoundRegion read(String host, RegionTable known) {
    if (host.length() > LONGEST_NAME) {
      return FoundRegion.UNKNOWN;
    }
    String name = host.toLowerCase(Locale.ROOT);
    if (name.endsWith(".")) {
      name = name.substring(0, name.length() - 1);
    }
    for (HostForm each : values()) {
      String region = each.region(name);
      if (region != null && (each.belongsToItsProvider() || known.named(region) != null)) {
        return new FoundRegion(region, RegionSource.HOST_NAME, each.form);
      }
    }
    return FoundRegion.UNKNOWN;
  }

  private boolean belongsToItsProvider() {
    return this != FLY && this != RENDER;
  }

  private @Nullable String region(String name) {
    Matcher matcher = pattern.matcher(name);
    if (!matcher.matches()) {
      return null;
    }
    if (fixed != null) {
      return fixed;
    }
    String written = matcher.group(1);
    // Neon's own abbreviation.
    return this == NEON_AZURE && written.equals("gwc") ? "germanywestcentral" : written;
  }
}
