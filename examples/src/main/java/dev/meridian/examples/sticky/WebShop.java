package dev.meridian.examples.sticky;

import dev.meridian.jdbc.MeridianDataSource;
import dev.meridian.jdbc.api.MeridianConnection;
import dev.meridian.jdbc.api.Route;
import dev.meridian.jdbc.web.SessionTokenFilter;
import dev.meridian.testkit.Vantage;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.EnumSet;
import java.util.Objects;
import org.eclipse.jetty.ee11.servlet.FilterHolder;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.component.LifeCycle;

/** One node: {@code POST /orders} places an order, {@code GET /orders} counts them. */
final class WebShop implements AutoCloseable {

  static final String TABLE = "CREATE TABLE orders (id bigserial PRIMARY KEY)";

  private final Server server = new Server(0);
  private final MeridianDataSource database;

  /**
   * Starts.
   *
   * @param carried whether sessions go from node to node
   */
  WebShop(Vantage here, Path keys, boolean carried) throws Exception {
    database = MeridianDataSource.builder().url(here.meridianUrl("tokenKeys=file:" + keys)).build();
    ServletContextHandler application = new ServletContextHandler();
    if (carried) {
      FilterHolder filter =
          new FilterHolder(SessionTokenFilter.builder().dataSource(database).build());
      filter.setAsyncSupported(true);
      application.addFilter(
          filter,
          "/*",
          EnumSet.of(
              DispatcherType.REQUEST,
              DispatcherType.ASYNC,
              DispatcherType.FORWARD,
              DispatcherType.ERROR));
    }
    application.addServlet(new ServletHolder(new Orders()), "/orders");
    server.setHandler(application);
    server.start();
  }

  URI orders() {
    int port = ((ServerConnector) server.getConnectors()[0]).getLocalPort();
    return URI.create("http://127.0.0.1:" + port + "/orders");
  }

  @Override
  public void close() {
    LifeCycle.stop(server);
    database.close();
  }

  private final class Orders extends HttpServlet {

    private static final long serialVersionUID = 1;

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response)
        throws ServletException {
      try (Connection connection = database.getConnection();
          Statement insert = connection.createStatement()) {
        insert.executeUpdate("INSERT INTO orders DEFAULT VALUES");
      } catch (SQLException e) {
        throw new ServletException(e);
      }
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws ServletException, IOException {
      try (Connection connection = database.getConnection();
          Statement select = connection.createStatement();
          ResultSet count = select.executeQuery("SELECT count(*) FROM orders")) {
        count.next();
        Route route =
            Objects.requireNonNull(connection.unwrap(MeridianConnection.class).lastRoute());
        response.setHeader("Served-By", route.region() + " " + route.role());
        response.getWriter().write(count.getString(1));
      } catch (SQLException e) {
        throw new ServletException(e);
      }
    }
  }
}
