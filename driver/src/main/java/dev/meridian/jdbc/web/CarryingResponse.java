package dev.meridian.jdbc.web;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.ServletResponseWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;

/**
 * Adds the session's token just before the response is committed, by whatever commits it: a flush,
 * an error, a redirect, the end of a body of known length, or more than fits into the buffer. Not
 * threadsafe.
 */
final class CarryingResponse extends HttpServletResponseWrapper {

  // A container may send what is written in one piece once it is so large a part of the buffer.
  private static final int PIECES = 4;

  private final Exchange exchange;
  private @Nullable ServletOutputStream stream;
  private @Nullable PrintWriter writer;
  private long contentLength = Long.MAX_VALUE;
  private long written;
  private long carriedAt;

  CarryingResponse(HttpServletResponse response, Exchange exchange) {
    super(response);
    this.exchange = exchange;
  }

  /** A response that carries what this exchange has seen: the same one if it does already. */
  static HttpServletResponse around(HttpServletResponse response, Exchange exchange) {
    ServletResponse layer = response;
    while (layer instanceof ServletResponseWrapper wrapper) {
      if (layer instanceof CarryingResponse carrying && carrying.exchange == exchange) {
        return response;
      }
      layer = wrapper.getResponse();
    }
    return new CarryingResponse(response, exchange);
  }

  void carry() {
    exchange.carry((HttpServletResponse) getResponse());
    carriedAt = written;
  }

  void beforeWrite(long bytes) {
    if (isCommitted()) {
      return;
    }
    written += bytes;
    int buffer = getBufferSize();
    if (written >= Math.min(buffer, contentLength)
        || written - carriedAt >= Math.max(1, buffer / PIECES)) {
      carry();
    }
  }

  @Override
  public ServletOutputStream getOutputStream() throws IOException {
    ServletOutputStream known = stream;
    if (known == null) {
      known = new CarryingStream(super.getOutputStream(), this);
      stream = known;
    }
    return known;
  }

  @Override
  public PrintWriter getWriter() throws IOException {
    PrintWriter known = writer;
    if (known == null) {
      known = new PrintWriter(new CarryingText(super.getWriter(), this));
      writer = known;
    }
    return known;
  }

  @Override
  public void setContentLength(int length) {
    setContentLengthLong(length);
  }

  @Override
  public void setContentLengthLong(long length) {
    noteLength(length);
    super.setContentLengthLong(length);
  }

  @Override
  public void setHeader(String name, String value) {
    noteLength(name, value);
    super.setHeader(name, value);
  }

  @Override
  public void addHeader(String name, String value) {
    noteLength(name, value);
    super.addHeader(name, value);
  }

  @Override
  public void setIntHeader(String name, int value) {
    noteLength(name, Integer.toString(value));
    super.setIntHeader(name, value);
  }

  @Override
  public void addIntHeader(String name, int value) {
    noteLength(name, Integer.toString(value));
    super.addIntHeader(name, value);
  }

  private void noteLength(String name, @Nullable String value) {
    if (name.equalsIgnoreCase("Content-Length") && value != null) {
      try {
        noteLength(Long.parseLong(value.strip()));
      } catch (NumberFormatException noNumber) {
        // The container says so.
      }
    }
  }

  private void noteLength(long length) {
    contentLength = length < 0 ? Long.MAX_VALUE : length;
    if (written >= contentLength) {
      carry();
    }
  }

  @Override
  public void flushBuffer() throws IOException {
    carry();
    super.flushBuffer();
  }

  @Override
  public void sendError(int status) throws IOException {
    carry();
    super.sendError(status);
  }

  @Override
  public void sendError(int status, String message) throws IOException {
    carry();
    super.sendError(status, message);
  }

  @Override
  public void sendRedirect(String location) throws IOException {
    carry();
    super.sendRedirect(location);
  }

  @Override
  public void sendRedirect(String location, int status, boolean clearBuffer) throws IOException {
    carry();
    super.sendRedirect(location, status, clearBuffer);
  }

  @Override
  public void reset() {
    super.reset();
    written = 0;
    carriedAt = 0;
    contentLength = Long.MAX_VALUE;
    stream = null;
    writer = null;
    exchange.reset();
  }

  @Override
  public void resetBuffer() {
    super.resetBuffer();
    written = 0;
    carriedAt = 0;
  }
}
