package dev.meridian.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meridian.jdbc.api.Setting;
import java.beans.Introspector;
import java.beans.PropertyDescriptor;
import java.lang.reflect.InvocationTargetException;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What frameworks find that configure a data source by its properties. */
class BeanSettersTest {

  /** Wrong for any text setting, so that the error tells where it went. */
  private static final String WRONG = "\u0000";

  private static Map<String, PropertyDescriptor> properties() throws Exception {
    return Arrays.stream(
            Introspector.getBeanInfo(MeridianDataSource.class).getPropertyDescriptors())
        .collect(Collectors.toMap(PropertyDescriptor::getName, Function.identity()));
  }

  @ParameterizedTest
  @EnumSource
  void everySettingIsAProperty(Setting setting) throws Exception {
    PropertyDescriptor property = properties().get(setting.key());
    assertThat(property).as(setting.key()).isNotNull();
    assertThat(property.getWriteMethod()).isNotNull();
    boolean number = property.getPropertyType() == int.class;
    try (MeridianDataSource source = new MeridianDataSource()) {
      source.setUrl("jdbc:meridian:postgresql://127.0.0.1:1/shop");
      set(property, source, number ? Integer.valueOf(-1) : WRONG);
      assertThatThrownBy(source::getConnection)
          .isInstanceOf(SQLException.class)
          .hasMessageContaining(setting.key());
    }
  }

  private static void set(PropertyDescriptor property, MeridianDataSource source, Object value)
      throws IllegalAccessException, InvocationTargetException {
    property.getWriteMethod().invoke(source, value);
  }
}
