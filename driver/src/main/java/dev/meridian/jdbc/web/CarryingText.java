package dev.meridian.jdbc.web;

import java.io.PrintWriter;
import java.io.Writer;

/** The body of a response as text, which says so before bytes may leave the buffer. */
final class CarryingText extends Writer {

  // As many as a character takes at most, in UTF-8.
  private static final int BYTES = 3;

  private final PrintWriter body;
  private final CarryingResponse response;

  CarryingText(PrintWriter body, CarryingResponse response) {
    this.body = body;
    this.response = response;
  }

  @Override
  public void write(char[] text, int offset, int length) {
    response.beforeWrite((long) BYTES * length);
    body.write(text, offset, length);
  }

  @Override
  public void flush() {
    response.carry();
    body.flush();
  }

  @Override
  public void close() {
    response.carry();
    body.close();
  }
}
