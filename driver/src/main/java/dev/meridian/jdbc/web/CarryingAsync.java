package dev.meridian.jdbc.web;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletResponse;

/** Work that it starts is in the session of the request; its end is carried to the client. */
final class CarryingAsync implements AsyncContext {

  private final AsyncContext context;
  private final Exchange exchange;

  CarryingAsync(AsyncContext context, Exchange exchange) {
    this.context = context;
    this.exchange = exchange;
  }

  @Override
  public void complete() {
    if (context.getResponse() instanceof HttpServletResponse response) {
      exchange.carry(response);
    }
    context.complete();
  }

  @Override
  public void start(Runnable work) {
    context.start(exchange.session().wrap(work));
  }

  @Override
  public ServletRequest getRequest() {
    return context.getRequest();
  }

  @Override
  public ServletResponse getResponse() {
    return context.getResponse();
  }

  @Override
  public boolean hasOriginalRequestAndResponse() {
    return context.hasOriginalRequestAndResponse();
  }

  @Override
  public void dispatch() {
    context.dispatch();
  }

  @Override
  public void dispatch(String path) {
    context.dispatch(path);
  }

  @Override
  public void dispatch(ServletContext to, String path) {
    context.dispatch(to, path);
  }

  @Override
  public void addListener(AsyncListener listener) {
    context.addListener(listener);
  }

  @Override
  public void addListener(
      AsyncListener listener, ServletRequest request, ServletResponse response) {
    context.addListener(listener, request, response);
  }

  @Override
  public <T extends AsyncListener> T createListener(Class<T> type) throws ServletException {
    return context.createListener(type);
  }

  @Override
  public void setTimeout(long millis) {
    context.setTimeout(millis);
  }

  @Override
  public long getTimeout() {
    return context.getTimeout();
  }
}
