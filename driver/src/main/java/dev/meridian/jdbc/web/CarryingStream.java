package dev.meridian.jdbc.web;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;

/** The body of a response, which says so before bytes may leave the buffer. Not threadsafe. */
final class CarryingStream extends ServletOutputStream {

  private final ServletOutputStream body;
  private final CarryingResponse response;

  CarryingStream(ServletOutputStream body, CarryingResponse response) {
    this.body = body;
    this.response = response;
  }

  @Override
  public void write(int value) throws IOException {
    response.beforeWrite(1);
    body.write(value);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    response.beforeWrite(length);
    body.write(bytes, offset, length);
  }

  @Override
  public void flush() throws IOException {
    response.carry();
    body.flush();
  }

  @Override
  public void close() throws IOException {
    response.carry();
    body.close();
  }

  @Override
  public boolean isReady() {
    return body.isReady();
  }

  @Override
  public void setWriteListener(WriteListener listener) {
    body.setWriteListener(listener);
  }
}
