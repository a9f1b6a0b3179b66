package dev.meridian.wrong.session;

final class PrintImpl {
  void print() {
    System.out.println("printed");
  }
}
