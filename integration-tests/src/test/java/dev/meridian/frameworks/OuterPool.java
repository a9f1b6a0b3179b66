package dev.meridian.frameworks;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.meridian.jdbc.EvictDemoted;
import dev.meridian.jdbc.MeridianDriver;
import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.AgroalConnectionPoolConfiguration.ConnectionValidator;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;

/** The pools that applications bring, each of one connection that it tests whenever it lends it. */
enum OuterPool {
  HIKARI {
    @Override
    DataSource open(String url) {
      HikariConfig config = new HikariConfig();
      config.setJdbcUrl(url);
      config.setMaximumPoolSize(1);
      config.setExceptionOverrideClassName(EvictDemoted.class.getName());
      return new HikariDataSource(config);
    }

    @Override
    void close(DataSource pool) {
      ((HikariDataSource) pool).close();
    }
  },
  AGROAL {
    @Override
    DataSource open(String url) throws SQLException {
      return AgroalDataSource.from(
          new AgroalDataSourceConfigurationSupplier()
              .connectionPoolConfiguration(
                  pool ->
                      pool.maxSize(1)
                          .acquisitionTimeout(Duration.ofSeconds(10))
                          .validateOnBorrow(true)
                          .connectionValidator(ConnectionValidator.defaultValidator())
                          .connectionFactoryConfiguration(
                              factory ->
                                  factory
                                      .connectionProviderClass(MeridianDriver.class)
                                      .jdbcUrl(url))));
    }

    @Override
    void close(DataSource pool) {
      ((AgroalDataSource) pool).close();
    }
  },
  TOMCAT {
    @Override
    DataSource open(String url) {
      org.apache.tomcat.jdbc.pool.DataSource pool = new org.apache.tomcat.jdbc.pool.DataSource();
      pool.setDriverClassName(MeridianDriver.class.getName());
      pool.setUrl(url);
      pool.setMaxActive(1);
      pool.setInitialSize(1);
      // Without a validation query it asks isValid.
      pool.setTestOnBorrow(true);
      pool.setTestOnReturn(true);
      pool.setValidationInterval(0);
      pool.setDefaultAutoCommit(true);
      pool.setDefaultReadOnly(false);
      pool.setJdbcInterceptors("ConnectionState;StatementFinalizer");
      return pool;
    }

    @Override
    void close(DataSource pool) {
      ((org.apache.tomcat.jdbc.pool.DataSource) pool).close();
    }
  };

  abstract DataSource open(String url) throws SQLException;

  abstract void close(DataSource pool);
}
