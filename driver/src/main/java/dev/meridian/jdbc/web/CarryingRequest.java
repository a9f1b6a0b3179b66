package dev.meridian.jdbc.web;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;

/** A request that, if it goes on asynchronously, does so with the response that carries tokens. */
final class CarryingRequest extends HttpServletRequestWrapper {

  private final HttpServletResponse response;
  private final Exchange exchange;

  CarryingRequest(HttpServletRequest request, HttpServletResponse response, Exchange exchange) {
    super(request);
    this.response = response;
    this.exchange = exchange;
  }

  @Override
  public AsyncContext startAsync() {
    return startAsync(this, response);
  }

  @Override
  public AsyncContext startAsync(ServletRequest request, ServletResponse response) {
    return new CarryingAsync(super.startAsync(request, response), exchange);
  }

  @Override
  public AsyncContext getAsyncContext() {
    return new CarryingAsync(super.getAsyncContext(), exchange);
  }
}
