package dev.meridian.integration;

import dev.meridian.integration.ApplicationNode.Seen;
import dev.meridian.jdbc.api.Session;
import dev.meridian.jdbc.web.SessionTokenFilter;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.eclipse.jetty.ee11.servlet.FilterHolder;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.component.LifeCycle;
import org.jspecify.annotations.Nullable;

/** A web application in one region: what it is asked for stands in the query. */
final class WebNode implements AutoCloseable {

  private final Server server = new Server(0);
  private final ApplicationNode application;
  private volatile @Nullable ApplicationNode second;

  WebNode(ApplicationNode application, UnaryOperator<SessionTokenFilter.Builder> carried)
      throws Exception {
    this.application = application;
    SessionTokenFilter filter =
        carried.apply(SessionTokenFilter.builder().dataSource(application.source())).build();
    ServletContextHandler context = new ServletContextHandler(ServletContextHandler.SESSIONS);
    FilterHolder holder = new FilterHolder(filter);
    holder.setAsyncSupported(true);
    context.addFilter(holder, "/*", EnumSet.allOf(DispatcherType.class));
    ServletHolder servlet = new ServletHolder(new Shop());
    servlet.setAsyncSupported(true);
    context.addServlet(servlet, "/");
    server.setHandler(context);
    server.start();
  }

  /** Gives it a second data source, which {@code /both} reads after it has renamed. */
  void alsoReads(ApplicationNode other) {
    second = other;
  }

  URI at(String pathAndQuery) {
    int port = ((ServerConnector) server.getConnectors()[0]).getLocalPort();
    return URI.create("http://127.0.0.1:" + port + pathAndQuery);
  }

  @Override
  public void close() {
    LifeCycle.stop(server);
    application.close();
  }

  private final class Shop extends HttpServlet {

    private static final long serialVersionUID = 1;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
        throws ServletException, IOException {
      try {
        switch (request.getServletPath()) {
          case "/login" -> request.getSession();
          case "/relogin" -> request.changeSessionId();
          case "/name" -> answer(response);
          case "/rename" -> rename(request);
          case "/both" -> {
            rename(request);
            Objects.requireNonNull(second).read("SELECT name FROM users WHERE id = 3");
          }
          case "/address" ->
              response
                  .getWriter()
                  .write(String.valueOf(Objects.requireNonNull(Session.current()).address()));
          case "/second" ->
              Objects.requireNonNull(second).read("SELECT name FROM users WHERE id = 3");
          case "/flush" -> {
            rename(request);
            response.getWriter().write("early");
            response.flushBuffer();
            rename(request);
          }
          case "/long" -> {
            rename(request);
            response.getWriter().write("x".repeat(200_000));
          }
          case "/redirect" -> {
            rename(request);
            response.sendRedirect("/name");
          }
          case "/error" -> {
            rename(request);
            response.sendError(418);
          }
          case "/forward" ->
              request
                  .getRequestDispatcher("/rename?" + request.getQueryString())
                  .forward(request, response);
          case "/async" -> async(request);
          case "/dispatch" -> {
            AsyncContext later = request.startAsync();
            later.start(() -> later.dispatch("/rename?" + request.getQueryString()));
          }
          case "/address/dispatch" -> {
            AsyncContext later = request.startAsync();
            later.start(() -> later.dispatch("/address"));
          }
          default -> response.setStatus(200);
        }
      } catch (SQLException e) {
        throw new ServletException(e);
      }
    }

    private void async(HttpServletRequest request) {
      AsyncContext later = request.startAsync();
      later.start(
          () -> {
            try {
              rename(request);
              later.getResponse().getWriter().write("later");
            } catch (SQLException | IOException e) {
              throw new IllegalStateException(e);
            } finally {
              later.complete();
            }
          });
    }

    private void answer(HttpServletResponse response) throws SQLException, IOException {
      Seen seen = application.read("SELECT name FROM users WHERE id = 3");
      response.setHeader("Region", seen.route().region());
      response.getWriter().write(Objects.requireNonNull(seen.value()));
    }

    private void rename(HttpServletRequest request) throws SQLException {
      application.write(
          "UPDATE users SET name = '" + request.getParameter("to") + "' WHERE id = 3");
    }
  }
}
