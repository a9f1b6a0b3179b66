package dev.meridian.jdbc.api;

import org.jspecify.annotations.Nullable;

/**
 * What the text of a setting may be. Immutable.
 *
 * @param <T> what the text means
 */
sealed interface SettingRule<T>
    permits AddressRule,
        ChoiceRule,
        ClassNameRule,
        CountRule,
        DurationRule,
        HostSetRule,
        JurisdictionsRule,
        LabelListRule,
        LabelRule,
        NameListRule,
        NetworksRule,
        NodesFileRule,
        PathRule,
        PoolerRule,
        ReadFromRule,
        RegionCoordinatesRule,
        RoleListRule,
        ShareRule,
        TokenKeysRule,
        TrustRule {

  /**
   * Reads a text that is trimmed and not empty.
   *
   * @throws IllegalArgumentException if the rule does not allow it; the message goes on behind
   *     {@code key=value}, such as "has no unit"
   */
  T parse(String text);

  /** The rule in words, such as "100ms to 1d, a whole number with its unit". */
  String describe();

  /** The only values allowed, or null if they cannot be listed. */
  default String @Nullable [] choices() {
    return null;
  }
}
