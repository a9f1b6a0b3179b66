package dev.meridian.jdbc.geo;

import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The environment variables that tell where a program runs, in the order in which they are asked:
 * those first that nobody but the platform sets. {@code AWS_REGION} is often set elsewhere, for a
 * bucket. What does not look like one of the platform's regions is not taken for one.
 */
enum RegionVariable {
  /** Of Meridian alone. */
  MERIDIAN_REGION(null, "(?s).*"),
  /** Fly.io, on every machine: {@code ams}. */
  FLY_REGION(null, "[a-z]{3}"),
  /** Railway, in every deployment: {@code us-west2}. */
  RAILWAY_REPLICA_REGION(null, "[a-z]+(-[a-z0-9]+)+"),
  /** Koyeb, in every instance: {@code fra}. */
  KOYEB_REGION(null, "[a-z]{3}"),
  /** Vercel, in functions: {@code iad1}. On a developer's machine it is {@code dev1}. */
  VERCEL_REGION(null, "(?!dev)[a-z]{3}[0-9]"),
  /** Azure App Service and Functions, as {@code West Europe} or {@code westeurope}. */
  REGION_NAME("WEBSITE_SITE_NAME", RegionForm.AZURE),
  /** AWS Lambda, ECS and others, and whoever configures the SDK. */
  AWS_REGION(null, RegionForm.AWS),
  /** AWS, the older name. */
  AWS_DEFAULT_REGION(null, RegionForm.AWS),
  /** By convention: no platform of Google sets it by itself. */
  GOOGLE_CLOUD_REGION(null, RegionForm.GOOGLE);

  private final @Nullable String companion;

  @SuppressWarnings("ImmutableEnumChecker") // a Pattern is immutable
  private final Pattern form;

  RegionVariable(@Nullable String companion, String form) {
    this.companion = companion;
    this.form = Pattern.compile(form);
  }

  /**
   * The region that it tells, or null.
   *
   * @param environment gives the value of a variable, or null
   */
  @Nullable String read(Function<String, @Nullable String> environment) {
    String value = environment.apply(name());
    if (value == null || (companion != null && environment.apply(companion) == null)) {
      return null;
    }
    String region =
        this == REGION_NAME ? value.replace(" ", "").toLowerCase(Locale.ROOT) : value.strip();
    return !region.isEmpty() && form.matcher(region).matches() ? region : null;
  }
}
